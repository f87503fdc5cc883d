"""
Where a run without its own server keeps its things: database, files, secrets.

In ``var/`` of the checkout, unless the account that PostgreSQL runs as cannot get there;
then in a directory under ``/var/lib`` that is named after the checkout.
"""

import hashlib
import os
import secrets
import shutil
import sys
from pathlib import Path

from motcua.project import postgres

SECRETS = ("SECRET_KEY", "RECEIPT_KEY")


def checkout() -> Path:
    """Return the checkout that this code stands in, else the directory it was started from."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "pyproject.toml").exists() else Path.cwd()


def home() -> Path:
    """Return the directory that holds this checkout's data; ``MOTCUA_HOME`` names another."""
    if chosen := os.environ.get("MOTCUA_HOME"):
        return Path(chosen).resolve()
    root = checkout()
    if postgres.can_reach(root, postgres.server_account()):
        return root / "var"
    return Path("/var/lib") / f"motcua-{hashlib.sha256(os.fsencode(root)).hexdigest()[:12]}"


def secrets_of(place: Path) -> dict[str, str]:
    """Return the secrets of this place, made up at the first start and readable by us alone."""
    path = place / "secrets.env"
    if not path.exists():
        place.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{name}={secrets.token_urlsafe(48)}\n" for name in SECRETS)
        half = path.with_suffix(".new")
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(lines)
        half.rename(path)
    return dict(line.split("=", 1) for line in path.read_text().splitlines())


def clean() -> None:
    """Remove the data of this checkout, if whoever asked says so again."""
    place = home()
    if not place.exists():
        return
    sys.stdout.write(f"Remove the database, files and secrets in {place}? [y/N] ")
    sys.stdout.flush()
    answer = sys.stdin.readline() if sys.stdin.isatty() else os.environ.get("YES", "") and "y"
    if answer.strip().lower() not in {"y", "yes"}:
        sys.stdout.write("They stay.\n")
        return
    data = place / "postgres"
    with postgres.sole_launcher(data):
        postgres.forget_sockets(data)
        shutil.rmtree(place)


if __name__ == "__main__":
    try:
        clean()
    except postgres.AlreadyRunning as refused:
        sys.exit(str(refused))
