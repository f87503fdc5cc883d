"""Our own acts, as the pages call them: a building permit received, and forwarded."""

from collections import deque
from typing import Any
from uuid import uuid4

from django.db import connection
from django.utils.module_loading import import_string

from bench.house import CITY, FIRST, PLANNING, UNTIL, InProcess, agency_id, stage

PERMIT = "1.013225"


class Ours(InProcess):
    """The acts of the product, each with its rights, its locks, its chain and its letter."""

    name = "Một Cửa"

    def __init__(self) -> None:
        actions = "motcua.onestop.dossiers.actions"
        self._receive = import_string(f"{actions}.counter.receive")
        self._forward = import_string(f"{actions}.steps.forward")
        kinds = import_string("motcua.ground.kernel.actor.PostKind")
        seats = stage().seats
        self.receiver = seats[agency_id(CITY), kinds.RECEIVER][0][1]
        self.handler = seats[agency_id(PLANNING), kinds.HANDLER][0][1]
        self.matter = permit_matter()
        self.waiting: deque[str] = deque()

    def intake(self) -> str:
        """Receive a permit, and return its code."""
        done = self._receive(
            actor=self.receiver, form_key=str(uuid4()), intake=self.matter, now=UNTIL
        )
        self.waiting.append(done.code)
        return str(done.code)

    def step(self) -> None:
        """Take a permit that was sent to an office, and forward it in one act."""
        code = self.waiting.popleft()
        self._forward(actor=self.handler, form_key=str(uuid4()), code=code, item=1, now=UNTIL)

    def run(self, statement: str) -> None:
        """Run a statement on the connection of the acts."""
        with connection.cursor() as cursor:
            cursor.execute(statement)


def permit_matter() -> Any:
    """Return a permit as it is put on the counter, by somebody who wants to be told."""
    intake = "motcua.onestop.dossiers.intake"
    rules = "motcua.onestop.dossiers.rules"
    person = import_string(f"{intake}.PartyFacts")(
        role=import_string(f"{rules}.PartyRole").APPLICANT,
        kind=import_string(f"{rules}.PartyKind").PERSON,
        name="Nguyễn Thị Phương Uyên",
        identity_number="074189004712",
        born_on=FIRST.replace(year=1989),
        sex="Nữ",
        phone="0912345386",
        email="uyen@example.vn",
        address="12 Yersin, phường Phú Cường, thành phố Thủ Dầu Một",
        told_by=(import_string("motcua.ground.notifications.rules.Channel").EMAIL,),
    )
    queries = import_string("motcua.onestop.procedures.queries.version")
    version = queries(import_string("motcua.onestop.procedures.queries.in_force")(PERMIT, FIRST))
    papers = tuple(
        import_string(f"{intake}.PaperFacts")(paper.name, "original", 1)
        for paper in version.case("nha-o").requirements
    )
    return import_string(f"{intake}.Intake")(
        desk_id=agency_id(CITY),
        procedure_code=PERMIT,
        case_key="nha-o",
        parties=(person,),
        papers=papers,
        subject="Nhà ở riêng lẻ 1 trệt 1 lầu",
    )
