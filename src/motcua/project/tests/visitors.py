"""Somebody with a browser of his own before a server that really runs."""

import re
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from motcua.ground.access.examples import PASSWORD

TYPED = "application/x-www-form-urlencoded"
WITH_FILES = "multipart/form-data; boundary=end"
HEAD_OF_A_FILE = b'--end\r\nContent-Disposition: form-data; name="scan"; filename="a.pdf"\r\n\r\n'


class Visitor:
    """Somebody with a browser of his own."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.jar = CookieJar()
        self.browser = build_opener(HTTPCookieProcessor(self.jar))

    def signs_in(self, username: str) -> None:
        typed = {"username": username, "password": PASSWORD, **hidden(self.page("/dang-nhap/"))}
        self.sends("/dang-nhap/", urlencode(typed).encode(), TYPED)

    def scans(self, where: str, content: bytes) -> tuple[int, str]:
        return self.sends(where, self.with_scan(where, content), WITH_FILES)

    @contextmanager
    def begins_to_scan(self, where: str, content: bytes) -> Iterator[None]:
        """Send all but the end of a scan's form, and hold the line."""
        body = self.with_scan(where, content)
        connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        connection.putrequest("POST", where)
        connection.putheader("Content-Type", WITH_FILES)
        connection.putheader("Content-Length", str(len(body)))
        connection.putheader("Cookie", "; ".join(f"{each.name}={each.value}" for each in self.jar))
        connection.endheaders()
        connection.send(body[:-1000])
        yield
        connection.close()

    def with_scan(self, where: str, content: bytes) -> bytes:
        """Return the form of a scan as it is sent."""
        page = self.page(where)
        (paper,) = re.findall(r'name="paper_id" value="([0-9]+)"', page)
        typed = {"paper_id": paper, **hidden(page)}
        fields = [
            f'--end\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
            for name, value in typed.items()
        ]
        return "".join(fields).encode() + HEAD_OF_A_FILE + content + b"\r\n--end--\r\n"

    def page(self, where: str) -> str:
        with self.browser.open(f"http://127.0.0.1:{self.port}{where}", timeout=300) as response:
            return str(response.read().decode())

    def sends(self, where: str, body: bytes, media_type: str) -> tuple[int, str]:
        form = Request(f"http://127.0.0.1:{self.port}{where}", body, {"Content-Type": media_type})
        try:
            with self.browser.open(form, timeout=300) as response:
                return response.status, response.read().decode()
        except HTTPError as refusal:
            with refusal:
                return refusal.code, refusal.read().decode()


def hidden(page: str) -> dict[str, str]:
    """Return what the form of a page carries besides what is typed."""
    return dict(re.findall(r'name="(csrfmiddlewaretoken|form_key)" value="([^"]+)"', page))


def await_alive(port: int, *, seconds: float = 300) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)
