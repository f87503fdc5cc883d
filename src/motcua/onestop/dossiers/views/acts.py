"""An act: what is needed for it is asked for on one small page, then one action is called."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.design.speech import said
from motcua.ground.documents import actions as documents
from motcua.ground.documents import scanner
from motcua.ground.kernel import dates
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import capacity, money, queries, rules
from motcua.onestop.dossiers.actions import correcting as corrections
from motcua.onestop.dossiers.actions import (
    counter,
    desk,
    endings,
    hands,
    linking,
    opinions,
    reading,
    steps,
)
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
from motcua.onestop.dossiers.models import WorkItem
from motcua.onestop.dossiers.presentation import verbs, worklist
from motcua.onestop.dossiers.presentation.verbs import VERBS
from motcua.onestop.dossiers.rules import Done, Verb
from motcua.onestop.dossiers.views import correcting
from motcua.onestop.dossiers.views.asked import AskedAct, asked
from motcua.onestop.dossiers.views.at_stake import at_stake
from motcua.onestop.dossiers.views.begun import begun
from motcua.onestop.dossiers.views.givable import givable_to

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
# Their pages show with which paper somebody stood at the desk.
SHOW_IDENTITY = {Verb.CORRECT_TAKER, Verb.AGREE_WITHDRAWAL, Verb.DECLINE_WITHDRAWAL}
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
        return _form(request, asked(request, code, verb, item))
    seen = asked(request, code, verb, item) if request.FILES else None
    form = FORMS[verb](request.POST, request.FILES)
    if not form.is_valid():
        seen = seen or asked(request, code, verb, item)
        return _page(request, seen, form, status=UNPROCESSABLE)
    try:
        scanner.scan(_uploads(request))
        done = _done(request, code, verb, item, form)
    except Refusal as refusal:
        shown = None if form.take_blame(refusal) else refusal
        again = asked(request, code, verb, item)
        return _page(request, again, form, status=refusal.status, refusal=shown)
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


def _form(request: HttpRequest, act: AskedAct) -> HttpResponse:
    """Show the page of an act to whoever may do it now; to others why not, and the dossier."""
    try:
        _check_offered(act)
        initial = begun(act)
        if chosen := request.GET.get("giay-to"):
            initial["paper_id"] = chosen
        page = _page(request, act, FORMS[act.verb](initial=initial))
    except Refusal as refusal:
        code = act.dossier.code
        label = _("Mở hồ sơ {code}").format(code=code)
        way = {"label": label, "href": reverse("dossiers:dossier", args=[code])}
        return doors.refused(request, refusal, way)
    if act.verb in SHOW_IDENTITY:
        reading.log_reading(actor=act.actor, dossier=act.dossier, what="act", now=act.now)
    return page


def _check_offered(act: AskedAct) -> None:
    """
    See that the actor may do this now.

    :raises Refusal: as the act itself would.
    """
    if act.row is not None:
        offered = _deeds_on(act, act.row)
        if act.verb is Verb.NOTE_SILENCE:
            facts = queries.item_facts(act.row, act.process)
            rules.check_silence(act.actor, facts, act.now, act.dossier.code)
        if offered is None:
            raise rules.NotYours
    else:
        offered = _offered_on_whole(act)
    if offered is None or act.verb not in {deed.verb for deed in offered.deeds}:
        raise rules.NotPossibleNow(code=act.dossier.code)


def _offered_on_whole(act: AskedAct) -> verbs.Deeds | None:
    """
    Return what the actor may do to a dossier as a whole, among acts like this one.

    :raises Refusal: as the act itself would.
    """
    actor, dossier = act.actor, act.dossier
    if act.verb in verbs.OF_HEAD:
        facts = queries.dossier_facts(dossier, queries.open_items(dossier))
        rules.check_head(actor, facts, dossier.code)
        return verbs.deeds_of_head(actor, facts)
    if act.verb in verbs.OF_LINKS:
        rules.check_links(actor, dossier.agency_ids)
        return correcting.links_offered(actor, dossier)
    if act.verb in verbs.OF_HISTORY:
        return correcting.offered(actor, dossier, act.today)
    sits = money.has_cashier(actor, dossier.desk_id, on=act.today)
    if act.verb in {Verb.COLLECT_FEE, Verb.REFUND}:
        rules.check_collector(actor, dossier.desk_id, has_cashier=sits)
    elif act.verb is Verb.REDUCE_FEE:
        rules.check_reducer(actor, dossier.desk_id)
    else:
        rules.check_at_desk(actor, dossier.desk_id)
    if act.verb is Verb.COLLECT_FEE:
        rules.check_payable(dossier.status, act.balance.left, dossier.code)
    if act.verb is Verb.REFUND:
        rules.check_refundable(act.balance.paid, dossier.code)
    return _deeds_at_desk(act, has_cashier=sits)


def _deeds_at_desk(act: AskedAct, *, has_cashier: bool) -> verbs.Deeds | None:
    dossier = act.dossier
    return verbs.deeds_at_desk(
        act.actor,
        queries.dossier_facts(dossier, queries.open_items(dossier)),
        desk_id=dossier.desk_id,
        money_left=act.balance.left,
        money_kept=act.balance.paid,
        # Whether there are papers shows when the page of a scan offers them.
        has_papers=True,
        has_cashier=has_cashier,
        has_exemptions=bool(money.exemptions(dossier)),
    )


def _deeds_on(act: AskedAct, row: WorkItem) -> verbs.Deeds | None:
    if row.closed_at is not None:
        raise rules.AlreadyMoved(who=row.closed_by, at=dates.time_of_day(row.closed_at))
    facts = queries.item_facts(row, act.process)
    return verbs.deeds_on(act.actor, facts, act.process.step(row.step), act.process, now=act.now)


def _page(
    request: HttpRequest,
    act: AskedAct,
    form: ActForm,
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    dossier, words = act.dossier, VERBS[act.verb]
    context = {
        "dossier": dossier,
        "code": worklist.code_parts(dossier.code),
        "words": words,
        "button": verbs.button(act.verb, act.step) if act.step else words.button,
        "step": act.step,
        "form": form,
        "form_key": doors.form_key(request),
        "refusal": refusal,
        "facts": at_stake(act),
        **_shown_for(act, form),
    }
    if isinstance(form, SeenForm):
        form.show(queries.mark_of(dossier))
    if isinstance(form, CorrectWordsForm):
        correcting.offer(form, act.actor, dossier, act.today)
    if isinstance(form, UnlinkForm):
        correcting.offer_links(form, act.actor, dossier)
    if act.verb is Verb.SIGN and act.row is not None:
        context["signature"] = _signature(act, act.row)
    response = render(request, "dossiers/act.html", context, status=status)
    return doors.with_wait(response, refusal) if refusal else response


def _shown_for(act: AskedAct, form: ActForm) -> dict[str, Any]:
    """Return what the officer must have before his eyes to do this act."""
    dossier = act.dossier
    match act.verb:
        case Verb.ASSIGN | Verb.TRANSFER | Verb.TAKE_OVER if act.row is not None:
            _offer_hands(form, act, act.row)
        case Verb.SCAN_PAPER if isinstance(form, ScanForm):
            papers = queries.papers(dossier)
            if not papers:
                raise rules.NotPossibleNow(code=dossier.code)
            form.offer((paper.pk, paper.name) for paper in papers)
        case Verb.SIGN | Verb.APPROVE | Verb.ISSUE | Verb.PROPOSE:
            draft = queries.latest_draft(dossier.pk)
            if act.verb is Verb.PROPOSE:
                form.fields["draft"].required = draft is None
            return {"draft": draft}
        case _ if isinstance(form, TakerForm):
            parties = queries.parties(dossier)
            form.offer(party.name for party in capacity.takers(parties))
            form.weigh_taker(parties)
            return _settled(act, form)
        case Verb.STOP | Verb.AGREE_WITHDRAWAL:
            return _settled(act, form)
        case Verb.REDUCE_FEE if isinstance(form, ReduceForm):
            form.offer(money.exemptions(dossier))
            return {"balance": act.balance}
        case Verb.COLLECT_FEE | Verb.REFUND if isinstance(form, AmountForm):
            return _weighed(act, form)
    return {}


def _weighed(act: AskedAct, form: AmountForm) -> dict[str, Any]:
    """Return the money that limits an amount, and why it may change hands."""
    form.weigh("amount", partial(form.check, act.balance))
    if isinstance(form, RefundForm):
        form.offer(rules.grounds_for(act.dossier.local_state_id))
    return {"balance": act.balance}


def _offer_hands(form: ActForm, act: AskedAct, row: WorkItem) -> None:
    """Offer to whom, or to which other agency, a work item may go."""
    if isinstance(form, AssignForm):
        seats = queries.handlers(row.agency_id, on=act.today)
        form.offer(givable_to(seats, on=act.today))
    elif isinstance(form, TransferForm):
        places = agencies.with_post(act.process.step(row.step).post_kind, on=act.today)
        others = places.exclude(pk=row.agency_id)
        form.offer((place.pk, place.name_in_full) for place in others)
    elif isinstance(form, TakeOverForm):
        form.offer_from(row.post_id)


def _settled(act: AskedAct, form: ActForm) -> dict[str, Any]:
    """Return the money that an act has to speak of, and ask of it only where there is some."""
    match act.verb:
        case Verb.HAND_OVER:
            check = partial(rules.check_unpaid, act.balance.left)
            _ask_if(form, "reason", check, is_asked=act.balance.left > 0)
        case Verb.STOP | Verb.AGREE_WITHDRAWAL:
            check = partial(rules.check_money_settled, act.balance.paid)
            _ask_if(form, "money", check, is_asked=act.balance.paid > 0)
        case _:
            return {}
    return {"balance": act.balance}


def _ask_if(form: ActForm, name: str, check: Callable[[str], None], *, is_asked: bool) -> None:
    """Show a field as one that must be filled, or not at all."""
    if is_asked:
        form.fields[name].required = True
        form.weigh(name, check)
    else:
        del form.fields[name]


def _signature(act: AskedAct, row: WorkItem) -> str:
    """Return what will stand above the signer's name."""
    grant = rules.grant_for(act.actor, queries.item_facts(row, act.process))
    return agencies.signature(grant) if grant else ""
