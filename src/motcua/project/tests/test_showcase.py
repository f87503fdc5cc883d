"""The components on show."""

import pytest
from django.test import Client

from motcua.ground.design import showcase


@pytest.mark.parametrize("address", ["/design/", *(f"/design/{name}/" for name in showcase.PAGES)])
def test_every_page_is_shown_while_developing(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_there_is_no_other_page(client: Client) -> None:
    assert client.get("/design/khac/").status_code == 404
