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
    DEPUTY = "deputy"
    RECORDS_OFFICER = "records_officer"
    CASHIER = "cashier"
    INSPECTOR = "inspector"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Grant:
    """
    One right of one seat: what it may do, and over whose dossiers.

    :param post_id: the seat whose right it is.
    :param right: the kind of post whose acts are allowed.
    :param agency_id: where the seat stands.
    :param scope: ids of the agencies whose dossiers the seat may see.
    :param acts_from: the seat of whoever does it for the holder; None for the holder himself.
    :param only_signs: that no more than the head's signature was delegated.
    """

    post_id: int
    right: PostKind
    agency_id: int
    scope: frozenset[int]
    acts_from: int | None = None
    only_signs: bool = False


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
        """Return the grants that carry one of these rights whole."""
        return tuple(
            grant for grant in self.grants if grant.right in rights and not grant.only_signs
        )

    @property
    def signing_for(self) -> tuple[Grant, ...]:
        """The grants by which he signs for a head, and does no more."""
        return tuple(grant for grant in self.grants if grant.only_signs)

    def acting(self, post_id: int | None) -> Grant | None:
        """Return the grant by which he acts for the holder of a seat; None on his own."""
        for grant in self.grants:
            if grant.post_id == post_id and grant.acts_from is not None:
                return grant
        return None

    def only(self, *rights: PostKind) -> "Actor":
        """Return the same actor with no other rights than these."""
        return replace(self, grants=self.holding(*rights))

    def within(self, agency_id: int) -> "Actor":
        """Return the same actor with his rights as far as they reach one agency."""
        there = frozenset({agency_id})
        reaching = (grant for grant in self.grants if agency_id in grant.scope)
        return replace(self, grants=tuple(replace(grant, scope=there) for grant in reaching))

    def seat(self, right: PostKind, agency_id: int) -> Grant | None:
        """Return the grant of this whole right in exactly this agency, if there is one."""
        for grant in self.holding(right):
            if grant.agency_id == agency_id:
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
