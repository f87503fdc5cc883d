"""Forty receivers at one desk, each with a clock of his own, across midnight and past 9999."""

import re
from collections import defaultdict
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial
from itertools import chain

import pytest
from django.conf import settings
from django.db import DataError

from motcua.ground.access import doors
from motcua.ground.access.rules import Busy
from motcua.ground.agencies import examples as agencies
from motcua.ground.documents.tests.reading import texts
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import counter
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_matter, key, received
from motcua.onestop.dossiers.intake import Intake, PaperFacts
from motcua.onestop.dossiers.models import CodeCounter
from motcua.onestop.dossiers.receipts import receipt_secret
from motcua.onestop.dossiers.tests.pages import Browser
from tests.at_once.conftest import Together
from tests.at_once.test_at_once import sound

pytestmark = pytest.mark.django_db(transaction=True)

RECEIVERS = 40
GIVEN = 9970
"""How many the desk has received when the forty begin."""
MIDNIGHT = (MORNING + timedelta(days=1)).replace(hour=0, minute=0)
BLINK = timedelta(microseconds=1)
# Each clock is off by some milliseconds, so that nobody's midnight is another's.
OFF = timedelta(milliseconds=7)
CODE = re.compile(r"000\.00\.05\.H09-(\d{6})-(\d{4,})")
TOO_LONG = (PaperFacts("x" * 501, "original", 1),)


def clock(number: int) -> list[datetime]:
    """Return the moments at which one receives: the last before his midnight comes early."""
    return [MIDNIGHT - BLINK - OFF * number, MIDNIGHT + OFF * number]


def insisting(receiver: Actor, intake: Intake, now: datetime) -> str:
    """Receive as somebody does who sends the same form again whenever he is told to wait."""
    form_key = key()
    while True:
        with suppress(Busy):
            return doors.acts(counter.receive)(
                actor=receiver, form_key=form_key, intake=intake, is_lack_accepted=True, now=now
            ).code


def test_codes_are_whole_on_each_side_of_midnight_and_grow_past_9999(
    cast: Cast, together: Together
) -> None:
    received(cast.ward_receiver, copy_matter(cast))
    CodeCounter.objects.update(last=GIVEN)
    seated = [
        agencies.seat(cast.house.ward, PostKind.RECEIVER, f"Người tiếp nhận {number}")
        for number in range(RECEIVERS)
    ]

    receivers = [examples.actor(tenure) for tenure in seated]

    def night(number: int) -> list[str]:
        codes = [insisting(receivers[number], copy_matter(cast), now) for now in clock(number)]
        if number % 4 == 0:
            with pytest.raises(DataError):
                insisting(receivers[number], copy_matter(cast, papers=TOO_LONG), MIDNIGHT)
        return codes

    nights = together(*(partial(night, number) for number in range(RECEIVERS)))
    serials: dict[str, list[str]] = defaultdict(list)
    for code in chain(*nights):
        lawful = CODE.fullmatch(code)
        assert lawful, code
        serials[lawful[1]].append(lawful[2])
    before, after = serials.pop("261102"), serials.pop("261103")
    assert not serials
    assert sorted(map(int, before)) == list(range(GIVEN + 1, GIVEN + RECEIVERS + 1))
    assert sorted(before, key=int)[28:30] == ["9999", "10000"]
    assert sorted(after) == [f"{serial:04d}" for serial in range(1, RECEIVERS + 1)]
    counters = dict(CodeCounter.objects.values_list("day", "last"))
    assert counters == {MORNING.date(): GIVEN + RECEIVERS, MIDNIGHT.date(): RECEIVERS}
    assert sound()


def test_a_code_of_five_digits_opens_every_door(cast: Cast, browser: Browser) -> None:
    received(cast.ward_receiver, copy_matter(cast))
    CodeCounter.objects.update(last=10_000)
    dossier = received(cast.ward_receiver, copy_matter(cast))
    code = dossier.code
    assert code.endswith("-261102-10001")
    desk = browser.of(cast.ward_receiver, at=MORNING)
    assert code in texts(desk.file(f"/ho-so/{code}/giay-tiep-nhan/"))[0]
    for typed in (code, code[-12:], "10001"):
        found = desk.client.get(f"/tim-ho-so/?q={typed}", follow=True)
        assert f"/ho-so/{code}/" in found.content.decode(), typed
    secret = receipt_secret(settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=1)
    typed_by_citizen = {"code": code, "secret": secret}
    followed = desk.client.post("/tra-cuu/", typed_by_citizen, follow=True).content.decode()
    assert "đã tiếp nhận" in followed.lower()
