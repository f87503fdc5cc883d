"""What production asks of the settings and of the migrations."""

import json
import os
import subprocess
import sys

import pytest

PRODUCTION = {
    "SECRET_KEY": "k" * 60 + "0123456789",
    "RECEIPT_KEY": "r" * 60,
    "ALLOWED_HOSTS": "motcua.example",
    "PUBLIC_URL": "https://motcua.example",
    "DATABASE_POOL": "0",
    "DJANGO_SETTINGS_MODULE": "motcua.project.settings",
}


VISIT = """
import json, django
from django.conf import settings
django.setup()
settings.STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
from django.test import Client
client = Client(headers={"host": "motcua.example"})
page, unsafe = client.get("/dang-nhap/", secure=True), client.get("/dang-nhap/")
print(json.dumps({
    "cookies": [morsel.OutputString() for morsel in page.cookies.values()],
    "headers": dict(page.headers),
    "session": settings.SESSION_COOKIE_NAME,
    "unsafe": [unsafe.status_code, unsafe.headers["Location"]],
    "watched": client.get("/healthz").status_code,
    "traced": client.trace("/dang-nhap/", secure=True).status_code,
    "hasher": settings.PASSWORD_HASHERS[0],
}))
"""


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("check --deploy --fail-level WARNING", id="settings are fit for production"),
        pytest.param("makemigrations --check", id="every migration is written"),
    ],
)
def test_django_finds_nothing_to_say(command: str) -> None:
    done = in_production("-m", "motcua.project.cli", "manage", *command.split())
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_a_visitor_gets_in_production() -> None:
    done = in_production("-c", VISIT)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    (cookie,) = told["cookies"]
    assert cookie.startswith("__Host-form=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert told["headers"]["Strict-Transport-Security"].startswith("max-age=31536000; includeSub")
    assert told["headers"]["Cross-Origin-Opener-Policy"] == "same-origin"
    assert told["headers"]["X-Content-Type-Options"] == "nosniff"
    assert told["headers"]["Referrer-Policy"] == "same-origin"
    assert told["session"] == "__Host-session"
    assert told["unsafe"] == [301, "https://motcua.example/dang-nhap/"]
    assert told["watched"] == 200, "what watches comes by plain HTTP"
    assert told["traced"] == 405
    assert told["hasher"].endswith(".ScryptPasswordHasher")


def test_no_page_lets_others_in_or_is_framed_by_them() -> None:
    done = in_production("-c", VISIT)
    assert done.returncode == 0, done.stderr
    headers = json.loads(done.stdout)["headers"]
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "img-src 'self' data:", "frame-ancestors 'none'"} <= {*policy}
    assert headers["X-Frame-Options"] == "DENY"
    assert not [name for name in headers if name.startswith("Access-Control-")]


def in_production(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run Python with the settings of a server that is in use."""
    kept = {name: os.environ[name] for name in ("DATABASE_URL", "PATH")}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, *arguments],
        env={**kept, **PRODUCTION, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
