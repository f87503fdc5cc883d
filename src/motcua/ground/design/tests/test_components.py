"""What the templates draw: structure that assistive technology lives by."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from django.template import Template, engines
from django.template.loader import render_to_string
from django.test.signals import template_rendered

from motcua.ground.design import icons, showcase
from motcua.ground.design.parts import Colour, DayKind, SliceKind, Stage, Way
from motcua.ground.design.templatetags.design import DUE_ICONS, PANEL_ICONS
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark


class Page(HTMLParser):
    """Collects the tags of a page with their attributes, in order."""

    VOID: ClassVar[set[str]] = {"meta", "link", "input", "br", "rect", "path", "circle"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        """Return the attributes of each tag of this name."""
        return [attributes for tag, attributes in self.tags if tag == name]


def draw(template: str, **facts: object) -> str:
    """Render a piece of template."""
    return engines["django"].from_string(template).render(facts)


@pytest.fixture(params=showcase.PAGES)
def page(request: pytest.FixtureRequest) -> Page:
    return Page(showcase.render(request.param))


def test_a_page_has_one_heading_one_main_and_a_language(page: Page) -> None:
    assert len(page.all("h1")) == 1
    assert [main.get("id") for main in page.all("main")] == ["noi-dung"]
    assert page.all("html")[0]["lang"] == "vi"


def test_a_page_obeys_the_strictest_policy(page: Page) -> None:
    assert not page.all("style")
    assert all(script.get("src") for script in page.all("script"))
    for _, attributes in page.tags:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]


def test_every_description_and_label_points_somewhere(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        for name in ("aria-describedby", "aria-controls", "for"):
            assert set((attributes.get(name) or "").split()) <= set(ids)


def test_tables_that_stack_write_their_roles_out(page: Page) -> None:
    roles = {"table": "table", "tr": "row", "td": "cell", "tbody": "rowgroup"}
    for tag, role in roles.items():
        assert all(attributes.get("role") == role for attributes in page.all(tag))


def test_a_field_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    form = showcase.Everything({"number": "07401234567"})
    html = draw("{% field form.number %}", form=form)
    attributes = Page(html).all("input")[0]
    assert attributes["value"] == "07401234567"
    assert attributes["aria-invalid"] == "true"
    assert attributes["aria-describedby"] == "id_number_error"
    assert attributes["inputmode"] == "numeric"
    assert "govuk-input--error" in (attributes["class"] or "")
    assert "đã nhập 11. Xem lại trên thẻ." in html


def test_a_password_is_never_written_back() -> None:
    form = showcase.Everything({"password": "mat-khau-bi-mat"})
    assert "mat-khau-bi-mat" not in draw("{% field form.password %}", form=form)


def test_the_summary_leads_to_the_field() -> None:
    form = showcase.Everything({"number": "07401234567"})
    links = Page(draw("{% error_summary form %}", form=form)).all("a")
    assert {"href": "#id_number"} in links
    assert {"href": "#id_channel_0"} in links


def test_the_summary_names_the_field_that_a_sentence_does_not() -> None:
    form = showcase.Everything({"born_on": "32/13/2026"})
    html = draw("{% error_summary form %}", form=form)
    assert "Ngày sinh: Không có ngày 32/13/2026." in html
    assert "Ngày sinh: Không có" not in draw("{% field form.born_on %}", form=form)
    form = showcase.Everything({"born_on": "hôm qua"})
    assert ">Nhập ngày sinh theo dạng" in draw("{% error_summary form %}", form=form)


def test_forms_sent_as_one_have_one_summary() -> None:
    forms = [showcase.Everything({"number": "07401234567"}) for _ in range(2)]
    html = draw("{% error_summary forms %}", forms=forms)
    assert html.count("govuk-error-summary__title") == 1
    assert html.count('href="#id_number"') == 2


def test_no_mistake_no_summary() -> None:
    assert draw("{% error_summary form %}", form=showcase.Everything()).strip() == ""
    assert draw("{% error_summary form refusal %}", form=showcase.Everything()).strip() == ""


class TooEarly(Refusal):
    """A no of the tests."""

    code: ClassVar[str] = "too-early"
    says: ClassVar[str] = mark("Hẹn mới phải sau {day}.")
    to_do: ClassVar[str] = mark("Chọn ngày khác.")


def test_a_refusal_is_shown_above_the_form() -> None:
    html = draw("{% error_summary form no %}", form=None, no=TooEarly(day="20/04/2015"))
    assert "Hẹn mới phải sau 20/04/2015." in html
    assert "Chọn ngày khác." in html


def test_words_of_people_are_escaped() -> None:
    evil = "<script>alert(1)</script>"
    html = showcase.render("dossier", others=[Way(evil, "#", consequence=evil)], statuses=[])
    html += draw(
        '{% tag "blue" w %}{% due w "late" %}{% panel "calm" w %}{{ w }}{% endpanel %}', w=evil
    )
    assert "<script>alert" not in html


def test_a_state_has_its_colour() -> None:
    assert draw('{% tag "amber" "Chờ bổ sung" %}') == (
        '<strong class="govuk-tag govuk-tag--amber">Chờ bổ sung</strong>'
    )


def test_a_clock_is_an_image_with_words() -> None:
    html = draw("{% clock_bar bar %}", bar=showcase.bar())
    drawing = Page(html).all("svg")[0]
    assert drawing["role"] == "img"
    assert drawing["aria-label"] == showcase.bar().in_words
    assert "12,5" not in html  # numbers of SVG know no language


def test_a_leaf_is_a_moment_for_machines_too() -> None:
    html = draw('{% leaf due "Hẹn trả kết quả" "thứ Sáu, trước 17 giờ" %}', due=showcase.DUE)
    assert Page(html).all("time")[0]["datetime"] == "2026-11-27T17:00:00+07:00"
    assert "tháng 11 năm 2026" in html


def test_the_step_of_now_is_marked() -> None:
    html = render_to_string("design/components/_trail.html", {"steps": showcase.STEPS})
    current = [item for item in Page(html).all("li") if item.get("aria-current")]
    assert current == [{"class": "mc-trail--now", "aria-current": "step"}]


def test_an_unknown_pictogram_is_a_bug() -> None:
    with pytest.raises(LookupError):
        draw('{% icon "crown" %}')


def test_few_pictograms_and_each_of_them_drawn() -> None:
    assert len(icons.NAMES) <= 32
    assert all(icons.drawing(name) for name in icons.NAMES)


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{{ 8000|dong }}", "8.000"),
        ("{{ nothing|dong }}", "Chưa có dữ liệu"),
        ("{{ due|on }}", "27/11/2026"),
        ("{{ due|at }}", "17:00"),
        ("{{ due|weekday_on }}", "thứ\u00a0Sáu\u00a027/11/2026"),
        ('{{ "074189004712"|grouped }}', "074\u00a0189\u00a0004\u00a0712"),
        ("{{ said|words }}", "Còn 3 ngày"),
    ],
)
def test_filters(template: str, words: str) -> None:
    said = Words(mark("Còn {count} ngày"), {"count": 3})
    assert draw(template, due=showcase.DUE, nothing=None, said=said) == words


def test_a_form_carries_its_key() -> None:
    assert 'value="k-1"' in draw("{% form_key %}", form_key="k-1")
    assert re.search(r'value="[0-9a-f-]{36}"', draw("{% form_key %}"))


def test_the_page_of_a_no_says_what_to_do_and_what_to_quote() -> None:
    html = render_to_string(
        "design/error.html",
        {
            "page": showcase.frame(),
            "sentence": "Không có hồ sơ nào mang mã này.",
            "advice": "Xem lại mã trên giấy tiếp nhận.",
            "incident_id": "4f1c2a9b",
            "ways": [SimpleNamespace(label="Về trang đầu", href="/")],
        },
    )
    for words in ("Không có hồ sơ nào", "Xem lại mã", "4f1c2a9b", "Về trang đầu"):
        assert words in html


def test_an_officer_keeps_his_bar_on_pages_for_everybody() -> None:
    assert "mc-bar" in render_to_string("design/error.html", {"page": {"menu": ["something"]}})
    assert "mc-bar" not in render_to_string("design/error.html", {"page": {"menu": []}})


@pytest.mark.parametrize("base", ["citizen", "officer", "error"])
def test_a_page_is_drawn_before_the_roof_has_said_anything(base: str) -> None:
    assert "<main" in render_to_string(f"design/{base}.html", {})


def test_the_showcase_shows_every_component_and_pictogram() -> None:
    shown: set[str | None] = set()

    def note(template: Template, **_more: object) -> None:
        shown.add(template.name)

    template_rendered.connect(note)
    try:
        drawn = "".join(map(showcase.render, showcase.PAGES))
    finally:
        template_rendered.disconnect(note)
    folder = Path(showcase.__file__).parent / "templates" / "design" / "components"
    assert {f"design/components/{path.name}" for path in folder.glob("*.html")} <= shown
    assert {name for name in icons.NAMES if f"<code>{name}</code>" not in drawn} == set()


@pytest.mark.parametrize(
    ("drawing", "states"),
    [
        (r"govuk-tag--(\w+)", Colour),
        (r"mc-due--(\w+)", DUE_ICONS),
        (r"mc-panel--(\w+)", PANEL_ICONS),
        (r'<rect class="(\w+)"', SliceKind),
        (r"mc-trail--(\w+)", set(Stage) - {Stage.DONE}),
        (r"<li>()<time", {""}),
        (r'class="mc-day mc-day--([\w-]+)"', DayKind),
    ],
    ids=["tags", "times left", "panels", "clocks", "steps", "a step that is done", "days"],
)
def test_the_showcase_shows_every_state(drawing: str, states: Iterable[str]) -> None:
    shown = re.findall(drawing, showcase.render("components"))
    assert set(states) <= set(shown)


def test_an_unknown_colour_is_a_bug() -> None:
    with pytest.raises(ValueError, match="yellow"):
        draw('{% tag "yellow" "Chờ bổ sung" %}')
