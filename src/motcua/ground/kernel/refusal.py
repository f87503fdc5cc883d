"""The one way to say no: everything that is not a Refusal is a bug and crashes loudly."""

from collections.abc import Callable
from typing import Any, ClassVar

from motcua.ground.kernel.words import Words


class Refusal(Exception):
    """
    A lawful no: what cannot be done, why, and what to do instead.

    Subclasses stand beside the rule that raises them and state, as class variables, a code
    that never changes (room and name: "dossiers.not-yours"), a marked sentence fit for the
    citizen, a marked sentence saying what to do, and an HTTP status.

    :param facts: what fills the ``{places}`` of both sentences.
    """

    code: ClassVar[str]
    says: ClassVar[str]
    to_do: ClassVar[str] = ""
    status: ClassVar[int] = 409

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    @property
    def sentence(self) -> Words:
        """The no itself, to be translated at the door."""
        return Words(self.says, self.facts)

    @property
    def advice(self) -> Words:
        """What to do instead, to be translated at the door."""
        return Words(self.to_do, self.facts)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


def passes(check: Callable[..., object], *facts: object) -> bool:
    """Say whether a check accepts these facts, so that no page offers what an act refuses."""
    try:
        check(*facts)
    except Refusal:
        return False
    return True
