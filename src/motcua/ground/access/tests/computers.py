"""A computer at some address, and somebody who signs in there."""

import re
from typing import Any

from django.test import Client

from motcua.ground.access.examples import PASSWORD


class Computer:
    """A browser with its cookies, at an address."""

    def __init__(self, *, address: str = "127.0.0.1", agent: str = "") -> None:
        self.client = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
        self.last = ""
        self.location = ""

    def signed_in(self, username: str = "anh.ttn", password: str = PASSWORD) -> "Computer":
        """Sign in, as far as a password goes."""
        self.post("/dang-nhap/", username=username, password=password)
        return self

    def post(self, page: str, **typed: str) -> Any:
        """Send a form and keep what is answered."""
        answer = self.client.post(page, typed)
        self.last, self.location = answer.content.decode(), answer.headers.get("Location", "")
        return answer

    def read(self, page: str) -> str:
        """Open a page."""
        answer = self.client.get(page)
        assert answer.status_code == 200
        return answer.content.decode()

    def is_in(self) -> bool:
        """Say whether somebody is signed in here."""
        return self.client.get("/tai-khoan/").status_code == 200

    def handles(self) -> list[str]:
        """Return what the other sessions of the account are called by."""
        return re.findall(r'name="phien" value="(\w+)"', self.read("/tai-khoan/"))
