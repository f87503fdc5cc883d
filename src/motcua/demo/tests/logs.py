"""Small event logs, written as others publish them."""

from pathlib import Path

EVENT = """<event><string key="concept:name" value="{}"/><string key="org:resource" value="{}"/>
<date key="time:timestamp" value="{}"/></event>"""


def log(*cases: tuple[tuple[str, str, str], ...]) -> str:
    """Return a log of these cases, each line of them an activity, a person and a time."""
    traces = "".join(
        f'<trace><string key="concept:name" value="case {number}"/>'
        + "".join(EVENT.format(*event) for event in case)
        + "</trace>"
        for number, case in enumerate(cases)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><log>{traces}</log>'


def kept(folder: Path, text: str, name: str = "log.xes") -> Path:
    """Keep a log as a file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


SMALL = log(
    (
        ("Nhận", "Ánh", "2011-10-11T13:45:40.276+02:00"),
        ("Kiểm tra", "Út", "2011-10-12T08:26:25.398+02:00"),
        ("Nhận", "Ánh", "2011-11-24T15:36:51.302+01:00"),
    ),
    (("Nhận", "Út", "2011-10-11T13:45:40+02:00"),),
    (
        ("Nhận", "Lài", "2011-10-13T09:00:00+02:00"),
        ("Kiểm tra", "ÚT", "2011-10-14T09:00:00+02:00"),
    ),
)
