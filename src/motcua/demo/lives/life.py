"""One life from receipt to hand-over: who does which step when, as the dice decide."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from motcua.demo import matters, papers, phrases
from motcua.demo.lives import counter, endings, second_thoughts, shares
from motcua.demo.lives.player import Player
from motcua.ground.documents.actions import inspect
from motcua.ground.kernel.actor import Actor, PostKind, Proof
from motcua.onestop.dossiers import queries as dossiers
from motcua.onestop.dossiers.actions import hands, opinions, steps
from motcua.onestop.dossiers.queries import OpenWork
from motcua.onestop.dossiers.rules import ItemFacts
from motcua.onestop.procedures import queries as procedures
from motcua.onestop.processes.rules import OutcomeKey, StepAct


def play(player: Player) -> Iterator[datetime]:
    """Yield the moment before each act, from receipt to hand-over."""
    yield player.now
    player.intake = matters.matter(player.dice, player.desk, on=player.now.date())
    if player.happens(shares.REFUSED):
        counter.refuse(player)
        return
    yield from counter.receive(player)
    second_thoughts.link(player)
    if player.happens(shares.MENDED):
        yield player.wait(0.1, 0.8)
        counter.mend(player)
    if player.intake.papers and player.happens(shares.SCANNED):
        yield player.wait(0.02, 0.1)
        counter.scan(player)
    while items := dossiers.open_work(player.code):
        if len(items) > 1 or items[0].facts.number in player.planned:
            yield from _together(player, items)
        else:
            yield from _work(player, items[0])


def _work(player: Player, work: OpenWork) -> Iterator[datetime]:
    """Do what comes next with a work item, which may not yet be its step."""
    item = work.facts
    if item.is_astray and item.is_sent and not item.is_confirmed:
        yield player.wait(0.5, 6)
        _answer(player, item)
    elif _is_to_assign(player, item):
        yield player.wait(0.1, 1)
        _assign(player, item)
    elif not item.is_confirmed and player.happens(shares.CONFIRMED_BY_WORD):
        yield player.wait(0.1, 1.5)
        steps.confirm(actor=player.doer(item), **player.act(item))
    elif second_thoughts.is_to_take_over(player, item):
        yield player.wait(0.1, 2)
        second_thoughts.take_over(player, item)
    elif player.stage.keeps(item, player.now):
        yield player.stage.until + timedelta(days=1)
    else:
        yield player.later(hours_of(player, work))
        yield from until_back(player, item)
        yield from _step(player, work)


def until_back(player: Player, item: ItemFacts) -> Iterator[datetime]:
    """Let what lies on a seat wait while its holder is away."""
    holder = player.stage.holders.get(item.post_id or 0)
    while holder is not None and player.stage.is_away(holder, player.now.date()):
        yield player.later(shares.A_DAY_OF_WORK)


def _together(player: Player, items: list[OpenWork]) -> Iterator[datetime]:
    """Do that one of several open items which is done first: all are worked on at once."""
    for work in items:
        if work.facts.number not in player.planned:
            done = player.stage.time.later(player.now, hours=hours_of(player, work))
            player.planned[work.facts.number] = done
    first = min(items, key=lambda work: player.planned[work.facts.number])
    if player.stage.keeps(first.facts, player.now):
        yield player.stage.until + timedelta(days=1)
    player.now = max(player.now, player.planned[first.facts.number])
    yield player.now
    yield from _step(player, first)


def _is_to_assign(player: Player, item: ItemFacts) -> bool:
    """Say whether the head gives this waiting item to one of his handlers first."""
    waits = item.act is StepAct.HANDLE and item.post_id is None
    return waits and player.has_head(item) and player.happens(shares.ASSIGNED_BY_HEAD)


def _answer(player: Player, item: ItemFacts) -> None:
    """Send back what another office transferred here, or take it."""
    doer = player.doer(item)
    if player.happens(shares.SENT_ON_WRONGLY):
        hands.decline(actor=doer, **player.act(item), reason=phrases.NOT_OURS)
    else:
        steps.confirm(actor=doer, **player.act(item))


def _is_to_transfer(player: Player, item: ItemFacts) -> bool:
    """Say whether its holder takes the work for another office's, once."""
    beside = player.stage.neighbours.get(item.agency_id)
    first = item.is_confirmed and not item.is_astray and not player.was_elsewhere
    return bool(beside) and first and player.happens(shares.TRANSFERRED)


