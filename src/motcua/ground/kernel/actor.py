"""Who acts: a value made once per request or job and handed to every action."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class ActorKind(StrEnum):
    """The three sorts of doers that the trail knows."""

    OFFICER = "officer"
    CITIZEN = "citizen"
    SYSTEM = "system"


class PostKind(StrEnum):
    """Kinds of post; a right is named after the kind of post that carries it."""

    RECEIVER = "receiver"
    HANDLER = "handler"
    HEAD = "head"
    RECORDS_OFFICER = "records_officer"
    CASHIER = "cashier"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """
    One right of one seat: what it may do, and over whose dossiers.

    :param post_id: the seat that the act is done from; stored on each event.
    :param right: the kind of post whose acts are allowed.
    :param agency_id: where the seat stands.
    :param scope: ids of the agencies whose dossiers the seat may see.
    :param acting_for: the post whose holder delegated this right, if it was delegated.
    """

    post_id: int
    right: PostKind
    agency_id: int
    scope: frozenset[int]
    acting_for: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """
    Somebody, or a machine job, who acts.

    :param name: as it is to stand in the trail for ever.
    :param user_id: the account, None for a citizen without one and for the system.
    :param is_simulated: that a demo plays him; his events say so for ever.
    """

    kind: ActorKind
    name: str
    user_id: int | None = None
    grants: tuple[Grant, ...] = ()
    is_simulated: bool = False

    def holding(self, *rights: PostKind) -> tuple[Grant, ...]:
        """Return the grants that carry one of these rights."""
        return tuple(grant for grant in self.grants if grant.right in rights)

    def only(self, *rights: PostKind) -> "Actor":
        """Return the same actor with no other rights than these."""
        return replace(self, grants=self.holding(*rights))

    def seat(self, right: PostKind, agency_id: int) -> Grant | None:
        """Return the grant of this right in exactly this agency, if there is one."""
        for grant in self.grants:
            if grant.right is right and grant.agency_id == agency_id:
                return grant
        return None


NOBODY = Actor(ActorKind.CITIZEN, "")


def system(name: str) -> Actor:
    """Return the machine job of this name as an actor without rights."""
    return Actor(ActorKind.SYSTEM, name)


@dataclass(frozen=True, slots=True)
class Proof:
    """
    That a user proved himself again at the door, just before a grave act.

    :param user_id: who did.
    :param method: by what means, "password" so far.
    :param at: when.
    """

    user_id: int
    method: str
    at: datetime
