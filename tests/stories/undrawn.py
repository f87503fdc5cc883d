"""
Forms sent as a browser sends them, in the officer's own browser and session, but not drawn.

The page is fetched, read and filled by the browser's own parser, by the words that people read:
labels, buttons, links. What would not be on the page cannot be pressed.
"""

from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import Page

Value = str | bool | Mapping[str, str]
"""What is typed, ticked or, by its name and text, chosen as a file."""

Typed = Mapping[str, Value]
"""What is typed, by the label of the field."""

ALL_THERE = "Đủ cả"
"""The counter's button that ticks every paper that must be there; it types nothing."""

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


class NotDone(AssertionError):
    """A form that came back instead of being done."""


def send(
    tab: Page, address: str, typed: Typed, *, verb: str | None = None, button: str | None = None
) -> str:
    """
    Fill and send a form, and return where the counter says that it leads.

    :param verb: of a dossier, chosen among what its page offers.
    :param button: what sends the form, where that is not the verb.
    :raises NotDone: when the form comes back with its faults.
    """
    pressed = {"verb": verb, "button": button, "allThere": ALL_THERE}
    answer = tab.evaluate(SCRIPT, {"address": address, "typed": dict(typed), **pressed})
    if "wrong" in answer:
        raise NotDone(f"{verb or button} at {address}: {answer['wrong']}")
    goes_to: str = answer["goesTo"]
    return goes_to
