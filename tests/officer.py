"""Somebody who tries every way to a dossier, and every act to it."""

from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from motcua.ground.agencies.rules import READING_POSTS
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail.models import Event
from motcua.onestop.dossiers import lists, people, queries, readings, search, sought
from motcua.onestop.dossiers.books import KEEPS_REGISTER
from motcua.onestop.dossiers.examples import applicant, key
from motcua.onestop.dossiers.intake import Likeness
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.presentation.verbs import WITHOUT_ITEM
from motcua.onestop.dossiers.rules import NoSuchDossier, Verb
from tests import counts, tables
from tests.every_act import acts
from tests.onlooker import Onlooker
from tests.told_rights import UNSEEN, Cell

WORKS_ON_IT = (PostKind.RECEIVER, PostKind.HANDLER, PostKind.HEAD)
NEWEST = {search.found: search.newest_found, search.alike: search.newest_alike}
LISTS = ("mine", "waiting", "unassigned", "results")


class Officer(Onlooker):
    """Somebody who tries every way to a dossier, by the queries and by the addresses."""

    def cell(self, *, was: str = "") -> Cell:
        """
        Return what he makes of the dossier; every way must agree.

        :param was: the place that it had for him in the state before; counts are read where
            that has changed, and where he sees it or no longer does the addresses that show no
            more than its page, and whatever may be taken out.
        """
        sees = self.sees(self.actor)
        assert set(self.ways()) == {sees}
        places = [name for name in LISTS if self.finds(getattr(lists, name)(self.actor))]
        place = (places[0] if places else "sees") if sees else UNSEEN
        if place != was:
            counts.check(self)
        if not was or sees is (was == UNSEEN):
            assert set(self.addresses()) == {sees}
            self.prints_slips()
            tables.check(self)
        closed = lists.finished(self.actor, since=self.life.dossier.received_at)
        everywhere = self.finds(closed) or self.finds(lists.in_house(self.actor))
        assert sees or not (places or everywhere)
        assert self.is_at_desk() or not self.opens("receipt")
        works_on_it = self.sees(self.actor.only(*WORKS_ON_IT))
        assert self.opens("control_slip", by=WORKS_ON_IT) == works_on_it
        return Cell(place, frozenset(self.verbs() if sees else ()))

    def prints_slips(self) -> None:
        """See who prints what is given to an owner who gets no result."""
        state, desk_id = self.life.dossier.local_state_id, self.life.dossier.desk_id
        refused = state == "refused" and self.is_at_desk()
        assert self.opens("refusal_slip", by={PostKind.RECEIVER}) == refused
        # In these tables whoever stops a dossier heads the desk that received it.
        heads = self.actor.seat(PostKind.HEAD, desk_id) is not None
        stopped = state == "stopped" and (self.is_at_desk() or heads)
        assert self.opens("stop_notice", by=KEEPS_REGISTER) == stopped

    def ways(self) -> Iterator[bool]:
        """Yield for each way to the dossier, and for its page, whether it lets him in."""
        yield not refused(queries.by_code, self.actor, self.code)
        yield not refused(queries.file, self.actor, self.code, self.file_id)
        number = applicant().identity_number
        yield people.known_applicant(self.actor, identity_number=number, phone="") is not None
        person, code = Likeness(identity_number=number), self.life.dossier.procedure.code
        yield bool(people.alike(self.actor, person, procedure_code=code, now=self.life.now))
        for typed in (self.code, number, applicant().name):
            yield self.searches(search.found, typed)
        yield self.searches(search.alike, f"{applicant().name}m")
        yield self.opens("dossier", by=READING_POSTS)

    def addresses(self) -> Iterator[bool]:
        """Yield for each other address that shows something of it whether it does so to him."""
        yield self.opens("file", self.file_id, by=READING_POSTS)
        reads_log = self.opens("readings", by={PostKind.INSPECTOR})
        assert self.actor.holding(PostKind.INSPECTOR) or not reads_log
        if self.actor.holding(PostKind.INSPECTOR):
            yield reads_log
            rows = readings.openings(
                self.actor, readings.LogQuestion(self.life.now.date(), code=self.code)
            )
            yield rows.exists()
        if self.actor.holding(PostKind.RECEIVER):
            yield self.opens("received")
            yield self.answers("labels", **{"ho-so": self.code})
            yield self.answers("labels_pdf", **{"ho-so": self.code})

    def searches(self, find: Callable[..., "QuerySet[Dossier]"], typed: str) -> bool:
        """Say whether a search shows the dossier, alone; its count says no more than its rows."""
        wanted = search.Wanted(sought.read(typed))
        dossiers = list(find(self.actor, wanted))
        shown = [dossier.code for dossier in dossiers]
        assert shown in ([self.code], [])
        assert NEWEST[find](self.actor, wanted, now=self.life.now) == [
            dossier.pk for dossier in dossiers
        ]
        return bool(shown)

    def verbs(self) -> Iterator[str]:
        """Yield what the dossier's page offers, having tried the act of everything else."""
        offered = self.offered()
        assert self.is_to_be_paid_to_him() == (Verb.COLLECT_FEE in offered)
        for verb in Verb:
            if verb in offered:
                assert self.shows(verb), verb
                yield verb.replace("_", " ")
            else:
                assert self.is_refused(verb), verb

    def offered(self) -> set[Verb]:
        page: Any = self.client.get(reverse("dossiers:dossier", args=[self.code]))
        return {deed.verb for deeds in page.context["deeds"] for deed in deeds.deeds}

    def shows(self, verb: Verb) -> bool:
        """Say whether the page of an act opens."""
        item = self.item
        if verb is Verb.MEND_RECEIPT:
            address = reverse("dossiers:mend_receipt", args=[self.code])
        elif verb in WITHOUT_ITEM:
            address = reverse("dossiers:act_on_dossier", args=[self.code, verb])
        else:
            address = reverse("dossiers:act", args=[self.code, item, verb])
        return self.client.get(address).status_code == 200

    @cached_property
    def acts(self) -> dict[Verb, Callable[..., Any]]:
        return acts(self.life, self.item, self.actor)

    @cached_property
    def item(self) -> int:
        return next((item.number for item in queries.open_items(self.life.dossier)), 1)

    def is_refused(self, verb: Verb) -> bool:
        """Say whether the act is refused, and leaves nothing behind."""
        before = Event.objects.count()
        said = refused(partial(self.acts[verb], actor=self.actor, form_key=key(), code=self.code))
        return said and Event.objects.count() == before


def refused(ask: Callable[..., Any], *args: Any) -> bool:
    """Say whether a lawful no is the answer; for what is only read, that it does not exist."""
    try:
        ask(*args)
    except NoSuchDossier:
        return True
    except Refusal:
        assert not args, "what is only read is never forbidden"
        return True
    return False
