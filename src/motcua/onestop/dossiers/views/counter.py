"""What stands on the counter's screen: the matter, the form, the promise that follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate

from motcua.ground.access import doors
from motcua.ground.access.rules import StaleForm
from motcua.ground.calendars.clock import CUTOFF, Unit
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers import money, people, queries
from motcua.onestop.dossiers.actions import drafts
from motcua.onestop.dossiers.forms.intake import IntakeForm, PartiesForm, told_of
from motcua.onestop.dossiers.intake import Likeness, Promise
from motcua.onestop.dossiers.models import Dossier, Draft
from motcua.onestop.dossiers.presentation.verbs import DONE_BEFORE
from motcua.onestop.dossiers.rules import Done
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.procedures import rules as procedure_rules

LIMITS = {
    Unit.WORKING_HOUR: mark("{amount} giờ làm việc"),
    Unit.WORKING_DAY: mark("{amount} ngày làm việc; ngày nhận không tính"),
    Unit.DAY: mark("{amount} ngày, kể cả ngày nghỉ; ngày nhận không tính"),
    Unit.MONTH: mark("{amount} tháng; ngày nhận không tính"),
    Unit.SAME_DAY: mark("trong ngày, nếu nhận đến {cutoff}"),
}
# What the form carries besides what was typed.
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "form_key", "looked", "alike"})
# In the address: what was typed before is to stand in the form.
RESUMED = "nhap"
TOO_LONG = 9


@dataclass(frozen=True, slots=True)
class Matter:
    """What is on the counter: the desk that receives, the procedure's version, the case."""

    desk_id: int
    facts: procedure_rules.VersionFacts
    case: procedure_rules.Case

    @property
    def is_by_page(self) -> bool:
        """Whether the receiver must count pages."""
        return procedure_rules.is_by_page(self.facts)


@dataclass(frozen=True, slots=True)
class Page:
    """
    The counter's screen for one matter.

    :param promise: what would be promised now; its fee follows pages and copies typed.
    :param pages: typed so far.
    :param looked: whom it was looked for, as typed so far; ``alike`` is what was found.
    """

    matter: Matter
    promise: Promise
    form: IntakeForm
    pages: int | None = None
    draft: Draft | None = None
    is_resumed: bool = False
    looked: str = ""
    alike: tuple[Dossier, ...] = ()

    @property
    def facts(self) -> procedure_rules.VersionFacts:
        """The version of the procedure that the dossier would keep."""
        return self.matter.facts

    @property
    def waits_for_pages(self) -> bool:
        """Whether there is no sum yet, because nobody has counted the pages."""
        return self.matter.is_by_page and not self.pages

    @property
    def reckoning(self) -> Words:
        """How the due date came about, in a few words."""
        limit = self.promise.limit
        cutoff = f"{limit.cutoff or CUTOFF:%H:%M}"
        return Words(LIMITS[limit.unit], {"amount": limit.amount, "cutoff": cutoff})


def matter_of(typed: Mapping[str, str], desk_id: int, now: datetime) -> Matter:
    """
    Return what the address or the form says is on the counter.

    A form names the version that it was drawn from; the act itself asks what is in force.

    :raises Refusal: when there is no such procedure or case.
    """
    try:
        facts = procedures.version(int(typed.get("ban", "")))
    except (ValueError, ObjectDoesNotExist):
        code = clean_line(typed.get("thu-tuc", ""))
        facts = procedures.version(procedures.in_force(code, on=localdate(now)))
    return Matter(desk_id, facts, facts.case(typed.get("truong-hop") or facts.cases[0].key))


def form_of(
    matter: Matter,
    typed: Mapping[str, str] | None,
    now: datetime,
    initial: Mapping[str, str] | None = None,
) -> IntakeForm:
    """Return the counter's form for a matter, as it was typed or begun."""
    return IntakeForm(
        typed,
        case=matter.case,
        is_by_page=matter.is_by_page,
        now=now,
        asks_two=matter.facts.asks_two,
        exemptions=matter.facts.exemptions_on(localdate(now)),
        initial=initial,
    )


