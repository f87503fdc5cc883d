"""The clock as it is asked by lines of JSON: every field, every default, every no."""

import json
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.calendars.command import answers
from motcua.ground.calendars.examples import moment

WORKED = json.loads(Path(__file__).with_name("worked-examples.json").read_text(encoding="utf-8"))
NOW = moment("2030-12-01 00:00")
DAYS = {"value": 2, "unit": "working_day"}
MONDAY = "2019-06-03T09:00:00+07:00"


def asked(*lines: dict[str, Any] | str | bytes, now: datetime = NOW) -> list[dict[str, Any]]:
    """Return the answers to some lines."""
    written = [
        line
        if isinstance(line, bytes)
        else (line if isinstance(line, str) else json.dumps(line)).encode()
        for line in lines
    ]
    return [json.loads(answer) for answer in answers(written, now)]


def answer(**told: Any) -> dict[str, Any]:
    """Return the answer to a life received on an ordinary Monday with two working days."""
    return asked({"id": 1, "received_at": MONDAY, "limit": DAYS} | told)[0]


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case["case"])
def test_the_worked_examples(case: dict[str, Any]) -> None:
    unit = "calendar_day" if case["unit"] == "day" else case["unit"]
    told = {
        "id": case["case"],
        "received_at": case["received_at"],
        "limit": {"value": case["amount"], "unit": unit},
        "hours": case["hours"],
    }
    given = asked(told)[0]
    assert (given["id"], given["due_at"]) == (case["case"], case["due_at"])
    for due_on in case["under"].values():
        other = asked(told | {"readings": {"submission_day": True}})[0]
        assert other["due_at"].startswith(due_on)


def test_an_answer_has_all_its_fields() -> None:
    assert answer(now="2019-06-04T08:00:00+07:00") == {
        "id": 1,
        "due_at": "2019-06-05T17:00:00+07:00",
        "lawful_due_at": "2019-06-05T17:00:00+07:00",
        "original_due_at": "2019-06-05T17:00:00+07:00",
        "extended": False,
        "clock": "running",
        "standing": "open",
        "used_minutes": 390,
        "left_minutes": 870,
        "lines": [
            {
                "rule": "R1",
                "source": "Điều 147, 148 Bộ luật Dân sự 2015",
                "from": MONDAY,
                "to": "2019-06-04T00:00:00+07:00",
                "counts": False,
                "days": 0,
                "words": "ngày nhận, không tính",
            },
            {
                "rule": "R1",
                "source": "Điều 147, 148 Bộ luật Dân sự 2015",
                "from": "2019-06-04T00:00:00+07:00",
                "to": "2019-06-05T17:00:00+07:00",
                "counts": True,
                "days": 2,
                "words": "2 ngày làm việc",
            },
        ],
    }


@pytest.mark.parametrize(
    "received",
    ["2019-06-03T02:00:00Z", "2019-06-03T11:00:00.999+09:00", "2019-06-02T22:00:00-04:00"],
)
def test_whatever_offset_came_in_ours_goes_out(received: str) -> None:
    assert answer(received_at=received)["lines"][0]["from"] == MONDAY


