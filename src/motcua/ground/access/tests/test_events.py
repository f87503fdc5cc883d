"""What was once recorded of an account is read for ever: these texts are never changed."""

import pytest

from motcua.ground.access import events
from motcua.ground.trail.rules import EventBody, canonical, kinds, parse

GOLDEN: list[tuple[EventBody, str]] = [
    (events.PasswordChanged(events.PasswordWay.LETTER), '{"way":"letter"}'),
    (events.AccountOpened(), "{}"),
    (events.SessionsEnded(3), '{"count":3}'),
    (events.ResetOffered(), "{}"),
    (events.SecondFactorAdded(), "{}"),
    (events.SecondFactorRemoved(), "{}"),
    (events.RecoveryCodesRenewed(), "{}"),
    (events.LanguageChosen("en"), '{"language":"en"}'),
]


@pytest.mark.parametrize(("body", "text"), GOLDEN)
def test_a_stored_text_is_read_back(body: EventBody, text: str) -> None:
    assert canonical(body) == text
    assert parse(body.name, body.version, text) == body


def test_every_kind_is_kept_here() -> None:
    kept = {(body.name, body.version) for body, _ in GOLDEN}
    assert kept == {kind for kind in kinds() if kind[0].startswith("account.")}
