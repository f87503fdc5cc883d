"""Which pictograms the product uses; the build takes exactly these from lucide."""

import json
from functools import cache
from pathlib import Path

BUILT = Path(__file__).parent / "static" / "design" / "built"

# At most 32, and never without words beside them.
NAMES = frozenset(
    {
        "baby",
        "banknote",
        "briefcase",
        "calendar-plus",
        "circle-alert",
        "circle-check",
        "clock",
        "download",
        "file-plus",
        "file-text",
        "file-x",
        "flower-2",
        "heart",
        "house",
        "id-card",
        "info",
        "landmark",
        "lock",
        "mail",
        "map",
        "pause",
        "pencil",
        "phone",
        "printer",
        "scan-qr-code",
        "search",
        "stamp",
        "store",
        "triangle-alert",
        "undo-2",
        "upload",
        "user-plus",
    }
)


@cache
def _drawings() -> dict[str, str]:
    """Return what is drawn inside each pictogram; nothing before the assets are built."""
    path = BUILT / "icons.json"
    if not path.exists():
        return {}
    drawings: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return drawings


def drawing(name: str) -> str:
    """
    Return the shapes of one pictogram, trusted markup out of our own build.

    :raises LookupError: for a name that the product does not carry.
    """
    if name not in NAMES:
        raise LookupError(f"No pictogram is called {name}; design/icons.py lists them.")
    return _drawings().get(name, "")
