"""Addresses of this room: the tree of agencies, accounts, and who is away."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from motcua.ground.agencies.capacity import StandInKind
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.agencies.views import standing, tree


class AccountVerbConverter(StringConverter):
    """The slug of an act to an account."""

    regex = "|".join(AccountVerb)

    def to_python(self, value: str) -> AccountVerb:
        """Return the act that a slug names."""
        return AccountVerb(value)


register_converter(AccountVerbConverter, "account_verb")

app_name = "agencies"
urlpatterns = [
    path("co-quan/", tree.tree, name="tree"),
    path("co-quan/tai-khoan/<int:user_id>/", tree.account, name="account"),
    path(
        "co-quan/tai-khoan/<int:user_id>/<account_verb:verb>/",
        tree.keep_account,
        name="keep_account",
    ),
    path("co-quan/<str:code>/", tree.agency, name="agency"),
    path("vang-mat/", standing.standing, name="standing"),
    path("vang-mat/ghi/", standing.arrange, {"kind": StandInKind.LEAVE}, name="take_leave"),
    path(
        "vang-mat/uy-quyen-ky/",
        standing.arrange,
        {"kind": StandInKind.SIGNING},
        name="delegate_signing",
    ),
    path("vang-mat/<int:stand_in_id>/ket-thuc/", standing.end, name="end_stand_in"),
]
