"""Addresses of this room, below /co-quan/."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from motcua.ground.agencies import views
from motcua.ground.agencies.rules import AccountVerb


class AccountVerbConverter(StringConverter):
    """The slug of an act to an account."""

    regex = "|".join(AccountVerb)

    def to_python(self, value: str) -> AccountVerb:
        """Return the act that a slug names."""
        return AccountVerb(value)


register_converter(AccountVerbConverter, "account_verb")

app_name = "agencies"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("tai-khoan/<int:user_id>/", views.account, name="account"),
    path("tai-khoan/<int:user_id>/<account_verb:verb>/", views.keep_account, name="keep_account"),
    path("<str:code>/", views.agency, name="agency"),
]
