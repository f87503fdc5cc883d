"""
A small province at work, with a named cast, for the tests of this room and of all above it.

The ward of Phú Cường certifies copies in one house; the city of Thủ Dầu Một permits
buildings through two approvals: an office drafts and approves, the committee signs.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from motcua.ground.agencies import actions as agency_actions
from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies import queries as agency_queries
from motcua.ground.agencies.capacity import Arrangement, StandInKind
from motcua.ground.agencies.models import Agency, Tenure
from motcua.ground.calendars import examples as calendars
from motcua.ground.documents import examples as documents
from motcua.ground.documents.writes import Inspected
from motcua.ground.kernel.actor import Actor, PostKind, Proof, system
from motcua.ground.notifications.rules import Channel
from motcua.onestop.dossiers import corrections, queries
from motcua.onestop.dossiers.actions import correcting, counter, desk, endings, opinions, steps
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.intake import Intake, PaperFacts, PartyFacts, Payment
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.rules import Part, PartyKind, PartyRole
from motcua.onestop.procedures import actions as procedures
from motcua.onestop.procedures import examples as procedure_examples
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes import examples as process_examples

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 11, 2, 8, 14, tzinfo=HANOI)
"""A Monday morning on which the desk has just opened."""
PDF = documents.PDF
TODAY = MORNING.date()
COPY = "2.000815"
PERMIT = "1.013225"

WHY: dict[str, Any] = {
    "reason": "Bản chính bị tẩy xóa, không chứng thực được.",
    "basis": "Điều 22 khoản 1 Nghị định 23/2015/NĐ-CP",
}
"""Why a copy cannot be certified, as its head types it."""
OWNER: dict[str, Any] = {"visitor": Visitor("Nguyễn Thị Phương Uyên", "Căn cước")}
"""The applicant, as she stands at the desk."""


def key() -> str:
    """Return a fresh form key."""
    return str(uuid4())


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by where he sits; the names are those of the tests' sentences."""

    house: agencies.House
    ward_receiver: Actor
    ward_handler: Actor
    ward_head: Actor
    ward_clerk: Actor
    city_receiver: Actor
    city_clerk: Actor
    city_head: Actor
    planner: Actor
    second_planner: Actor
    planning_head: Actor
    accountant: Actor
    administrator: Actor


SEATS: dict[str, tuple[str, PostKind, str]] = {
    "ward_receiver": ("ward", PostKind.RECEIVER, "Trần Thị Ngọc Ánh"),
    "ward_handler": ("ward", PostKind.HANDLER, "Nguyễn Văn Út"),
    "ward_head": ("ward", PostKind.HEAD, "Lê Minh Đức"),
    "ward_clerk": ("ward", PostKind.RECORDS_OFFICER, "Phạm Thị Lài"),
    "city_receiver": ("city", PostKind.RECEIVER, "Võ Thị Hạnh"),
    "city_clerk": ("city", PostKind.RECORDS_OFFICER, "Đỗ Thị Mận"),
    "city_head": ("city", PostKind.HEAD, "Huỳnh Quốc Bảo"),
    "planner": ("planning", PostKind.HANDLER, "Lê Nguyễn Thùy Trang"),
    "second_planner": ("planning", PostKind.HANDLER, "Bùi Quốc Việt"),
    "planning_head": ("planning", PostKind.HEAD, "Phạm Quốc Bảo"),
    "accountant": ("finance", PostKind.HANDLER, "Lý Thị Kiều Oanh"),
    "administrator": ("province", PostKind.ADMINISTRATOR, "Trương Văn Hải"),
}


def province(*, on: date = TODAY) -> Cast:
    """Build the house, seat the cast, give it hours and publish its two procedures."""
    house = agencies.house()
    calendars.office_hours(house.province)
    _publish(process_examples.one_house(), procedure_examples.certified_copy())
    _publish(process_examples.two_approvals(), procedure_examples.permit())
    seated = {
        role: actor(agencies.seat(getattr(house, place), kind, name), on)
        for role, (place, kind, name) in SEATS.items()
    }
    return Cast(house, **seated)