@pytest.mark.parametrize(
    ("told", "due_at"),
    [
        pytest.param({}, "2019-06-05T17:00", id="the defaults"),
        pytest.param(
            {"accepted_at": "2019-06-04T08:00:00+07:00"}, "2019-06-06T17:00", id="accepted"
        ),
        pytest.param({"hours": [["08:00", "12:00"]]}, "2019-06-05T12:00", id="hours"),
        pytest.param({"days": {"2019-06-04": "off"}}, "2019-06-06T17:00", id="a closure"),
        pytest.param(
            {"days": {"2019-06-05": [["08:00", "10:00"]]}}, "2019-06-05T10:00", id="a half day"
        ),
        pytest.param(
            {"received_at": "2019-06-06T09:00:00+07:00", "days": {"2019-06-08": "work"}},
            "2019-06-08T17:00",
            id="a Saturday that is worked",
        ),
        pytest.param(
            {
                "received_at": "2019-06-06T09:00:00+07:00",
                "days": {"2019-06-08": "work"},
                "readings": {"makeup_saturday_is_off": True},
            },
            "2019-06-10T17:00",
            id="a Saturday that is worked, and not read so",
        ),
        pytest.param(
            {"received_at": "2024-04-26T09:00:00+07:00", "days": {"2024-04-29": "work"}},
            "2024-05-02T17:00",
            id="a day off that is worked all the same",
        ),
        pytest.param(
            {"received_at": "2015-04-24T09:00:00+07:00", "days": {"2015-04-25": "work"}},
            "2015-04-27T17:00",
            id="a national make-up day, told again",
        ),
        pytest.param(
            {"received_at": "2026-11-23T09:00:00+07:00"}, "2026-11-25T17:00", id="an uncertain day"
        ),
        pytest.param(
            {"received_at": "2026-11-23T09:00:00+07:00", "days": {"2026-11-24": "off"}},
            "2026-11-26T17:00",
            id="an uncertain day, decided",
        ),
        pytest.param(
            {
                "calendars": [
                    {"from": "2019-06-05", "to": "2019-06-05", "hours": [["07:00", "16:00"]]}
                ]
            },
            "2019-06-05T16:00",
            id="other hours on the last day",
        ),
        pytest.param(
            {
                "calendars": [
                    {"from": "2019-06-04", "to": "2019-06-04", "hours": [["07:00", "16:00"]]}
                ]
            },
            "2019-06-05T17:00",
            id="other hours until the day before",
        ),
        pytest.param(
            {"calendars": [{"weekdays": [1, 2, 4, 5]}]}, "2019-06-06T17:00", id="no Wednesdays"
        ),
        pytest.param(
            {"calendars": [{"weekdays": [0, 1, 3, 4]}]}, "2019-06-06T17:00", id="the same from 0"
        ),
        pytest.param(
            {
                "received_at": "2019-06-06T09:00:00+07:00",
                "calendars": [
                    {"weekdays": [1, 2, 3, 4, 5]},
                    {"weekdays": [6], "hours": [["07:30", "11:30"]]},
                ],
            },
            "2019-06-08T11:30",
            id="Saturday mornings",
        ),
        pytest.param(
            {"limit": {"value": 1.5, "unit": "working_hour"}},
            "2019-06-03T10:30",
            id="hours and a half",
        ),
        pytest.param(
            {"limit": {"value": 0.3333333333, "unit": "working_hour"}},
            "2019-06-03T09:20",
            id="a third of an hour, as machines write it",
        ),
        pytest.param(
            {"limit": {"unit": "same_day"}}, "2019-06-03T17:00", id="no value for same day"
        ),
        pytest.param(
            {"limit": {"unit": "same_day", "value": None}, "cutoff": "08:59"},
            "2019-06-04T17:00",
            id="a cut-off",
        ),
    ],
)
def test_fields(told: dict[str, Any], due_at: str) -> None:
    assert answer(**told)["due_at"] == f"{due_at}:00+07:00"


def test_events_go_by_their_instants_and_ties_as_they_came() -> None:
    request = {"kind": "supplement_requested", "at": "2019-06-04T03:00:00Z"}
    completion = {"kind": "supplement_completed", "at": "2019-06-04T10:00:00+07:00"}
    assert answer(events=[request, completion])["clock"] == "running"
    assert "supplement_completed" in answer(events=[completion, request])["error"]
    later = completion | {"at": "2019-06-05T10:00:00+07:00"}
    assert answer(events=[later, request])["due_at"] == "2019-06-06T17:00:00+07:00"


def test_while_it_is_paused_there_is_no_date() -> None:
    request = {"kind": "payment_requested", "at": "2019-06-04T10:00:00+07:00"}
    paused = answer(events=[request])
    assert (paused["due_at"], paused["lawful_due_at"]) == (None, None)
    assert (paused["clock"], paused["standing"]) == ("paused", "open")
    assert (paused["used_minutes"], paused["left_minutes"]) == (510, 750)
    last = paused["lines"][-1]
    assert (last["rule"], last["from"], last["to"]) == ("R7", request["at"], None)
    assert answer(events=[request], policy={"payment": "NONE"})["clock"] == "running"
    late = request | {"at": "2019-06-05T17:00:01+07:00"}
    assert answer(events=[late])["standing"] == "overdue"


