"""Tables to begin with: every column, and lines that show what may stand in them."""

from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
# Excel asks for it; without it, it takes UTF-8 for something else.
MARK = "utf-8-sig"


def write(folder: Path) -> list[Path]:
    """
    Write a table of each kind, and return them.

    :raises FileExistsError: rather than write over a table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for sample in sorted(SAMPLES.glob("*.csv")):
        path = folder / sample.name
        with path.open("x", encoding=MARK) as file:
            file.write(sample.read_text(encoding="utf-8"))
        written.append(path)
    return written
