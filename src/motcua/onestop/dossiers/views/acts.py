"""An act: what is needed for it is asked for on one small page, then one action is called."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.design.speech import said
from motcua.ground.documents import actions as documents
from motcua.ground.documents import scanner
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import capacity, money, queries, rules
from motcua.onestop.dossiers.actions import correcting as corrections
from motcua.onestop.dossiers.actions import counter, desk, endings, hands, linking, opinions, steps
from motcua.onestop.dossiers.forms.acting import ActForm, SeenForm
from motcua.onestop.dossiers.forms.acts import (
    FORMS,
    AssignForm,
    ScanForm,
    TakeOverForm,
    TransferForm,
)
from motcua.onestop.dossiers.forms.correcting import CorrectWordsForm
from motcua.onestop.dossiers.forms.linking import UnlinkForm
from motcua.onestop.dossiers.forms.money import AmountForm, ReduceForm, RefundForm
from motcua.onestop.dossiers.forms.takers import TakerForm
from motcua.onestop.dossiers.models import Dossier, WorkItem
from motcua.onestop.dossiers.presentation import verbs, worklist
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.rules import Done, Verb
from motcua.onestop.dossiers.views import correcting
from motcua.onestop.dossiers.views.at_stake import at_stake
from motcua.onestop.dossiers.views.begun import begun
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.rules import Balance

ACTIONS: dict[Verb, Callable[..., Done]] = {
    Verb.ASSIGN: steps.assign,
    Verb.TRANSFER: hands.transfer,
    Verb.DECLINE: hands.decline,
    Verb.TAKE_OVER: hands.take_over,
    Verb.CONFIRM: steps.confirm,
    Verb.FORWARD: steps.forward,
    Verb.RETURN_STEP: steps.return_step,
    Verb.PROPOSE: steps.propose,
    Verb.GIVE_OPINION: opinions.give_opinion,
    Verb.NOTE_SILENCE: opinions.note_silence,
    Verb.APPROVE: steps.approve,
    Verb.SEND_BACK: steps.send_back,
    Verb.SIGN: steps.sign,
    Verb.ISSUE: steps.issue,
    Verb.COLLECT_FEE: desk.collect_fee,
    Verb.REFUND: desk.refund,
    Verb.REDUCE_FEE: desk.reduce_fee,
    Verb.SCAN_PAPER: desk.scan_paper,
    Verb.REISSUE_RECEIPT: counter.reissue_receipt,
    Verb.HAND_OVER: desk.hand_over,
    Verb.STOP: endings.stop,
    Verb.ASK_WITHDRAWAL: endings.ask_withdrawal,
    Verb.AGREE_WITHDRAWAL: endings.agree_withdrawal,
    Verb.DECLINE_WITHDRAWAL: endings.decline_withdrawal,
    Verb.RETURN_PAPERS: endings.return_papers,
    Verb.CORRECT_WORDS: corrections.correct_words,
    Verb.CORRECT_TAKER: corrections.correct_taker,
    Verb.RECALL_RESULT: corrections.recall_result,
    Verb.LINK: linking.link,
    Verb.UNLINK: linking.unlink,
}
SEE_OTHER = 303
UNPROCESSABLE = 422


@doors.signed_in
def act(request: HttpRequest, code: str, verb: Verb, item: int | None = None) -> HttpResponse:
    """
    Ask for what an act needs, or do it; what was typed outlives a refusal.

    The act itself reads the officer's rights, so the door does not read them before it;
    whatever is shown starts from what he may see. Only a file waits for that right: to look
    into one is work, which is done for nobody who does not see the dossier.
    """
    if request.method != "POST":
        return _asked(request, code, verb, item)
    if request.FILES:
        queries.by_code(doors.actor_of(request), code)
    form = FORMS[verb](request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, code, verb, item, form, status=UNPROCESSABLE)
    try:
        scanner.scan(_uploads(request))
        done = _done(request, code, verb, item, form)
    except Refusal as refusal:
        shown = None if form.take_blame(refusal) else refusal
        return _page(request, code, verb, item, form, status=refusal.status, refusal=shown)
    return onwards(request, verb, done)


def _uploads(request: HttpRequest) -> "list[UploadedFile[bytes]]":
    """Return every file that was sent, several of one field too."""
    named = cast("Iterable[tuple[str, list[UploadedFile[bytes]]]]", request.FILES.lists())
    return [upload for _name, uploads in named for upload in uploads]


def _done(request: HttpRequest, code: str, verb: Verb, item: int | None, form: ActForm) -> Done:
    """Call the action of the verb with the facts of its form."""
    now = doors.now(request)
    facts = dict(form.facts)
    if item is not None:
        facts["item"] = item
    if verb is Verb.SCAN_PAPER:
        facts["scan"] = documents.bind(facts["scan"])
    for name, fact in facts.items():
        if isinstance(fact, File):
            facts[name] = documents.inspect(fact, kinds=form.kept)
    if verb is Verb.SIGN:
        facts["proof"] = doors.prove(request, form.cleaned_data["password"], now)
    return doors.acts(ACTIONS[verb])(
        actor=doors.identity_of(request),
        form_key=doors.form_key(request),
        code=code,
        now=now,
        **facts,
    )


def onwards(request: HttpRequest, verb: Verb, done: Done) -> HttpResponse:
    """Tell what was done, and go where the officer goes on."""
    messages.success(request, said(verbs.done(verb, code=done.code, is_repeat=done.is_repeat)))
    stays = verb in verbs.STAYS
    where = reverse("dossiers:dossier", args=[done.code]) if stays else reverse("dossiers:work")
    return HttpResponseRedirect(where, status=SEE_OTHER)


def _asked(request: HttpRequest, code: str, verb: Verb, item: int | None) -> HttpResponse:
    """
    Show the page of an act to whoever may do it now; to others why not, and the dossier.

    :raises NoSuchDossier: also to whoever may not see it.
    """
    dossier = queries.by_code(doors.actor_of(request), code)
    try:
        _check_offered(doors.actor_of(request), dossier, verb, item, doors.now(request))
        initial = begun(doors.actor_of(request), dossier, verb)
        if chosen := request.GET.get("giay-to"):
            initial["paper_id"] = chosen
        return _page(request, code, verb, item, FORMS[verb](initial=initial))
    except Refusal as refusal:
        label = _("Mở hồ sơ {code}").format(code=code)
        way = {"label": label, "href": reverse("dossiers:dossier", args=[code])}
        return doors.refused(request, refusal, way)


def _check_offered(
    actor: Actor, dossier: Dossier, verb: Verb, item: int | None, now: datetime
) -> None:
    """
    See that the actor may do this now.

    :raises Refusal: as the act itself would.
    """
    if item is not None:
        offered = _deeds_on(actor, dossier, queries.item(dossier, item), now)
        if offered is None:
            raise rules.NotYours
    else:
        offered = _offered_on_whole(actor, dossier, verb, localdate(now))
    if offered is None or verb not in {deed.verb for deed in offered.deeds}:
        raise rules.NotPossibleNow(code=dossier.code)


def _offered_on_whole(
    actor: Actor, dossier: Dossier, verb: Verb, today: date
) -> verbs.Deeds | None:
    """
    Return what the actor may do to a dossier as a whole, among acts like this one.

    :raises Refusal: as the act itself would.
    """
    if verb in verbs.OF_HEAD:
        facts = queries.dossier_facts(dossier, queries.open_items(dossier))
        rules.check_head(actor, facts, dossier.code)
        return verbs.deeds_of_head(actor, facts)
    if verb in verbs.OF_LINKS:
        rules.check_links(actor, dossier.agency_ids)
        return correcting.links_offered(actor, dossier)
    if verb in verbs.OF_HISTORY:
        return correcting.offered(actor, dossier, today)
    balance, sits = _balance(dossier), money.has_cashier(actor, dossier.desk_id, on=today)
    if verb in {Verb.COLLECT_FEE, Verb.REFUND}:
        rules.check_collector(actor, dossier.desk_id, has_cashier=sits)
    elif verb is Verb.REDUCE_FEE:
        rules.check_reducer(actor, dossier.desk_id)
    else:
        rules.check_at_desk(actor, dossier.desk_id)
    if verb is Verb.COLLECT_FEE:
        rules.check_payable(dossier.status, balance.left, dossier.code)
    if verb is Verb.REFUND:
        rules.check_refundable(balance.paid, dossier.code)
    return _deeds_at_desk(actor, dossier, balance, has_cashier=sits)


def _deeds_at_desk(
    actor: Actor, dossier: Dossier, balance: Balance, *, has_cashier: bool
) -> verbs.Deeds | None:
    return verbs.deeds_at_desk(
        actor,
        queries.dossier_facts(dossier, queries.open_items(dossier)),
        desk_id=dossier.desk_id,
        money_left=balance.left,
        money_kept=balance.paid,
        # Whether there are papers shows when the page of a scan offers them.
        has_papers=True,
        has_cashier=has_cashier,
        has_exemptions=bool(money.exemptions(dossier)),
    )


def _deeds_on(actor: Actor, dossier: Dossier, row: WorkItem, now: datetime) -> verbs.Deeds | None:
    if row.closed_at is not None:
        raise rules.AlreadyMoved(who=row.closed_by, at=dates.time_of_day(row.closed_at))
    process = queries.process_of(dossier)
    facts = queries.item_facts(row, process)
    return verbs.deeds_on(actor, facts, process.step(row.step), process, now=now)


def _page(
    request: HttpRequest,
    code: str,
    verb: Verb,
    item: int | None,
    form: ActForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    actor, today = doors.actor_of(request), localdate(doors.now(request))
    dossier = queries.by_code(actor, code)
    row = queries.item(dossier, item) if item is not None else None
    step = queries.process_of(dossier).step(row.step) if row else None
    context = {
        "dossier": dossier,
        "code": worklist.code_parts(code),
        "words": VERBS[verb],
        "button": verbs.button(verb, step) if step else VERBS[verb].button,
        "step": step,
        "form": form,
        "form_key": doors.form_key(request),
        "refusal": refusal,
        "facts": at_stake(actor, verb, dossier, row, today),
        **_shown_for(verb, dossier, row, form, today),
    }
    if isinstance(form, SeenForm):
        form.show(queries.mark_of(dossier))
    if isinstance(form, CorrectWordsForm):
        correcting.offer(form, actor, dossier, today)
    if isinstance(form, UnlinkForm):
        correcting.offer_links(form, actor, dossier)
    if verb is Verb.SIGN and row is not None:
        context["signature"] = _signature(actor, dossier, row)
    response = render(request, "dossiers/act.html", context, status=status)
    return doors.with_wait(response, refusal) if refusal else response


def _shown_for(
    verb: Verb, dossier: Dossier, row: WorkItem | None, form: ActForm, today: date
) -> dict[str, Any]:
    """Return what the officer must have before his eyes to do this act."""
    match verb:
        case Verb.ASSIGN | Verb.TRANSFER | Verb.TAKE_OVER if row is not None:
            _offer_hands(form, row, today)
        case Verb.SCAN_PAPER if isinstance(form, ScanForm):
            papers = queries.papers(dossier)
            if not papers:
                raise rules.NotPossibleNow(code=dossier.code)
            form.offer((paper.pk, paper.name) for paper in papers)
        case Verb.SIGN | Verb.APPROVE | Verb.ISSUE | Verb.PROPOSE:
            draft = queries.latest_draft(dossier.pk)
            if verb is Verb.PROPOSE:
                form.fields["draft"].required = draft is None
            return {"draft": draft}
        case _ if isinstance(form, TakerForm):
            parties = queries.parties(dossier)
            form.offer(party.name for party in capacity.takers(parties))
            form.weigh_taker(parties)
            return _settled(verb, dossier, form)
        case Verb.STOP | Verb.AGREE_WITHDRAWAL:
            return _settled(verb, dossier, form)
        case Verb.REDUCE_FEE if isinstance(form, ReduceForm):
            form.offer(money.exemptions(dossier))
            return {"balance": _balance(dossier)}
        case Verb.COLLECT_FEE | Verb.REFUND if isinstance(form, AmountForm):
            return _weighed(form, dossier)
    return {}


def _weighed(form: AmountForm, dossier: Dossier) -> dict[str, Any]:
    """Return the money that limits an amount, and why it may change hands."""
    balance = _balance(dossier)
    form.weigh("amount", partial(form.check, balance))
    if isinstance(form, RefundForm):
        form.offer(rules.grounds_for(dossier.local_state_id))
    return {"balance": balance}


def _offer_hands(form: ActForm, row: WorkItem, today: date) -> None:
    """Offer to whom, or to which other agency, a work item may go."""
    if isinstance(form, AssignForm):
        seats = queries.handlers(row.agency_id, on=today)
        form.offer((seat.post_id, seat.holder) for seat in seats)
    elif isinstance(form, TransferForm):
        step = queries.process_of(row.dossier).step(row.step)
        places = agencies.with_post(step.post_kind, on=today)
        others = places.exclude(pk=row.agency_id)
        form.offer((place.pk, place.name_in_full) for place in others)
    elif isinstance(form, TakeOverForm):
        form.offer_from(row.post_id)


def _settled(verb: Verb, dossier: Dossier, form: ActForm) -> dict[str, Any]:
    """Return the money that an act has to speak of, and ask of it only where there is some."""
    balance = _balance(dossier)
    match verb:
        case Verb.HAND_OVER:
            check = partial(rules.check_unpaid, balance.left)
            _ask_if(form, "reason", check, is_asked=balance.left > 0)
        case Verb.STOP | Verb.AGREE_WITHDRAWAL:
            check = partial(rules.check_money_settled, balance.paid)
            _ask_if(form, "money", check, is_asked=balance.paid > 0)
        case _:
            return {}
    return {"balance": balance}


def _ask_if(form: ActForm, name: str, check: Callable[[str], None], *, is_asked: bool) -> None:
    """Show a field as one that must be filled, or not at all."""
    if is_asked:
        form.fields[name].required = True
        form.weigh(name, check)
    else:
        del form.fields[name]


def _signature(actor: Actor, dossier: Dossier, row: WorkItem) -> str:
    """Return what will stand above the signer's name."""
    grant = rules.grant_for(actor, queries.item_facts(row, queries.process_of(dossier)))
    return agencies.signature(grant) if grant else ""


def _balance(dossier: Dossier) -> Balance:
    return payments.balance(queries.subject_of(dossier.pk))
