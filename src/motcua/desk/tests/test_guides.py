"""The guides of a first day say nothing that is not there."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve

from motcua.desk.presentation import GUIDES
from motcua.ground.design import catalogue

SOURCES = Path(__file__).parents[2]
TEMPLATES = Path(__file__).parents[1] / "templates" / "desk"
SHEETS = [TEMPLATES / "_guide.html", *sorted((TEMPLATES / "guides").glob("*.html"))]
MODIFIERS = {"ctrl", "alt"}


def named(element: str, sheet: Path) -> set[str]:
    """Return what stands in elements of this kind."""
    text = (
        sheet.read_text(encoding="utf-8").partition("{% block content %}")[2] or sheet.read_text()
    )
    return {unescape(words) for words in re.findall(rf"<{element}>(.*?)</{element}>", text)}


def messages() -> set[str]:
    return {str(message.id).rstrip(".") for message in catalogue.read("en")}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
class TestASheet:
    def test_every_button_that_it_names_exists(self, sheet: Path) -> None:
        assert named("strong", sheet) - messages() == set()

    def test_every_sentence_that_it_quotes_is_said(self, sheet: Path) -> None:
        for quoted in named("q", sheet):
            parts = (re.escape(part) for part in quoted.rstrip(".").split("…"))
            said = re.compile(r"\{\w+\}".join(parts))
            assert any(said.fullmatch(message) for message in messages()), quoted

    def test_every_key_that_it_names_does_something(self, sheet: Path) -> None:
        script = (SOURCES / "ground/design/js/keys.js").read_text(encoding="utf-8")
        pages = "".join(path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.html"))
        keys = {key.lower() for key in re.findall(r'key [!=]== "([^"]+)"', script)}
        letters = set(re.findall(r'accesskey="(\w)"', pages))
        assert {key.lower() for key in named("kbd", sheet)} - keys - letters - MODIFIERS == set()

    def test_every_link_leads_somewhere(self, sheet: Path) -> None:
        for address in re.findall(r'href="(/[^"]*)"', sheet.read_text(encoding="utf-8")):
            resolve(address)


def test_every_guide_is_listed_and_opens_to_everybody(client: Client) -> None:
    listed = client.get("/huong-dan/").content.decode()
    for guide in GUIDES:
        address = f"/huong-dan/{guide.name}/"
        assert address in listed
        page = client.get(address).content.decode()
        assert str(guide.title) in page
        assert "data-mc-print" in page
    assert client.get("/huong-dan/khong-co/").status_code == 404
