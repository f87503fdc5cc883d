"""Accounts of the named cast."""

from motcua.ground.access.models import User

PASSWORD = "mot cua mo cho moi nguoi"  # noqa: S105 - of the cast


def account(username: str = "anh.ttn", full_name: str = "Trần Thị Ngọc Anh") -> User:
    """Add an account that the cast's password opens."""
    return User.objects.create_user(username, PASSWORD, full_name=full_name)
