"""Accounts with their sessions and second factors, form keys and throttles."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from motcua.ground.access.passwords import normalised


class UserManager(BaseUserManager["User"]):
    """Makes accounts; who may ask for one is the business of the room that asks."""

    def create_user(
        self, username: str, password: str | None = None, *, full_name: str, email: str = ""
    ) -> "User":
        """Add an account; without a password nobody can sign in to it yet."""
        user = self.model(
            username=self.model.normalize_username(username).lower(),
            full_name=full_name,
            email=self.normalize_email(email),
        )
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """
    An account: a name to sign in with, and nothing about rights.

    Rights belong to posts, which are kept in ``agencies``.

    :param temporary_until: while set, the password is one that an administrator was shown:
        it opens nothing but the page on which another is chosen, and only until then.
    :param language: in which its holder chose to read; empty until he does.
    """

    username = models.CharField(_("Tên đăng nhập"), max_length=150, unique=True)
    full_name = models.CharField(_("Họ và tên"), max_length=100)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    is_active = models.BooleanField(default=True)
    temporary_until = models.DateTimeField(null=True)
    language = models.CharField(max_length=8, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(username=Lower("username")), name="username_is_in_small_letters"
            ),
            models.UniqueConstraint(
                Lower("email"), condition=~models.Q(email=""), name="email_belongs_to_one_account"
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    def set_password(self, raw_password: str | None) -> None:
        """Keep a password in the one spelling of its letters."""
        super().set_password(raw_password and normalised(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Compare a password in that spelling."""
        return super().check_password(raw_password and normalised(raw_password))


class Session(AbstractBaseSession):
    """A session of Django's, and whose it is; without an account nobody has signed in yet."""

    passes_away: ClassVar[bool] = True

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=300, blank=True)
    began_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)


class SecondFactor(models.Model):
    """
    The secret that an account shares with a telephone.

    :param last_step: the half minute of the last code used; none up to it is taken again.
    """

    passes_away: ClassVar[bool] = True

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="second_factor"
    )
    secret = models.CharField(max_length=32)
    last_step = models.BigIntegerField()
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """The digest of a code that replaces the telephone once; the row goes when it is used."""

    passes_away: ClassVar[bool] = True

    pk = models.CompositePrimaryKey("user", "digest")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.digest[:8]


class FormKey(models.Model):
    """What one actor's one sending of a form led to, so that a repeat leads to the same."""

    passes_away: ClassVar[bool] = True

    pk = models.CompositePrimaryKey("actor", "key")
    actor = models.CharField(max_length=40)
    key = models.UUIDField()
    outcome = models.TextField()
    used_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.actor} {self.key}"


class Throttle(models.Model):
    """How many tries were made under a key since its window opened."""

    passes_away: ClassVar[bool] = True

    key = models.CharField(max_length=300, primary_key=True)
    tries = models.PositiveIntegerField()
    resets_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.key
