import pytest
from django.db import IntegrityError

from motcua.ground.access.examples import PASSWORD, account
from motcua.ground.access.models import User

pytestmark = pytest.mark.django_db


def test_an_account_is_kept_in_small_letters() -> None:
    user = account("Anh.TTN")
    assert user.username == "anh.ttn"
    assert user.check_password(PASSWORD)


def test_without_a_password_nobody_signs_in() -> None:
    assert not User.objects.create_user("anh", full_name="Anh").has_usable_password()


def test_a_name_belongs_to_one_account() -> None:
    account()
    with pytest.raises(IntegrityError):
        account()


def test_the_database_keeps_names_small() -> None:
    with pytest.raises(IntegrityError, match="username_is_in_small_letters"):
        User.objects.create(username="Anh", full_name="Anh")


def test_an_address_belongs_to_one_account() -> None:
    User.objects.create_user("anh", full_name="Anh", email="anh@example.vn")
    User.objects.create_user("bao", full_name="Bảo")
    User.objects.create_user("chi", full_name="Chi")
    with pytest.raises(IntegrityError, match="email_belongs_to_one_account"):
        User.objects.create_user("dung", full_name="Dũng", email="ANH@example.vn")
