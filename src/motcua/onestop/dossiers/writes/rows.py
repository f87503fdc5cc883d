"""Rows that go with an act: words, parties, papers, files, messages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Subquery

from motcua.ground.documents import writes as documents
from motcua.ground.documents.rules import KEPT, SCANS
from motcua.ground.kernel.actor import Actor
from motcua.ground.notifications import writes as notifications
from motcua.ground.notifications.rules import Channel
from motcua.ground.trail import rules as sealing
from motcua.onestop.dossiers import letters, queries, receipts, rules, sought
from motcua.onestop.dossiers.books import STOPS, OwnBook
from motcua.onestop.dossiers.capacity import Visitor
from motcua.onestop.dossiers.events import Sealed
from motcua.onestop.dossiers.intake import Desk, PaperFacts, PartyFacts
from motcua.onestop.dossiers.models import (
    Dossier,
    DossierFile,
    HandOver,
    Note,
    Paper,
    Party,
    PostalItem,
    Result,
    WithdrawalRequest,
    WorkItem,
)
from motcua.onestop.dossiers.rules import FileKind
from motcua.onestop.procedures import queries as procedures


def write_note(dossier: Dossier, text: str, *, now: datetime) -> Sealed | None:
    """Keep an officer's words in their own row and return their seal, None for no words."""
    return seal_note(dossier, text, now=now) if text else None


def seal_note(dossier: Dossier, text: str, *, now: datetime) -> Sealed:
    """Keep an officer's words, of which there are some, in their own row; return their seal."""
    salt = sealing.new_salt()
    note = Note.objects.create(dossier=dossier, text=text, salt=salt, written_at=now)
    return Sealed(note.pk, sealing.seal(text, salt))


def write_postal_item(dossier: Dossier, number: str) -> Sealed | None:
    """Keep the number of the postal item and return its seal, None for what came by hand."""
    if not number:
        return None
    salt = sealing.new_salt()
    item = PostalItem.objects.create(dossier=dossier, number=number, salt=salt)
    return Sealed(item.pk, sealing.seal(number, salt))


def write_parties(
    dossier: Dossier, parties: Sequence[PartyFacts], *, issue: int
) -> tuple[Sealed, ...]:
    """Keep the parties as this issue of the receipt names them and return their seals."""
    return _sealed([_party(dossier, party, issue) for party in parties])


def _sealed(parties: Sequence[Party]) -> tuple[Sealed, ...]:
    """Write these rows, each with a salt of its own, and return their seals."""
    for row in parties:
        row.salt = sealing.new_salt()
    rows = Party.objects.bulk_create(parties)
    return tuple(Sealed(row.pk, sealing.seal(_spoken(row), row.salt)) for row in rows)


def _party(dossier: Dossier, party: PartyFacts, issue: int) -> Party:
    return Party(
        dossier=dossier,
        issue=issue,
        role=party.role,
        kind=party.kind,
        name=party.name,
        identity_number=party.identity_number,
        other_paper=party.other_paper,
        tax_code=party.tax_code,
        born_on=party.born_on,
        sex=party.sex,
        phone=party.phone,
        email=party.email,
        address=party.address,
        authority=party.authority,
        told_by=list(party.told_by),
        received_at=dossier.received_at,
    )


SEALED_OF_PARTY = (
    "role",
    "kind",
    "name",
    "identity_number",
    "tax_code",
    "born_on",
    "sex",
    "phone",
    "email",
    "address",
    "authority",
)
# Sealed where there is any, so that what was sealed before there were such facts stays true.
OTHER_PAPER, CONSENT = "other_paper", "told_by"


def _spoken(party: Party) -> str:
    """Return a party's facts as the one text that its seal covers."""
    said = [f"{name}={getattr(party, name)}" for name in SEALED_OF_PARTY]
    others = [f"{OTHER_PAPER}={party.other_paper}"] if party.other_paper else []
    consents = [f"{CONSENT}={','.join(party.told_by)}"] if party.told_by else []
    return "\n".join(said + others + consents)


def write_papers(dossier: Dossier, papers: Sequence[PaperFacts], *, issue: int) -> None:
    """Keep the list of papers as this issue of the receipt names them."""
    Paper.objects.bulk_create(
        Paper(
            dossier=dossier,
            issue=issue,
            position=position,
            name=paper.name,
            copy_kind=paper.copy_kind,
            quantity=paper.quantity,
        )
        for position, paper in enumerate(papers, start=1)
    )


def repeat_receipt(dossier: Dossier, *, issue: int) -> tuple[Sealed, ...]:
    """Keep people and papers of the present receipt under another issue; return their seals."""
    papers, people = queries.papers(dossier), list(queries.parties(dossier).values())
    for paper in papers:
        paper.pk, paper.issue = None, issue
    for party in people:
        party.pk, party.issue = None, issue
    Paper.objects.bulk_create(papers)
    return _sealed(people)


def renew(dossier: Dossier, parties: Sequence[PartyFacts]) -> None:
    """Write mended names where lists and searches find them; whom to tell is asked anew."""
    dossier.applicant_name = rules.called_after(parties)
    dossier.search_key = sought.key_of((party.name for party in parties), dossier.code)
    dossier.messages_stopped_at = None
    dossier.save(update_fields=["applicant_name", "search_key", "messages_stopped_at"])