def _transfer(player: Player, item: ItemFacts, doing: dict[str, Any]) -> None:
    player.was_elsewhere = True
    office = player.dice.choice(player.stage.neighbours[item.agency_id])
    hands.transfer(**doing, agency_id=office, reason=phrases.ELSEWHERE)


def _assign(player: Player, item: ItemFacts) -> None:
    post_id, _ = player.dice.choice(player.stage.seats[item.agency_id, PostKind.HANDLER])
    head = player.somebody(item.agency_id, PostKind.HEAD)
    steps.assign(actor=head, post_id=post_id, **player.act(item))


def hours_of(player: Player, work: OpenWork) -> float:
    """Return the working hours that this step takes this time."""
    if work.facts.act is StepAct.HAND_OVER:
        return player.dice.expovariate(1 / shares.FETCHED_AFTER_HOURS)
    planned = work.step.working_hours or 1
    pace = shares.PACE_WHILE_WAITED_FOR if planned <= shares.WAITED_FOR_HOURS else shares.PACE
    hours = planned * player.dice.lognormvariate(*pace)
    if work.facts.agency_id in player.stage.slow:
        hours *= shares.SLOWNESS
    if player.happens(shares.STUCK):
        hours *= player.dice.uniform(3, 7)
    return max(hours, 0.05)


def _step(player: Player, work: OpenWork) -> Iterator[datetime]:
    """Do the work item by the outcome that the dice choose."""
    item = work.facts
    doing = {"actor": player.doer(item), **player.act(item)}
    if OutcomeKey.SEND_BACK in item.outcomes and player.happens(shares.SENT_BACK):
        yield from second_thoughts.send_back(player, work, doing)
        return
    match item.act:
        case StepAct.HANDLE:
            yield from _handle(player, work, doing)
        case StepAct.OPINE if second_thoughts.is_silent(player, item):
            second_thoughts.note_silence(player, item)
        case StepAct.OPINE:
            opinions.give_opinion(**doing, **matters.opinion(player.dice))
        case StepAct.APPROVE:
            steps.approve(**doing)
        case StepAct.SIGN:
            _sign(player, work, doing)
        case StepAct.ISSUE:
            steps.issue(**doing)
        case StepAct.HAND_OVER if second_thoughts.is_to_recall(player):
            second_thoughts.recall(player, item)
        case StepAct.HAND_OVER:
            yield from counter.hand_over(player, work)


def _handle(player: Player, work: OpenWork, doing: dict[str, Any]) -> Iterator[datetime]:
    """Handle it; now and then it ends there, is asked back, or belongs elsewhere."""
    item = work.facts
    if endings.is_to_stop(player, item, shares.STOPPED):
        endings.stop(player, work)
    elif endings.is_to_stop(player, item, shares.ASKED_BACK):
        yield from endings.ask_back(player, work)
    elif _is_to_transfer(player, item):
        _transfer(player, item, doing)
    elif OutcomeKey.FORWARD in item.outcomes:
        steps.forward(**doing)
    elif item.has_previous and player.happens(shares.RETURNED):
        steps.return_step(**doing, reason=player.dice.choice(phrases.RETURNED))
    else:
        result = procedures.version(work.procedure_version_id).results[0]
        steps.propose(**doing, draft=inspect(papers.draft(result.name)))


def _sign(player: Player, work: OpenWork, doing: dict[str, Any]) -> None:
    """Sign the file that lies before the head, who proves himself as he would at the door."""
    lies = dossiers.latest_draft(work.dossier_id)
    head: Actor = doing["actor"]
    proof = Proof(head.user_id or 0, "password", player.now)
    steps.sign(**doing, digest=lies.stored.digest if lies else "", proof=proof)