def actor(tenure: Tenure, on: date = TODAY) -> Actor:
    """Return whoever sits on a seat, with his rights of a day."""
    person = tenure.person
    assert person.user_id is not None  # noqa: S101  # the examples give everybody an account
    return agency_queries.actor_of(person.user_id, person.name, on=on)


def again(actor: Actor, on: date = TODAY) -> Actor:
    """Return an actor with his rights as they are now."""
    return agency_queries.actor_of(actor.user_id or 0, actor.name, on=on)


def arranged(
    whose: Actor,
    by: Actor,
    kind: StandInKind = StandInKind.LEAVE,
    *,
    now: datetime = MORNING,
    ground: str = "Quyết định 12/QĐ-UBND ngày 01/11/2026",
) -> Actor:
    """Let somebody act for another for five days, and return him with his rights."""
    wanted = Arrangement(
        kind=kind,
        post_id=whose.grants[0].post_id,
        by_post_id=by.grants[0].post_id,
        first=now.date(),
        last=now.date() + timedelta(days=4),
        ground=ground,
    )
    agency_actions.arrange(actor=whose, form_key=key(), wanted=wanted, now=now)
    return again(by, now.date())


def _publish(process: Any, definition: Any) -> None:
    version = processes.publish(
        actor=system("examples"), form_key=key(), process=process, now=MORNING
    )
    procedures.publish(
        actor=system("examples"),
        form_key=key(),
        definition=definition,
        process_version_id=version,
        now=MORNING,
    )


def applicant(name: str = "Nguyễn Thị Phương Uyên", **facts: Any) -> PartyFacts:
    """Return a citizen of the ward."""
    usual: dict[str, Any] = {
        "identity_number": "074189004712",
        "born_on": date(1989, 5, 17),
        "sex": "Nữ",
        "phone": "0918204386",
        "address": "128/7/15 đường Nguyễn Văn Tiết, phường Phú Cường, thành phố Thủ Dầu Một",
        "told_by": (Channel.EMAIL,) if facts.get("email") else (),
        "role": PartyRole.APPLICANT,
        "kind": PartyKind.PERSON,
    }
    return PartyFacts(name=name, **{**usual, **facts})


def copy_matter(cast: Cast, **facts: Any) -> Intake:
    """Return a paper of three pages to be certified twice at the ward."""
    usual: dict[str, Any] = {
        "desk_id": cast.house.ward.pk,
        "procedure_code": COPY,
        "case_key": "chung",
        "parties": (applicant(),),
        "papers": (PaperFacts("Giấy khai sinh", "original", 1),),
        "pages": 3,
        "copies": 2,
    }
    return Intake(**{**usual, **facts})


def marriage_matter(cast: Cast, **facts: Any) -> Intake:
    """Return a marriage that the ward registers from now on, and that a couple asks for."""
    _publish(process_examples.one_house(), procedure_examples.marriage())
    number, phone = "074088001234", "0911222333"
    second = applicant(
        "Lý Văn Kha", role=PartyRole.CO_APPLICANT, identity_number=number, phone=phone
    )
    usual: dict[str, Any] = {
        "procedure_code": "1.000894",
        "parties": (applicant(), second),
        "papers": (PaperFacts("Tờ khai đăng ký kết hôn", "original", 1),),
        "pages": None,
        "copies": 1,
    }
    return copy_matter(cast, **{**usual, **facts})


def permit_matter(cast: Cast, **facts: Any) -> Intake:
    """Return a house to be built in the city."""
    usual: dict[str, Any] = {
        "desk_id": cast.house.city.pk,
        "procedure_code": PERMIT,
        "case_key": "nha-o",
        "parties": (applicant(),),
        "papers": (
            PaperFacts("Đơn đề nghị", "original", 1),
            PaperFacts("Bản vẽ thiết kế", "original", 2),
        ),
    }
    return Intake(**{**usual, **facts})


