"""
Forms sent by eye and hand: links and buttons are clicked, fields are filled where they are seen.

The page is drawn and its script at work. :mod:`tests.stories.undrawn` sends the same unseen.
"""

import re
from collections.abc import Mapping

from playwright.sync_api import FilePayload, Locator, Page

from tests.stories.undrawn import ALL_THERE, NotDone, Typed, Value


def send(
    tab: Page, address: str, typed: Typed, *, verb: str | None = None, button: str | None = None
) -> str:
    """
    Fill and send a form, and return where it leads.

    :param verb: of a dossier, chosen among what its page offers.
    :param button: what sends the form, where that is not the verb.
    :raises NotDone: when the form comes back with its faults.
    """
    tab.goto(address)
    if verb is None or asks_for_more(tab, verb):
        for label, value in typed.items():
            fill(tab, label, value)
        name = re.compile(rf"^{re.escape(button or verb or '')}( |$)")
        press(tab, tab.get_by_role("main").get_by_role("button", name=name))
    faults = tab.locator(".govuk-error-summary li").all_text_contents()
    if faults:
        raise NotDone(f"{verb or button} at {address}: {faults}")
    return tab.url


def asks_for_more(tab: Page, verb: str) -> bool:
    """Choose what a dossier's page offers, and say whether that led to a form of its own."""
    offered = tab.get_by_label("Việc làm được bây giờ").get_by_text(verb, exact=True).first
    is_link: bool = offered.evaluate("offered => offered.tagName === 'A'")
    press(tab, offered)
    return is_link


def fill(tab: Page, label: str, value: Value) -> None:
    """Fill the field that bears a label: type, choose or tick."""
    if label == ALL_THERE:
        tab.get_by_role("button", name=label).click()
        return
    field = tab.get_by_label(re.compile(rf"^{re.escape(label)}")).first
    if isinstance(value, Mapping):
        choose(tab, field, value)
    elif value is True:
        field.check()
    elif field.evaluate("field => field.tagName === 'SELECT'"):
        field.select_option(label=str(value))
    else:
        field.fill(str(value))


def choose(tab: Page, field: Locator, file: Mapping[str, str]) -> None:
    """Choose a file in the window that the field opens."""
    with tab.expect_file_chooser() as window:
        field.click()
    content = file["text"].encode()
    window.value.set_files(
        FilePayload(name=file["name"], mimeType="application/pdf", buffer=content)
    )


def press(tab: Page, what: Locator) -> None:
    """Press what leads to another page, and wait until that is there."""
    with tab.expect_navigation():
        what.click()
