"""What officers do with the lists that they keep for themselves."""

from datetime import datetime

from django.db import connection, transaction

from motcua.ground.access.writes import is_repeat
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import lists, rules
from motcua.onestop.dossiers.models import SavedView

MOST = 20
"""How many views somebody keeps at a seat."""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('dossiers.views'), %s)"
"""Of somebody's forms: while he keeps nothing there is no row to lock."""


@transaction.atomic(durable=True)
def keep_view(*, actor: Actor, form_key: str, name: str, question: str, now: datetime) -> None:
    """
    Keep a list under a name.

    :param actor: somebody with a seat; he keeps it at his first.
    :param question: what the list's address asks.
    :raises ViewNameTaken: when a view of his bears the name.
    :raises TooManyViews: when he keeps as many as one may.
    """
    if is_repeat(actor, form_key, f"keep_view {name}", now=now):
        return
    kept = _locked(actor)
    if len(kept) >= MOST:
        raise rules.TooManyViews(most=MOST)
    _check_name(kept, name)
    SavedView.objects.create(
        user_id=actor.user_id or 0,
        post_id=actor.grants[0].post_id,
        name=name,
        question=question,
        saved_at=now,
    )


@transaction.atomic(durable=True)
def rename_view(*, actor: Actor, form_key: str, view_id: int, name: str, now: datetime) -> None:
    """
    Give one of one's views another name.

    :raises NoSuchView: when it is not his, or no more.
    :raises ViewNameTaken: when another of his bears the name.
    """
    if is_repeat(actor, form_key, f"rename_view {view_id}", now=now):
        return
    kept = _locked(actor)
    view = _one(kept, view_id)
    _check_name([each for each in kept if each is not view], name)
    view.name = name
    view.save(update_fields=["name"])


@transaction.atomic(durable=True)
def drop_view(*, actor: Actor, form_key: str, view_id: int, now: datetime) -> None:
    """
    Keep one of one's views no longer.

    :raises NoSuchView: when it is not his, or no more.
    """
    if is_repeat(actor, form_key, f"drop_view {view_id}", now=now):
        return
    _one(_locked(actor), view_id).delete()


@transaction.atomic(durable=True)
def open_first(*, actor: Actor, form_key: str, view_id: int | None, now: datetime) -> None:
    """
    Let one's work open with one of one's views; with None as it does for everybody.

    :raises NoSuchView: when it is not his, or no more.
    """
    if is_repeat(actor, form_key, f"open_first {view_id}", now=now):
        return
    kept = _locked(actor)
    first = None if view_id is None else _one(kept, view_id)
    SavedView.objects.filter(pk__in=[view.pk for view in kept]).update(is_first=False)
    if first is not None:
        first.is_first = True
        first.save(update_fields=["is_first"])


def _locked(actor: Actor) -> list[SavedView]:
    """Return what the actor keeps, which no other form of his changes meanwhile: not from none."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME, [actor.user_id])
    return list(lists.kept_views(actor))


def _one(kept: list[SavedView], view_id: int) -> SavedView:
    found = next((view for view in kept if view.pk == view_id), None)
    if found is None:
        raise rules.NoSuchView
    return found


def _check_name(kept: list[SavedView], name: str) -> None:
    if name.casefold() in {view.name.casefold() for view in kept}:
        raise rules.ViewNameTaken(name=name)
