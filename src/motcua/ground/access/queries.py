"""What other rooms may know of accounts."""

from motcua.ground.access.models import User


def by_username(username: str) -> User | None:
    """Return the account of this name, whether or not it may sign in."""
    return User.objects.filter(username=username.lower()).first()


def names(user_ids: list[int]) -> dict[int, str]:
    """Return the full names of accounts, by id."""
    return dict(User.objects.filter(pk__in=user_ids).values_list("pk", "full_name"))
