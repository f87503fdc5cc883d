"""Somebody who looks on at one dossier, by the queries and by the addresses."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from motcua.ground.access.models import User
from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.examples import Life
from motcua.onestop.dossiers.models import WorkItem


class Onlooker:
    """An officer before his browser, and the dossier that he may or may not see."""

    def __init__(self, actor: Actor, life: Life, file_id: int = 0) -> None:
        self.actor, self.life, self.file_id = actor, life, file_id
        self.code = life.dossier.code
        self.client = Client()
        self.client.force_login(User.objects.get(pk=actor.user_id or 0))

    def sees(self, actor: Actor) -> bool:
        """Say whether the dossier is there for him, with these of his rights."""
        return queries.visible_to(actor).filter(code=self.code).exists()

    def finds(self, items: "QuerySet[WorkItem]") -> bool:
        return items.filter(dossier__code=self.code).exists()

    def is_at_desk(self) -> bool:
        """Say whether he receives where the dossier was received."""
        return self.actor.seat(PostKind.RECEIVER, self.life.dossier.desk_id) is not None

    def is_to_be_paid_to_him(self) -> bool:
        """Say whether it stands in a list of what waits for money, which he may have."""
        page: Any = self.client.get(reverse("dossiers:to_collect"))
        return page.status_code == 200 and self.code in page.content.decode()

    def opens(self, page: str, *rest: Any, by: Iterable[PostKind] = WORKING_POSTS) -> bool:
        """
        Say whether an address lets him in; to others there is no such thing.

        :param by: the kinds of post that have a door to it at all.
        """
        response: Any = self.client.get(reverse(f"dossiers:{page}", args=[self.code, *rest]))
        b"".join(response)
        if response.status_code == 200:
            return True
        assert response.status_code == (404 if self.actor.holding(*by) else 403)
        return False

    def answers(self, page: str, **asked: str) -> bool:
        """Say whether a page that is told the code in its question lets him in."""
        response: Any = self.client.get(reverse(f"dossiers:{page}"), asked)
        b"".join(response)
        assert response.status_code in {200, 404}
        return bool(response.status_code == 200)
