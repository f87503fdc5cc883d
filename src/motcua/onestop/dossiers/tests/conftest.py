"""Fixtures of this room: the cast, and a browser that one of them sits before."""

import pytest

from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import Cast
from motcua.onestop.dossiers.tests.pages import Browser


@pytest.fixture
def cast() -> Cast:
    return examples.province()


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    return Browser(monkeypatch)
