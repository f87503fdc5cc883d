"""One act on several work items at once: each through the real action, each told by itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.design.speech import said
from motcua.ground.kernel import dates
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import search
from motcua.onestop.dossiers.forms.many import ManyForm
from motcua.onestop.dossiers.presentation import verbs, worklist
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.views.acts import ACTIONS
from motcua.onestop.dossiers.views.givable import givable_to


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What became of one item.

    :param name: of the applicant; empty where the officer may not see the dossier.
    :param advice: what to do after a refusal.
    """

    code: str
    name: str
    is_done: bool
    sentence: str
    advice: str = ""

    @property
    def tail(self) -> str:
        """The part of the code that officers say aloud."""
        return worklist.code_parts(self.code)[1]


@doors.officer(*WORKING_POSTS)
@require_POST
def many(request: HttpRequest) -> HttpResponse:
    """Do one act to every item ticked, and say of each what became of it."""
    form = ManyForm(request.POST)
    if not form.is_valid():
        return render(request, "dossiers/many.html", _again(request, form), status=422)
    names = search.names_of(doors.actor_of(request), [code for code, _ in form.items])
    outcomes = [_done(request, form, code, item, names.get(code, "")) for code, item in form.items]
    context = {
        "form": form,
        "button": verbs.VERBS[form.cleaned_data["lam"]].button,
        "outcomes": outcomes,
        "done": sum(outcome.is_done for outcome in outcomes),
    }
    return render(request, "dossiers/many.html", context)


def _again(request: HttpRequest, form: ManyForm) -> dict[str, Any]:
    """Return what the page needs to ask once more to whom the items ticked go."""
    actor, today = doors.actor_of(request), dates.local(doors.now(request)).date()
    seats = agencies.seats(
        agency_ids=agencies.looked_after(actor), kinds=(PostKind.HANDLER,), on=today
    )
    return {
        "form": form,
        "people": givable_to(seats, on=today) if form.lacks_seat else [],
        "assigns": verbs.VERBS[Verb.ASSIGN],
    }


def _done(request: HttpRequest, form: ManyForm, code: str, item: int, name: str) -> Outcome:
    """
    Call the act on one item; a refusal is its row's and stops no other.

    The key of a row is derived from the form's, so that the same form sent again does
    nothing a second time, whichever rows went through before.
    """
    verb = form.cleaned_data["lam"]
    try:
        done = doors.acts(ACTIONS[verb])(
            actor=doors.identity_of(request),
            form_key=str(uuid5(UUID(doors.form_key(request)), f"{code}/{item}")),
            code=code,
            item=item,
            now=doors.now(request),
            **form.facts,
        )
    except Refusal as refusal:
        return Outcome(
            code, name, is_done=False, sentence=said(refusal.sentence), advice=said(refusal.advice)
        )
    told = verbs.done(verb, code=done.code, is_repeat=done.is_repeat)
    return Outcome(code, name, is_done=True, sentence=said(told))