def received(actor: Actor, intake: Intake, *, now: datetime = MORNING) -> Dossier:
    """Receive a dossier through the real action and return its row."""
    facts: dict[str, Any] = {"actor": actor, "form_key": key(), "intake": intake, "now": now}
    return Dossier.objects.get(code=counter.receive(**facts, is_lack_accepted=True).code)


def refused(actor: Actor, intake: Intake, *, now: datetime = MORNING, **why: Any) -> Dossier:
    """Refuse a dossier through the real action and return its row."""
    facts = {"actor": actor, "form_key": key(), "intake": intake, "now": now}
    return Dossier.objects.get(code=counter.refuse(**{**WHY, **facts, **why}).code)


def draft(content: bytes = PDF, name: str = "du-thao.pdf") -> Inspected:
    """Return a file to propose."""
    return documents.inspected(content, name)


@dataclass(slots=True)
class Life:
    """One dossier and the moment it has reached; each act takes an hour."""

    dossier: Dossier
    now: datetime = MORNING

    def item(self) -> int:
        """Return the number of the open work item."""
        self.dossier.refresh_from_db()
        return queries.open_items(self.dossier)[0].number

    def act(self, verb: Any, actor: Actor, **facts: Any) -> None:
        """Let an actor do a verb on the open work item."""
        self.now += timedelta(hours=1)
        verb(**self._by(actor), item=self.item(), **facts)

    def seen(self) -> str:
        """Return the mark of what whoever opens the dossier now has before him."""
        self.dossier.refresh_from_db()
        return queries.mark_of(self.dossier)

    def sign(self, actor: Actor) -> None:
        """Let a head sign what lies before him."""
        lies = queries.latest_draft(self.dossier.pk)
        assert lies is not None and actor.user_id is not None  # noqa: S101, PT018
        proof = Proof(actor.user_id, "password", self.now)
        self.act(steps.sign, actor, digest=lies.stored.digest, proof=proof)

    def pay(self, actor: Actor, amount: int) -> None:
        """Take money at the desk."""
        payment = Payment(amount, "Nguyễn Thị Phương Uyên", f"BL-{self.dossier.pk}-{amount}")
        desk.collect_fee(**self._by(actor), payment=payment)

    def stop(self, actor: Actor, **facts: Any) -> None:
        """Let a head stop the dossier an hour later."""
        self._end(endings.stop, actor, **{**WHY, **facts})

    def ask_back(self, receiver: Actor, **facts: Any) -> None:
        """Let the owner ask his dossier back at the desk, an hour later."""
        asked = {**OWNER, "reason": "Gia đình chưa làm nữa."}
        self._end(endings.ask_withdrawal, receiver, **{**asked, **facts})

    def agree(self, head: Actor, **facts: Any) -> None:
        """Let a head agree that the owner takes his dossier back."""
        self._end(endings.agree_withdrawal, head, **facts)

    def decline(self, head: Actor, reason: str = "Kết quả đã làm xong, chỉ chờ ký.") -> None:
        """Let a head keep a dossier that is asked back."""
        self._end(endings.decline_withdrawal, head, reason=reason)

    def give_back(self, receiver: Actor) -> None:
        """Give the owner his papers back."""
        self._end(endings.return_papers, receiver, **OWNER)

    def _end(self, verb: Any, actor: Actor, **facts: Any) -> None:
        self.now += timedelta(hours=1)
        verb(**self._by(actor), **facts)
        self.dossier.refresh_from_db()

    def _by(self, actor: Actor) -> dict[str, Any]:
        return {"actor": actor, "form_key": key(), "code": self.dossier.code, "now": self.now}

    def correct(self, actor: Actor, words: str, reason: str = "Gõ nhầm.") -> None:
        """Let somebody put right what was written last, an hour later."""
        found = corrections.entries(queries.history(self.dossier))
        entry = next(each.key for each in found if each.part is not Part.TAKER)
        self._end(correcting.correct_words, actor, entry=entry, words=words, reason=reason)

    def recall(self, actor: Actor, reason: str = "Sai số thửa đất.") -> None:
        """Let somebody recall the result that waits at the desk, an hour later."""
        self._end(correcting.recall_result, actor, reason=reason)

    def correct_taker(self, actor: Actor, **facts: Any) -> None:
        """Let somebody put right who fetched the result, an hour later."""
        usual = {"seen": self.seen(), "reason": "Chọn nhầm tên."}
        self._end(correcting.correct_taker, actor, **{**usual, **facts})

    def scan(self, actor: Actor, content: bytes = PDF, name: str = "quet.pdf") -> None:
        """Hang a scan on the first paper."""
        paper, scan = queries.papers(self.dossier)[0], draft(content, name)
        desk.scan_paper(**self._by(actor), paper_id=paper.pk, scan=scan)


