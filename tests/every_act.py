"""Every act of the house, as the matrix of rights tries it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from motcua.ground.kernel.actor import Actor, Proof
from motcua.onestop.dossiers import examples, queries
from motcua.onestop.dossiers.actions import counter, desk, endings, hands, opinions, steps
from motcua.onestop.dossiers.examples import OWNER, WHY, Life, applicant
from motcua.onestop.dossiers.intake import PaperFacts, Payment, Refund
from motcua.onestop.dossiers.rules import RefundGround, Verb
from tests.records import acts_on_records


def acts(life: Life, item: int, actor: Actor) -> dict[Verb, Callable[..., Any]]:
    """Return every act with all that it needs but the right to do it."""
    now = life.now + timedelta(minutes=1)
    draft = queries.latest_draft(life.dossier.pk)
    digest = draft.stored.digest if draft else ""
    proof = Proof(actor.user_id or 0, "password", now)
    on_item: dict[Verb, Callable[..., Any]] = {
        Verb.ASSIGN: partial(steps.assign, post_id=1),
        Verb.TRANSFER: partial(hands.transfer, agency_id=1, reason="Thuộc nơi khác."),
        Verb.DECLINE: partial(hands.decline, reason="Không thuộc lĩnh vực."),
        Verb.TAKE_OVER: partial(hands.take_over, holder_id=holder(life), reason="Giúp."),
        Verb.CONFIRM: steps.confirm,
        Verb.FORWARD: steps.forward,
        Verb.RETURN_STEP: partial(steps.return_step, reason="Thiếu ảnh."),
        Verb.PROPOSE: partial(steps.propose, draft=examples.draft()),
        Verb.GIVE_OPINION: partial(opinions.give_opinion, agrees=True, opinion="Đồng ý."),
        Verb.NOTE_SILENCE: opinions.note_silence,
        Verb.APPROVE: steps.approve,
        Verb.SEND_BACK: partial(steps.send_back, reason="Thiếu ảnh."),
        Verb.SIGN: partial(steps.sign, digest=digest, proof=proof),
        Verb.ISSUE: steps.issue,
        Verb.HAND_OVER: partial(
            desk.hand_over,
            **OWNER,
            reason="Hộ nghèo.",
        ),
    }
    papers = [PaperFacts("Giấy khai sinh", "original", 1)]
    listed = queries.papers(life.dossier)
    return {
        **{verb: partial(act, item=item, now=now) for verb, act in on_item.items()},
        Verb.COLLECT_FEE: partial(
            desk.collect_fee, payment=Payment(1, "Uyên", f"BL-{life.dossier.pk}"), now=now
        ),
        Verb.REFUND: partial(
            desk.refund,
            seen=life.seen(),
            refund=Refund(1, "Uyên", RefundGround.WRONG),
            reason="Thừa.",
            now=now,
        ),
        Verb.REDUCE_FEE: partial(
            desk.reduce_fee,
            seen=life.seen(),
            exemption="",
            exemption_paper="",
            reason="Nhầm.",
            now=now,
        ),
        Verb.SCAN_PAPER: partial(
            desk.scan_paper, paper_id=listed[0].pk, scan=examples.draft(), now=now
        ),
        Verb.MEND_RECEIPT: partial(
            counter.mend_receipt,
            issue=1,
            parties=[applicant()],
            papers=papers,
            is_lack_accepted=True,
            now=now,
        ),
        Verb.REISSUE_RECEIPT: partial(
            counter.reissue_receipt, seen=life.seen(), reason="Mất giấy.", now=now
        ),
        Verb.STOP: partial(endings.stop, **WHY, now=now),
        Verb.ASK_WITHDRAWAL: partial(endings.ask_withdrawal, **OWNER, reason="Đổi ý.", now=now),
        Verb.AGREE_WITHDRAWAL: partial(endings.agree_withdrawal, now=now),
        Verb.DECLINE_WITHDRAWAL: partial(endings.decline_withdrawal, reason="Đã xong.", now=now),
        Verb.RETURN_PAPERS: partial(endings.return_papers, **OWNER, now=now),
        **acts_on_records(life, now=now),
    }


def holder(life: Life) -> int | None:
    """Return the seat that the first open work item lies with."""
    return next((item.post_id for item in queries.open_items(life.dossier)), None)