def test_months_are_told_in_days() -> None:
    given = answer(limit={"value": 1, "unit": "month"})
    assert sum(line["days"] for line in given["lines"] if line["counts"]) == 30


def test_seconds_are_carried() -> None:
    told = {
        "received_at": "2019-06-03T11:29:30+07:00",
        "limit": {"value": 1, "unit": "working_hour"},
    }
    given = answer(**told)
    assert given["due_at"] == "2019-06-03T14:29:30+07:00"
    assert [line["minutes"] for line in given["lines"]] == [0.5, 0, 59.5]


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("no JSON", "JSON"),
        ("[]", "JSON"),
        ('{"id": 1', "JSON"),
        ({"received_at": MONDAY, "limit": DAYS}, "“id”"),
        ({"id": 1, "limit": DAYS}, "“received_at”"),
        ({"id": 1, "received_at": MONDAY}, "“limit”"),
        (b'{"id": "\xff"}', "JSON"),
    ],
)
def test_what_must_be_there(line: dict[str, Any] | str | bytes, named: str) -> None:
    assert named in asked(line)[0]["error"]


@pytest.mark.parametrize(
    ("told", "named"),
    [
        ({"received_at": "2019-06-03T09:00:00"}, "received_at"),
        ({"received_at": "03/06/2019"}, "received_at"),
        ({"received_at": 20190603}, "received_at"),
        ({"received_at": "1875-06-03T09:00:00+07:00"}, "received_at"),
        ({"received_at": "9999-12-31T23:59:59-11:00"}, "received_at"),
        ({"accepted_at": "2019-06-02T09:00:00+07:00"}, "accepted_at"),
        ({"finished_at": "2019-06-02T09:00:00+07:00"}, "finished_at"),
        ({"limit": 3}, "limit"),
        ({"limit": {"value": 2, "unit": "day"}}, "limit.unit"),
        ({"limit": {"unit": "working_day"}}, "value"),
        ({"limit": {"value": 1.5, "unit": "working_day"}}, "limit.value"),
        ({"limit": {"value": -1, "unit": "month"}}, "limit.value"),
        ({"limit": {"value": True, "unit": "month"}}, "limit.value"),
        ({"limit": {"value": "2", "unit": "month"}}, "limit.value"),
        ({"limit": {"value": float("nan"), "unit": "working_hour"}}, "limit.value"),
        ({"limit": {"value": float("inf"), "unit": "working_hour"}}, "limit.value"),
        ({"limit": {"value": 10**30, "unit": "working_day"}}, "limit"),
        ({"cutoff": "3 pm", "limit": {"unit": "same_day"}}, "cutoff"),
        ({"hours": [["07:30"]]}, "hours"),
        ({"hours": []}, "hours"),
        ({"hours": [["11:30", "07:30"]]}, "hours"),
        ({"hours": [["07:30", "11:30"], ["11:00", "17:00"]]}, "hours"),
        ({"days": {"2019-06-31": "off"}}, "days"),
        ({"days": {"2019-06-03": "closed"}}, "days.2019-06-03"),
        ({"days": True}, "days"),
        ({"calendars": [{"from": "2019-06-04", "to": "2019-06-03"}]}, "to"),
        ({"calendars": [{"weekdays": [8]}]}, "weekdays"),
        ({"calendars": [{"weekdays": ["Monday"]}]}, "weekdays"),
        ({"calendars": ["always"]}, "calendars"),
        ({"calendars": [{"weekdays": []}]}, "ngày làm việc"),
        ({"policy": "STOP"}, "policy"),
        ({"policy": {"fee": "PAUSE"}}, "policy"),
        ({"readings": {"end_of_week": True}}, "readings"),
        ({"readings": {"end_of_day": "yes"}}, "readings.end_of_day"),
        ({"events": [{"kind": "lost", "at": MONDAY}]}, "events[0].kind"),
        ({"events": [{"kind": "stopped"}]}, "events[0].at"),
        ({"events": [{"at": MONDAY}]}, "events[0].kind"),
        ({"events": [{"kind": "stopped", "at": "2019-06-04T09:00:00"}]}, "stopped"),
        ({"events": [{"kind": "extended", "at": MONDAY}]}, "extended"),
        ({"events": [{"kind": "extended", "at": MONDAY, "to": "soon"}]}, "extended"),
        ({"events": [{"kind": "extended", "at": MONDAY, "to": "2019-06-07T10:00"}]}, "extended"),
        ({"events": [{"kind": "extended", "at": MONDAY, "to": "2019-06-04"}]}, "extended"),
        ({"events": [{"kind": "supplement_completed", "at": MONDAY}]}, "supplement_completed"),
        ({"events": [{"kind": "payment_requested", "at": MONDAY}] * 2}, "payment_requested"),
        ({"events": [{"kind": "stopped", "at": "2019-06-01T09:00:00+07:00"}]}, "stopped"),
        ({"events": [{"kind": "stopped", "at": MONDAY}] * 2}, "stopped"),
        (
            {
                "finished_at": "2019-06-04T09:00:00+07:00",
                "events": [{"kind": "transferred", "at": "2019-06-04T09:00:01+07:00"}],
            },
            "transferred",
        ),
        ({"now": "today"}, "now"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_go_on(told: dict[str, Any], named: str) -> None:
    bad = {"id": "bad", "received_at": MONDAY, "limit": DAYS} | told
    first, second = asked(bad, {"id": "good", "received_at": MONDAY, "limit": DAYS})
    assert set(first) == {"id", "error"}
    assert first["id"] == "bad"
    assert named in first["error"]
    assert second["due_at"] == "2019-06-05T17:00:00+07:00"


NONSENSE = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-3, 9),
        st.floats(),
        st.sampled_from(["", "off", "work", "PAUSE", "07:30", "2019-06-04", MONDAY, "extended"]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(["kind", "at", "to", "unit", "value", "2019-06-04"]), inner
        ),
    ),
    max_leaves=6,
)
FIELDS = [
    *("id", "received_at", "accepted_at", "limit", "cutoff", "hours", "days", "calendars"),
    *("policy", "readings", "events", "finished_at", "now"),
]


