"""What the counter hands to ``actions.receive``: plain facts, checked by the form."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.ground.calendars.clock import Due, Limit
from motcua.ground.kernel.actor import Actor
from motcua.ground.notifications import rules as telling
from motcua.onestop.dossiers.rules import Delivery, PartyKind, PartyRole, RefundGround
from motcua.onestop.payments.rules import Way
from motcua.onestop.procedures.exemptions import Exemption
from motcua.onestop.procedures.rules import (
    Channel,
    FeeLine,
    VersionFacts,
    amount_due,
)
from motcua.onestop.processes.rules import Process, Relation


def key_of(actor: Actor, form_key: str) -> str:
    """Return what an intake is found again by: the form's key, and whose form it was."""
    return f"{actor.user_id}:{form_key}"


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """
    One person or organisation of a dossier, as typed or read from a card.

    :param other_paper: kind and number of a foreigner's paper, who has no number of a card.
    :param authority: for a proxy, the paper that gives the authority.
    :param told_by: the ways by which he agreed to be told of the dossier.
    """

    role: PartyRole
    kind: PartyKind
    name: str
    identity_number: str = ""
    other_paper: str = ""
    tax_code: str = ""
    born_on: date | None = None
    sex: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    authority: str = ""
    told_by: tuple[telling.Channel, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a person is known again by, as far as it is told."""

    identity_number: str = ""
    tax_code: str = ""
    phone: str = ""
    name: str = ""
    born_on: date | None = None

    @property
    def key(self) -> str:
        """One text of it, by which a form says whom it has looked for."""
        born_on = self.born_on.isoformat() if self.born_on else ""
        return f"{self.identity_number}|{self.tax_code}|{self.phone}|{self.name}|{born_on}"


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One line of the receipt's list of papers."""

    name: str
    copy_kind: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Payment:
    """
    Money taken at the counter.

    :param amount: đồng.
    :param receipt_number: of the finance receipt (biên lai), which is no form of ours.
    """

    amount: int
    payer: str
    receipt_number: str
    way: Way = Way.CASH


@dataclass(frozen=True, slots=True)
class Refund:
    """
    Money given back at the desk.

    :param amount: đồng.
    :param payee: to whom.
    """

    amount: int
    payee: str
    ground: RefundGround
    way: Way = Way.CASH


@dataclass(frozen=True, slots=True)
class Intake:
    """
    A dossier as it is put on the counter.

    :param desk_id: the agency whose desk receives.
    :param pages: pages of the paper to be certified, where a fee is by the page.
    :param exemption: of the catalogue, whose proof is ``exemption_paper``; empty for none.
    :param postal_number: of the postal item that it came in.
    :param received_at: when it came, None for the moment of the act.
    :param late_reason: why it is entered later than it came.
    """

    desk_id: int
    procedure_code: str
    case_key: str
    parties: tuple[PartyFacts, ...]
    papers: tuple[PaperFacts, ...]
    delivery: Delivery = Delivery.COUNTER
    channel: Channel = Channel.COUNTER
    subject: str = ""
    copies: int = 1
    pages: int | None = None
    money_receipt: str = ""
    exemption: str = ""
    exemption_paper: str = ""
    postal_number: str = ""
    received_at: datetime | None = None
    late_reason: str = ""

    def party(self, role: PartyRole) -> PartyFacts | None:
        """Return the party of this role, if the dossier has one."""
        return next((party for party in self.parties if party.role is role), None)

    @property
    def applicant(self) -> PartyFacts:
        """The applicant, whom every dossier has."""
        return next(party for party in self.parties if party.role is PartyRole.APPLICANT)


@dataclass(frozen=True, slots=True)
class Route:
    """The agencies that a process's relations point to for one dossier, fixed at receipt."""

    desk_id: int
    lead_agency_id: int
    committee_id: int

    def place_of(self, relation: Relation) -> int | None:
        """Return where a step of this relation is done; None where the step names the agency."""
        places = {
            Relation.RECEIVING_DESK: self.desk_id,
            Relation.COMPETENT_OFFICE: self.lead_agency_id,
            Relation.COMMITTEE_ABOVE: self.committee_id,
        }
        return places.get(relation)


@dataclass(frozen=True, slots=True)
class Desk:
    """
    The receiving desk as codes, papers and messages name it.

    :param code: its 13-character agency code, for the dossier's code.
    """

    code: str
    name: str
    address: str
    phone: str

    @property
    def place(self) -> str:
        """Where one goes: the agency, and its address where it is on record."""
        return ", ".join(filter(None, (self.name, self.address)))


@dataclass(frozen=True, slots=True)
class Promise:
    """What the desk is about to promise: by whom, until when, for how much."""

    version: VersionFacts
    process: Process
    route: Route
    desk: Desk
    limit: Limit
    due: Due
    fees: tuple[FeeLine, ...]
    exemption: Exemption | None = None

    @property
    def charged(self) -> int:
        """Đồng to pay in all; what has no known amount counts nothing."""
        return sum(fee.to_pay for fee in self.fees)

    @property
    def spared(self) -> int:
        """Đồng that an exemption takes off."""
        return sum(fee.spared for fee in self.fees)

    @property
    def is_fee_known(self) -> bool:
        """Whether every sum is on record."""
        return amount_due(self.fees) is not None

    @property
    def due_lines(self) -> list[dict[str, Any]]:
        """The due date's explanation as it is kept with the dossier."""
        return [
            {
                "from": line.from_at.isoformat(),
                "to": line.to_at.isoformat(),
                "amount": str(line.amount),
                "unit": str(line.unit),
                "text": line.words.text,
                "facts": {name: str(fact) for name, fact in line.words.facts.items()},
                "rule": line.rule,
                "source": line.source,
            }
            for line in self.due.lines
        ]
