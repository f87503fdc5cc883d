"""What every slip is: a form of some edition, and the words that are printed on it."""

from collections.abc import Hashable
from typing import Any, Protocol

TT01_2018 = "tt01-2018"
"""The forms of Thông tư số 01/2018/TT-VPCP."""

TT03_2025 = "tt03-2025"
"""The forms of Thông tư số 03/2025/TT-VPCP, as practice shows them."""

OURS = "motcua-1"
"""Forms that no law gives: our own."""


class SlipFacts(Hashable, Protocol):
    """Facts that can be printed; the press asks no more of them than this."""

    @property
    def form(self) -> str:
        """The form's template, within its edition."""

    @property
    def edition(self) -> str:
        """The law that gave the form, or ourselves."""

    @property
    def file_name(self) -> str:
        """The name under which the printed slip is kept, or saved by a browser."""

    def words(self) -> dict[str, Any]:
        """Return what is printed, each fact already spelt as papers spell it."""