def test_a_range_without_an_end_may_name_the_last_day_there_is() -> None:
    forever = {"from": "2019-01-01", "to": "9999-12-31", "weekdays": [1, 2, 3, 4, 5]}
    assert answer(calendars=[forever])["due_at"] == answer()["due_at"]


@given(st.dictionaries(st.sampled_from(FIELDS), NONSENSE, max_size=3))
def test_no_nonsense_stops_the_lines(told: dict[str, Any]) -> None:
    given = answer(**told)
    assert "error" in given or given["original_due_at"]


@pytest.mark.parametrize(
    ("told", "rule"),
    [
        ({"limit": {"value": 0, "unit": "working_hour"}}, "R3"),
        (
            {
                "received_at": "2019-06-03T17:00:00+07:00",
                "limit": {"unit": "same_day"},
                "cutoff": "17:00",
                "readings": {"submission_day": True},
            },
            "R4",
        ),
    ],
)
def test_what_is_due_as_it_is_received_says_so(told: dict[str, Any], rule: str) -> None:
    given = answer(**told)
    (line,) = given["lines"]
    assert line["from"] == line["to"] == given["due_at"]
    assert (line["rule"], line["counts"]) == (rule, False)


def test_empty_lines_are_passed_over() -> None:
    assert asked("", "   ") == []


def test_lines_follow_each_other() -> None:
    given = answer(limit={"value": 30, "unit": "working_hour"})
    assert all(before["to"] == after["from"] for before, after in pairwise(given["lines"]))
    assert sum(line["minutes"] for line in given["lines"] if line["counts"]) == 30 * 60
