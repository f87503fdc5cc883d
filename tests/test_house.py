"""What import contracts cannot see: foreign keys, doors, transactions, papers of the house."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, ManyToManyField, Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.module_loading import import_string
from procrastinate.contrib.django import app

from motcua.ground.kernel.refusal import Refusal

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "motcua"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CONTRACTS = {each["id"]: each for each in PYPROJECT["tool"]["importlinter"]["contracts"]}
DOORS = {"public", "signed_in", "officer"}
MOST_LINES = 400
FEWEST_LINES = 10
EMPTY_ROOM = {"__init__.py", "apps.py"}

# Django's and its libraries' tables: every room may point to them.
CELLAR = -1


def layers(contract: str) -> list[list[str]]:
    """Return the rooms or floors of a contract, the lowest first."""
    return [
        [name.strip(" ()") for name in re.split(r"[|:]", layer)]
        for layer in reversed(CONTRACTS[contract]["layers"])
    ]


def heights() -> dict[str, tuple[int, int]]:
    """Return how high each room lies: its floor, and its place on the floor."""
    found: dict[str, tuple[int, int]] = {}
    for floor, names in enumerate(layers("house")):
        for name in names:
            rooms = layers(name) if name in CONTRACTS else [[name]]
            for place, same in enumerate(rooms):
                found |= dict.fromkeys(same, (floor, place))
    return found


def modules() -> list[Path]:
    return sorted(
        path
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and "_static" not in path.parts
    )


def rooms() -> list[Path]:
    """Return the rooms that are built: those with a file beside what every app has."""
    ours = [Path(room.path) for room in apps.get_app_configs() if room.name.startswith("motcua.")]
    return [room for room in ours if {path.name for path in room.glob("*.py")} - EMPTY_ROOM]


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("motcua.")]


def refusals(parent: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for child in parent.__subclasses__():
        if child.__module__.startswith("motcua.") and ".tests" not in child.__module__:
            yield child
        yield from refusals(child)


def views(
    patterns: list[URLPattern | URLResolver], prefix: str = ""
) -> Iterator[tuple[str, object]]:
    for each in patterns:
        address = f"{prefix}{each.pattern}"
        if isinstance(each, URLResolver):
            yield from views(each.url_patterns, address)
        else:
            yield address, each.callback


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model.__name__)
def test_foreign_keys_point_down(model: type[Model]) -> None:
    height = heights()
    own = model._meta.app_label
    for field in model._meta.get_fields():
        if isinstance(field, ForeignKey | ManyToManyField):
            other = field.related_model._meta.app_label
            assert other == own or height.get(other, (CELLAR, 0)) < height[own], field


def test_every_view_says_who_may_open_it() -> None:
    without = [
        address
        for address, view in views(get_resolver().url_patterns)
        if getattr(view, "door", None) not in DOORS
    ]
    assert without == []


@pytest.mark.parametrize("room", rooms(), ids=lambda room: room.name)
def test_every_room_has_a_readme(room: Path) -> None:
    assert len((room / "README.md").read_text().splitlines()) >= FEWEST_LINES


def test_no_transaction_is_opened_bare() -> None:
    """An action's is durable; one inside another says that it is no savepoint."""
    bare = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in modules()
        if "tests" not in path.parts and path.name != "examples.py"
        for line in bare_transactions(ast.parse(path.read_text()))
    ]
    assert bare == []


def bare_transactions(tree: ast.Module) -> list[int]:
    """Return the lines that name ``atomic`` without saying which kind is meant."""
    named = {node for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    kinds = {"durable", "savepoint"}
    told = {
        node.func
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and kinds & {word.arg for word in node.keywords}
    }
    return [node.lineno for node in named - told if node.attr == "atomic"]


def test_nothing_reads_the_day_off_the_clock_by_itself() -> None:
    """Whoever acts, and when, is handed in; only the command line asks what time it is."""
    bare = re.compile(r"\blocal(date|time)\(\)")
    asks = [path for path in modules() if bare.search(path.read_text(encoding="utf-8"))]
    assert asks == [SOURCE / "project" / "cli" / "app.py"]


def test_every_setting_is_documented() -> None:
    code = (SOURCE / "project" / "settings.py").read_text()
    named = set(re.findall(r'(?:env|flag)\(\s*"([A-Z_]+)"', code)) | {"MOTCUA_HOME"}
    told = set(re.findall(r"`([A-Z_]+)`", (ROOT / "docs" / "operator.md").read_text()))
    assert named - told == set()


@pytest.mark.parametrize("page", ["day-one.md", "security.md"])
def test_what_a_page_of_proofs_points_at_is_there(page: str) -> None:
    told = (ROOT / "docs" / page).read_text()
    paths = set(re.findall(r"`((?:src|tests)/[^`]+\.py)`", told))
    assert paths
    assert {path for path in paths if not (ROOT / path).exists()} == set()


def test_every_model_stands_in_the_glossary() -> None:
    words = coded_words()
    assert [model.__name__ for model in our_models() if model.__name__ not in words] == []


def test_every_refusal_stands_in_the_glossary() -> None:
    words = coded_words()
    assert sorted({each.__name__ for each in refusals() if "says" in vars(each)} - words) == []


def test_every_refusal_bears_the_code_of_its_room_and_name() -> None:
    """A code never changes: whoever calls us by a program will rely on it."""
    for each in refusals():
        place = each.__module__.split(".")
        room = place[place.index("rules") - 1] if "rules" in place else place[-2]
        name = re.sub(r"(?<!^)(?=[A-Z])", "-", each.__name__).lower()
        assert each.code == f"{room}.{name}"


def coded_words() -> set[str]:
    return set(re.findall(r"`(\w+)`", (ROOT / "docs" / "glossary.md").read_text()))


def test_every_deferred_job_exists() -> None:
    for path in settings.PROCRASTINATE_IMPORT_PATHS:
        import_module(path)
    deferred = {
        name
        for module in modules()
        if "tests" not in module.parts
        for name in re.findall(r'configure_task\(\s*"([\w.]+)"', module.read_text())
    }
    assert deferred - set(app.tasks) == set()


def test_every_chore_of_the_command_line_exists() -> None:
    code = (SOURCE / "project" / "cli" / "app.py").read_text()
    for name in re.findall(r'import_string\(\s*"([\w.]+)"', code):
        assert callable(import_string(name))


def test_no_file_is_long() -> None:
    long = [
        str(path.relative_to(ROOT))
        for path in [*modules(), *ROOT.glob("tests/**/*.py")]
        if len(path.read_text().splitlines()) > MOST_LINES
    ]
    assert long == []


@pytest.mark.parametrize(
    "name", ["package-lock.json", ".npmrc", "pyproject.toml", "Makefile", "requirements"]
)
def test_no_address_of_a_package_index_is_kept(name: str) -> None:
    place = ROOT / name
    for path in [place] if place.is_file() else place.iterdir():
        text = path.read_text()
        assert not re.search(
            r'(?<!no-emit-)index-url|"resolved"|find-links|registry\s*=|pypi\.org|npmjs', text
        )
