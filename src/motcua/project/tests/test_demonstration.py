"""What the demonstration tells whoever starts it again."""

import pytest

from motcua.ground.trail import actions as roots
from motcua.onestop.dossiers import examples
from motcua.project.chores import demo

BROKEN_OFF = "A play was broken off here"


@pytest.mark.django_db(transaction=True)
def test_a_play_that_was_broken_off_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "settle", lambda _which: None)
    examples.copy_life(examples.province())
    demo.load(1)
    assert BROKEN_OFF in capsys.readouterr().out
    roots.make_root()
    demo.load(1)
    assert BROKEN_OFF not in capsys.readouterr().out