def draft_before_signer(dossier: Dossier) -> DossierFile:
    """
    Return the draft of the result that lies before approver and signer.

    :raises NothingToSign: when none was proposed.
    """
    draft = queries.latest_draft(dossier.pk)
    if draft is None:
        raise rules.NothingToSign
    return draft


def keep_file(
    dossier: Dossier,
    kind: FileKind,
    content: documents.Inspected,
    *,
    paper: Paper | None = None,
    now: datetime,
) -> DossierFile:
    """
    Keep a file of the dossier; the result itself always finds room, once it is signed.

    :param paper: whose scan it is; every scan of a paper names it.
    :raises WrongType: for one that is not kept in this place.
    :raises DossierFull: if the dossier has no room for it.
    """
    if kind is not FileKind.ISSUED:
        count, size = queries.weight(dossier.pk)
        rules.check_room(count, size, content.size)
    kinds = SCANS if kind is FileKind.PAPER else KEPT
    stored = documents.store(content, kinds=kinds, now=now)
    return DossierFile.objects.create(
        dossier=dossier, kind=kind, paper=paper, stored=stored, name=stored.name, added_at=now
    )


def write_result(dossier: Dossier, *, issuer_id: int, on: date) -> Result:
    """
    Keep the numbered result of a dossier, signed by whoever signed last.

    The number is the next of the issuer's book of that kind and year; the book stays
    locked until the act ends.
    """
    kind = procedures.version(dossier.procedure_version_id).results[0]
    number = documents.take_number(agency_id=issuer_id, kind=kind.symbol, year=on.year)
    signed = WorkItem.objects.filter(dossier=dossier, outcome=rules.Verb.SIGN).order_by("-number")
    return Result.objects.create(
        dossier=dossier,
        name=kind.name,
        number=number,
        symbol=kind.symbol,
        issuer_id=issuer_id,
        year=on.year,
        issued_on=on,
        signer=Subquery(signed.values("closed_by")[:1]),
        signed_as=Subquery(signed.values("closed_as")[:1]),
    )


def write_notice(actor: Actor, dossier: Dossier, *, issuer_id: int, on: date) -> Result:
    """Keep the numbered notice of a stop."""
    number = documents.take_number(agency_id=issuer_id, kind=STOPS.symbol, year=on.year)
    return write_numbered(dossier, STOPS, number, by=actor, issuer_id=issuer_id, on=on)


def write_numbered(
    dossier: Dossier, book: OwnBook, number: int, *, by: Actor, issuer_id: int, on: date
) -> Result:
    """Enter what was numbered in a book, as whatever else the agency issues."""
    return Result.objects.create(
        dossier=dossier,
        name=book.name,
        number=number,
        symbol=book.symbol,
        issuer_id=issuer_id,
        year=on.year,
        issued_on=on,
        signer=by.name,
    )


def write_asker(dossier: Dossier, asker: Visitor) -> Sealed:
    """Keep who asked a dossier back, by which paper or whose authority, and return the seal."""
    salt = sealing.new_salt()
    row = WithdrawalRequest.objects.create(
        dossier=dossier,
        asker_name=asker.name,
        asker_paper=asker.paper,
        asker_number=asker.number,
        authority=asker.authority,
        salt=salt,
    )
    return Sealed(row.pk, sealing.seal(asker.spoken, salt))


def write_taker(dossier: Dossier, taker: Visitor) -> Sealed:
    """Keep who fetched the result, by which paper or whose authority, and return the seal."""
    salt = sealing.new_salt()
    row = HandOver.objects.create(
        dossier=dossier,
        taker_name=taker.name,
        taker_paper=taker.paper,
        taker_number=taker.number,
        authority=taker.authority,
        salt=salt,
    )
    return Sealed(row.pk, sealing.seal(taker.spoken, salt))


def addressee(dossier: Dossier) -> tuple[dict[Channel, str], Desk]:
    """Return where the citizen is told, by channel, and the desk that tells him."""
    rows = Party.objects.filter(dossier=dossier, issue=dossier.receipt_issue)
    parties = list(rows.select_related("dossier__desk"))
    desk = parties[0].dossier.desk
    to = {} if dossier.messages_stopped_at else letters.addresses(parties)
    return to, Desk(desk.qcvn_code, desk.name, desk.address, desk.phone)


def tell(
    dossier: Dossier,
    template: str,
    *,
    to: Mapping[Channel, str],
    desk: Desk,
    papers: int = 0,
    now: datetime,
) -> None:
    """
    Queue messages to the citizen, who may have agreed to none.

    :param papers: how many wait for him at the desk; of none nothing is said.
    """
    facts = {
        "code": dossier.code,
        "due_at": dossier.due_at.isoformat(),
        "agency": desk.name,
        "place": desk.place,
        "phone": desk.phone,
        "link": f"{settings.PUBLIC_URL}{receipts.FOLLOW}",
        "papers": str(papers or ""),
    }
    subject = queries.subject_of(dossier.pk)
    notifications.queue([notifications.Telling(subject, to, template, facts)], now=now)
