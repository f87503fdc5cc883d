"""Which of PostgreSQL's programs are taken, and what is said when there are none."""

from pathlib import Path

import pytest

from motcua.project import dumps, postgres
from motcua.project.cli.failures import CannotRun


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a machine on which the programs of 15 and of 17 are installed, and no wheel."""
    for version in (15, 17):
        program = tmp_path / str(version) / "bin" / "pg_dump"
        program.parent.mkdir(parents=True)
        program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.2'\n")
        program.chmod(0o755)
    monkeypatch.setattr(postgres, "INSTALLED", tmp_path)
    monkeypatch.setattr(postgres, "wheel_binaries", lambda: None)
    monkeypatch.setenv("PATH", "/nowhere")
    return tmp_path


@pytest.mark.parametrize("server", [15, 17])
def test_those_of_the_servers_version_are_taken(installed: Path, server: int) -> None:
    assert dumps.programs(server) == installed / str(server) / "bin"


@pytest.mark.parametrize("server", [16, 18])
def test_older_or_newer_ones_are_not(installed: Path, server: int) -> None:
    with pytest.raises(CannotRun, match=f"no pg_dump of PostgreSQL {server}, which the server is"):
        dumps.programs(server)
