"""What an administrator's home shows of the house: how large it is, and which seats are empty."""

from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from motcua.ground.agencies import queries
from motcua.ground.agencies.models import Post, holds_on
from motcua.ground.agencies.rules import post_words
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.panels import MOST_LINES, Figure, Panel, PanelLine
from motcua.ground.kernel.words import Words, mark


def house(viewer: Actor, now: datetime) -> Panel | None:
    """Return the panel of an administrator; nobody else has it."""
    rooted = sorted(grant.agency_id for grant in viewer.holding(PostKind.ADMINISTRATOR))
    if not rooted:
        return None
    today = localdate(now)
    vacant = _vacant_seats(rooted, today)
    return Panel(
        title=Words(mark("Cơ quan và vị trí")),
        way=Words(mark("Xem cây cơ quan")),
        href=reverse("agencies:tree"),
        figures=(
            Figure(queries.tree(today).count(), mark("{count} cơ quan")),
            Figure(vacant.count(), mark("{count} vị trí chưa có người giữ")),
        ),
        lines=tuple(_line(post) for post in vacant[:MOST_LINES]),
        empty=Words(mark("Vị trí nào cũng có người giữ.")),
    )


def _vacant_seats(rooted: list[int], on: date) -> QuerySet[Post]:
    """Return the seats in these agencies and all below them from which nobody acts that day."""
    held = queries.acting(on).filter(post=OuterRef("pk"))
    return (
        Post.objects.filter(~Exists(held), holds_on(on, "agency__"))
        .filter(agency__in=queries.in_subtree(rooted))
        .select_related("agency")
        .order_by("agency__level__rank", "agency__sort_key", "kind", "seat")
    )


def _line(post: Post) -> PanelLine:
    return PanelLine(
        lead=post_words(PostKind(post.kind)),
        name=post.agency.name,
        href=reverse("agencies:agency", args=[post.agency.code]),
        note=post.title,
    )