def copy_life(cast: Cast) -> Life:
    """Return a certified copy just received at the ward."""
    return Life(received(cast.ward_receiver, copy_matter(cast)))


def permit_life(cast: Cast, now: datetime = MORNING) -> Life:
    """Return a building permit just received at the city."""
    return Life(received(cast.city_receiver, permit_matter(cast), now=now), now)


def asking_life(cast: Cast, *, silence_basis: str = "") -> Life:
    """
    Return a permit for which two agencies were just asked, while the place is visited.

    :param silence_basis: the law by which whoever does not answer agrees.
    """
    asks = procedure_examples.permit(
        procedure_code="1.013236",
        short_name="Công trình cấp I, II",
        process_code="opinions",
        silence_basis=silence_basis,
    )
    _publish(process_examples.two_opinions(), asks)
    matter = permit_matter(cast, procedure_code=asks.procedure_code)
    life = Life(received(cast.city_receiver, matter))
    life.act(steps.forward, cast.planner)
    life.dossier.refresh_from_db()
    return life


def awaiting_opinion(cast: Cast) -> Life:
    """Return that permit when the place was visited, and one of the two has answered."""
    life = asking_life(cast)
    open_now = {item.step: item.number for item in queries.open_items(life.dossier)}
    code, now = life.dossier.code, life.now
    steps.forward(actor=cast.planner, form_key=key(), code=code, item=open_now["visit"], now=now)
    opinions.give_opinion(
        actor=cast.accountant,
        form_key=key(),
        code=code,
        item=open_now["money"],
        agrees=True,
        opinion="Đồng ý.",
        now=now,
    )
    life.dossier.refresh_from_db()
    return life


def permit_to_signature(cast: Cast, now: datetime = MORNING) -> Life:
    """Return a building permit that waits for the committee's head."""
    life = permit_life(cast, now)
    life.act(steps.forward, cast.planner)
    life.act(steps.propose, cast.planner, draft=draft())
    life.act(steps.approve, cast.planning_head)
    return life


def permit_to_result(cast: Cast, now: datetime = MORNING) -> Life:
    """Return a building permit whose result lies at the desk."""
    life = permit_to_signature(cast, now)
    life.sign(cast.city_head)
    life.act(steps.issue, cast.city_clerk)
    return life


def handed_over(cast: Cast) -> Life:
    """Return a building permit at its end."""
    life = permit_to_result(cast)
    owner = Visitor("Nguyễn Thị Phương Uyên", "Căn cước", "074189004712")
    life.act(desk.hand_over, cast.city_receiver, visitor=owner)
    return life


def handed_over_unpaid(cast: Cast) -> Life:
    """Return a certified copy at its end, for which nothing was paid, for a reason."""
    life = copy_life(cast)
    life.act(steps.propose, cast.ward_handler, draft=draft())
    life.sign(cast.ward_head)
    life.act(steps.issue, cast.ward_clerk)
    life.act(desk.hand_over, cast.ward_receiver, **OWNER, reason="Người nộp trả sau.")
    return life


def agency_of(cast: Cast, place: str) -> Agency:
    """Return an agency of the small house by its place."""
    agency: Agency = getattr(cast.house, place)
    return agency
