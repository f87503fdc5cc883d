"""Fixtures of the tests of the whole house."""

import pytest

from motcua.onestop.dossiers.tests.pages import Browser


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)
