"""The wheel in an empty directory: nothing of the checkout is at hand, and all is there."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from motcua.project.tests.conftest import free_port, open_directory

ROOT = Path(__file__).resolve().parents[1]
LOCKED = ROOT / "requirements" / "embedded.txt"
KEPT = ("HOME", "PATH", "LANG", "PIP_CONFIG_FILE")
RECEIPT = """
from motcua.ground.documents import examples, press
facts = examples.RECEIPT
print(len(press.render(facts.form, facts.edition, facts.words())))
"""

pytestmark = pytest.mark.wheel


class Installed:
    """The wheel, installed as docs/operator.md tells, and somebody who types there."""

    def __init__(self, place: Path, wheel: Path) -> None:
        self.place = place
        self.programs = place / "venv" / "bin"
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment = {**kept, "MOTCUA_DEMO_DOSSIERS": "3", "COLUMNS": "200"}
        self.run(sys.executable, "-m", "venv", "venv")
        self.run(self.programs / "pip", "install", "--quiet", "--require-hashes", "-r", LOCKED)
        self.run(self.programs / "pip", "install", "--quiet", "--no-deps", wheel)

    def start(self, *words: str | Path) -> "subprocess.Popen[str]":
        return subprocess.Popen(  # noqa: S603 - our own commands
            words,
            cwd=self.place,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def run(self, *words: str | Path) -> str:
        process = self.start(*words)
        said, _nothing = process.communicate(timeout=600)
        assert process.returncode == 0, said
        return said

    def motcua(self, *words: str) -> str:
        return self.run(self.programs / "motcua", *words)


@pytest.fixture(scope="module")
def installed() -> Iterator[Installed]:
    wheels = list((ROOT / "dist").glob("motcua-*.whl"))
    assert wheels, "There is no wheel in dist/: 'make test-wheel' builds it."
    with open_directory() as place:
        yield Installed(place, max(wheels, key=lambda path: path.stat().st_mtime))


@pytest.fixture(scope="module")
def address(installed: Installed) -> Iterator[str]:
    """Return where 'motcua run' serves its demonstration."""
    port = free_port()
    process = installed.start(installed.programs / "motcua", "run", "--port", str(port))
    assert process.stdout
    said = ""
    while "Ctrl-C stops everything" not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    yield f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGINT)
    rest, _nothing = process.communicate(timeout=300)
    assert process.returncode == 0, rest


def read(address: str) -> str:
    with urlopen(address, timeout=300) as answer:  # noqa: S310 - our own
        text: bytes = answer.read()
    return text.decode(errors="replace")


def test_it_serves_pages_with_all_that_they_name(address: str) -> None:
    assert read(f"{address}/readyz").startswith("ready\n")
    for door in ("/", "/tra-cuu/", "/dang-nhap/"):
        page = read(f"{address}{door}")
        named = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page))
        assert any(name.endswith(".css") for name in named)
        for name in named:
            assert read(f"{address}{name}")


def test_a_second_command_works_beside_it(address: str, installed: Installed) -> None:
    assert "Every chain is whole" in installed.motcua("trail", "verify")
    assert "holds" in installed.motcua("backup", "day.tar")


def test_it_prints_receipts(address: str, installed: Installed) -> None:
    said = installed.motcua("manage", "shell", "-c", RECEIPT)
    assert int(said.split()[-1]) > 10_000


def test_its_data_lie_in_the_directory_that_it_was_started_in(
    address: str, installed: Installed
) -> None:
    assert {"var", "venv"} <= {path.name for path in installed.place.iterdir()}
    assert (installed.place / "var" / "secrets.env").exists()


def test_tests_stay_at_home(installed: Installed) -> None:
    (package,) = installed.programs.parent.glob("lib/*/site-packages/motcua")
    assert not list(package.rglob("tests"))