def page_of(
    matter: Matter,
    kept: Mapping[str, str],
    form: IntakeForm,
    now: datetime,
    *,
    viewer: Actor,
    **draft: Any,
) -> Page:
    """
    Return the screen with what follows from what was typed so far: promise, and look-alikes.

    :raises NotOfferedHere: when the desk does not receive this procedure.
    """
    pages = small_number(kept.get("pages"))
    promised = _promise(matter, kept, pages, now)
    if promised.fees and money.cashier_sits(matter.desk_id, on=localdate(now)):
        form.matter.leave_money_to_cashier()
    person = PartiesForm(kept, today=localdate(now)).likeness
    alike = alike_of(viewer, matter, person, now)
    return Page(matter, promised, form, pages, looked=person.key, alike=alike, **draft)


def alike_of(viewer: Actor, matter: Matter, person: Likeness, now: datetime) -> tuple[Dossier, ...]:
    """Return the dossiers that may be this matter of this person already."""
    return people.alike(viewer, person, procedure_code=matter.facts.procedure_code, now=now)


def _promise(matter: Matter, kept: Mapping[str, str], pages: int | None, now: datetime) -> Promise:
    """Return what would be promised, as if at the counter now where more cannot be."""
    asked: dict[str, Any] = {
        "desk_id": matter.desk_id,
        "procedure_code": matter.facts.procedure_code,
        "case_key": matter.case.key,
        "pages": pages,
        "copies": small_number(kept.get("copies")) or 1,
        "exemption": _exemption(matter, kept, now),
    }
    channel, received_at = told_of(kept, now)
    try:
        return queries.promise(**asked, channel=channel, now=received_at)
    except Refusal:
        return queries.promise(**asked, now=now)


def _exemption(matter: Matter, kept: Mapping[str, str], now: datetime) -> str:
    """Return the exemption that was chosen, none where it is none of the procedure's."""
    known = {each.key for each in matter.facts.exemptions_on(localdate(now))}
    return kept.get("exemption", "") if kept.get("exemption") in known else ""


def small_number(typed: str | None) -> int | None:
    """Return a small number typed so far, None while it is none."""
    digits = (typed or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < TOO_LONG else None


def desk_of(request: HttpRequest) -> Grant:
    """Return the seat that the receiver sits on; who has two deals with the first."""
    return doors.actor_of(request).holding(PostKind.RECEIVER)[0]


def draft_of(request: HttpRequest, form_key: str) -> Draft | None:
    """Return the draft of a form, the newest where no form is named."""
    waiting = drafts_of(request)
    try:
        return waiting.filter(form_key=UUID(form_key)).first()
    except ValueError:
        return waiting.first()


def drafts_of(request: HttpRequest) -> QuerySet[Draft]:
    """Return what this officer was typing, newest first."""
    user_id, now = cast("int", request.user.pk), doors.now(request)
    return queries.drafts(user_id, now=now, kept_for=drafts.KEPT_FOR)


def typed_in(request: HttpRequest) -> dict[str, str]:
    """Return what was typed so far, without NULs: those are no letters, and no row holds them."""
    typed = {name: str(value) for name, value in request.POST.items() if name not in NOT_TYPED}
    return {name.replace("\0", ""): value.replace("\0", "") for name, value in typed.items()}


def address_of(content: Mapping[str, str], form_key: UUID | str = "") -> str:
    """Return the address of the counter's screen for what is on it: fresh, or of a draft."""
    where = {name: content[name] for name in ("thu-tuc", "truong-hop") if content.get(name)}
    if form_key and where:
        where[RESUMED] = str(form_key)
    return f"{reverse('dossiers:intake')}?{urlencode(where)}"


def shown_alike(request: HttpRequest) -> list[str]:
    """Return the codes that the form says it has shown as alike, none that is no code."""
    shown = request.POST.getlist("alike")[: people.MOST_ALIKE]
    return [code for code in shown if code.isprintable()]


def keep(request: HttpRequest, typed: Mapping[str, str], refusal: Refusal | None) -> str:
    """Keep what was typed; return the key to send it with, a fresh one if the form's is spent."""
    actor, key = doors.actor_of(request), doors.form_key(request)
    if isinstance(refusal, StaleForm):
        drafts.drop_draft(actor=actor, form_key=key)
        key = str(uuid4())
    drafts.keep_draft(actor=actor, form_key=key, content=typed, now=doors.now(request))
    return key


def way_to(request: HttpRequest, done: Done) -> str:
    """Return where the dossier that a form made is shown, and say so if it was made before."""
    if done.is_repeat:
        messages.info(request, said(Words(DONE_BEFORE)))
    return reverse("dossiers:received", args=[done.code])


def is_script(request: HttpRequest) -> bool:
    """Say whether a script asks, which wants an answer and not a page."""
    return "text/html" not in request.headers.get("Accept", "")
