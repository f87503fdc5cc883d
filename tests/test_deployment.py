"""What production asks of the settings and of the migrations."""

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
}


@pytest.mark.parametrize(
    "command",
    [
        pytest.param("check --deploy --fail-level WARNING", id="settings are fit for production"),
        pytest.param("makemigrations --check", id="every migration is written"),
    ],
)
def test_django_finds_nothing_to_say(command: str) -> None:
    kept = {name: os.environ[name] for name in ("DATABASE_URL", "PATH")}
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "motcua.project.cli", "manage", *command.split()],
        env={**kept, **PRODUCTION, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
