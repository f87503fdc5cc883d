"""How screens name what may be done to a dossier: address, button, and what it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers.rules import (
    DossierFacts,
    ItemFacts,
    Verb,
    ends_at_desk,
    verbs_at_desk,
    verbs_of_asker,
    verbs_of_head,
    verbs_on,
)
from motcua.onestop.processes.rules import Process, Step


@dataclass(frozen=True, slots=True)
class VerbWords:
    """
    One verb as the pages speak of it.

    :param slug: its part of the address.
    :param button: what the button says.
    :param done: the sentence after the act.
    :param icon: the pictogram beside its link.
    :param consequence: what follows, said before it is done.
    """

    slug: str
    button: str
    done: str
    icon: str
    consequence: str = ""


ENDED_WITHOUT_RESULT = mark(
    "Hồ sơ kết thúc, không có kết quả; tiền chưa thu thì không phải nộp nữa. "
    "Người nộp nhận lại giấy tờ; ai đồng ý nhận tin thì được báo, ai không thì gọi điện báo."
)

NEW_SECRET = mark("Giấy tiếp nhận mới có mã tra cứu mới; giấy cũ hết dùng.")

VERBS: dict[Verb, VerbWords] = {
    Verb.ASSIGN: VerbWords(
        "phan-cong", mark("Phân công"), mark("Đã phân công hồ sơ {code}"), "user-plus"
    ),
    Verb.CONFIRM: VerbWords(
        "xac-nhan",
        mark("Xác nhận đã nhận"),
        mark("Đã xác nhận nhận hồ sơ {code}"),
        "circle-check",
        mark("Từ lúc xác nhận, hồ sơ do cơ quan này giữ."),
    ),
    Verb.FORWARD: VerbWords(
        "chuyen-tiep", mark("Chuyển tiếp"), mark("Đã chuyển tiếp hồ sơ {code}"), "file-plus"
    ),
    Verb.RETURN_STEP: VerbWords(
        "chuyen-lai",
        mark("Chuyển lại bước trước"),
        mark("Đã chuyển lại hồ sơ {code}"),
        "undo-2",
        mark("Người làm bước trước nhận lại hồ sơ kèm lý do; hẹn trả giữ nguyên."),
    ),
    Verb.PROPOSE: VerbWords(
        "trinh",
        mark("Trình kết quả"),
        mark("Đã trình kết quả hồ sơ {code}"),
        "file-text",
        mark("Lãnh đạo đọc và ký đúng tệp dự thảo này."),
    ),
    Verb.GIVE_OPINION: VerbWords(
        "cho-y-kien",
        mark("Cho ý kiến"),
        mark("Đã cho ý kiến về hồ sơ {code}"),
        "file-text",
        mark("Nơi hỏi xử lý tiếp khi mọi cơ quan được hỏi đã cho ý kiến; hẹn trả giữ nguyên."),
    ),
    Verb.NOTE_SILENCE: VerbWords(
        "khong-tra-loi",
        mark("Ghi không trả lời"),
        mark("Đã ghi: cơ quan được hỏi không trả lời đúng hạn, hồ sơ {code}"),
        "circle-check",
        mark("Theo luật của thủ tục, quá hạn không trả lời coi là đồng ý; nơi ấy bị ghi trễ hạn."),
    ),
    Verb.APPROVE: VerbWords("duyet", mark("Duyệt"), mark("Đã duyệt hồ sơ {code}"), "circle-check"),
    Verb.SEND_BACK: VerbWords(
        "chuyen-lai-de-sua",
        mark("Chuyển lại để sửa"),
        mark("Đã chuyển lại hồ sơ {code} để sửa"),
        "undo-2",
        mark("Người xử lý nhận lại hồ sơ kèm lý do; hẹn trả giữ nguyên."),
    ),
    Verb.SIGN: VerbWords(
        "ky",
        mark("Ký"),
        mark("Đã ký hồ sơ {code}"),
        "pencil",
        mark("Ghi nhận việc ký trên đúng tệp dự thảo đang xem. Bản giấy vẫn ký tay, đóng dấu."),
    ),
    Verb.ISSUE: VerbWords(
        "phat-hanh",
        mark("Phát hành"),
        mark("Đã phát hành kết quả hồ sơ {code}"),
        "stamp",
        mark("Kết quả được cấp số; thời gian giải quyết tính đến lúc này."),
    ),
    Verb.COLLECT_FEE: VerbWords(
        "thu-tien", mark("Thu tiền"), mark("Đã thu tiền hồ sơ {code}"), "banknote"
    ),
    Verb.REFUND: VerbWords(
        "hoan-tien",
        mark("Hoàn tiền"),
        mark("Đã hoàn tiền hồ sơ {code}"),
        "undo-2",
        mark("Khoản hoàn có số riêng trong sổ, vào bảng kê hôm nay; không xóa được."),
    ),
    Verb.REDUCE_FEE: VerbWords(
        "mien-giam",
        mark("Miễn, giảm"),
        mark("Đã ghi miễn, giảm của hồ sơ {code}"),
        "pencil",
        mark("Số tiền phải nộp được tính lại. Đã thu thừa thì hoàn bằng nút Hoàn tiền."),
    ),
    Verb.SCAN_PAPER: VerbWords(
        "them-ban-quet", mark("Thêm bản quét"), mark("Đã thêm bản quét vào hồ sơ {code}"), "upload"
    ),
    Verb.HAND_OVER: VerbWords(
        "tra-ket-qua", mark("Trả kết quả"), mark("Đã trả kết quả hồ sơ {code}"), "id-card"
    ),
    Verb.MEND_RECEIPT: VerbWords(
        "sua-giay-tiep-nhan",
        mark("Sửa giấy tiếp nhận"),
        mark("Đã sửa giấy tiếp nhận hồ sơ {code}"),
        "pencil",
        NEW_SECRET,
    ),
    Verb.REISSUE_RECEIPT: VerbWords(
        "cap-lai-giay-tiep-nhan",
        mark("Cấp lại giấy tiếp nhận"),
        mark("Đã cấp lại giấy tiếp nhận hồ sơ {code}; in giấy mới"),
        "file-plus",
        NEW_SECRET,
    ),
    Verb.STOP: VerbWords(
        "dung-giai-quyet",
        mark("Dừng giải quyết"),
        mark("Đã dừng giải quyết hồ sơ {code}"),
        "file-x",
        ENDED_WITHOUT_RESULT,
    ),
    Verb.ASK_WITHDRAWAL: VerbWords(
        "yeu-cau-rut",
        mark("Ghi yêu cầu rút"),
        mark("Đã ghi yêu cầu rút hồ sơ {code}"),
        "undo-2",
        mark("Không ai xử lý hồ sơ cho đến khi lãnh đạo quyết định; hẹn trả vẫn tính."),
    ),
    Verb.AGREE_WITHDRAWAL: VerbWords(
        "dong-y-cho-rut",
        mark("Đồng ý cho rút"),
        mark("Đã đồng ý cho rút hồ sơ {code}"),
        "circle-check",
        ENDED_WITHOUT_RESULT,
    ),
    Verb.DECLINE_WITHDRAWAL: VerbWords(
        "khong-cho-rut",
        mark("Không cho rút"),
        mark("Đã trả lời không cho rút hồ sơ {code}"),
        "file-x",
        mark("Hồ sơ trở lại đúng bước và người đang giữ; người nộp đồng ý nhận tin thì được báo."),
    ),
    Verb.RETURN_PAPERS: VerbWords(
        "tra-lai-giay-to",
        mark("Trả lại giấy tờ"),
        mark("Đã trả lại giấy tờ của hồ sơ {code}"),
        "id-card",
    ),
    Verb.TRANSFER: VerbWords(
        "chuyen-co-quan",
        mark("Chuyển cơ quan khác"),
        mark("Đã chuyển hồ sơ {code} sang cơ quan khác"),
        "file-plus",
        mark("Hồ sơ vẫn do cơ quan này giữ đến khi nơi nhận xác nhận; hẹn trả giữ nguyên."),
    ),
    Verb.DECLINE: VerbWords(
        "khong-nhan",
        mark("Không nhận"),
        mark("Đã trả hồ sơ {code} về nơi chuyển"),
        "undo-2",
        mark("Hồ sơ về lại nơi chuyển kèm lý do; hẹn trả giữ nguyên."),
    ),
    Verb.TAKE_OVER: VerbWords(
        "nhan-thay",
        mark("Nhận thay"),
        mark("Đã nhận thay hồ sơ {code}"),
        "user-plus",
        mark("Việc chuyển hẳn sang anh/chị; người đang giữ được báo ở Bàn làm việc."),
    ),
    Verb.CORRECT_WORDS: VerbWords(
        "dinh-chinh",
        mark("Đính chính lời đã ghi"),
        mark("Đã đính chính hồ sơ {code}"),
        "pencil",
        mark("Nội dung cũ không bị xóa: vẫn đọc được, kèm nội dung đúng và lý do."),
    ),
    Verb.CORRECT_TAKER: VerbWords(
        "dinh-chinh-nguoi-nhan",
        mark("Đính chính người nhận"),
        mark("Đã đính chính người nhận của hồ sơ {code}"),
        "pencil",
        mark("Tên đã ghi không bị xóa, tên đúng ghi bên cạnh; hồ sơ vẫn ở tình trạng đã trả."),
    ),
    Verb.RECALL_RESULT: VerbWords(
        "thu-hoi-ket-qua",
        mark("Thu hồi kết quả"),
        mark("Đã thu hồi kết quả hồ sơ {code}"),
        "undo-2",
        mark(
            "Kết quả có sai sót được làm lại từ bước trình; số đã cấp không dùng nữa, hẹn trả giữ "
            "nguyên. Báo người nộp chưa đến nhận: ai đồng ý nhận tin thì hệ thống báo, "
            "ai không thì gọi điện báo."
        ),
    ),
    Verb.LINK: VerbWords(
        "lien-ket",
        mark("Liên kết hồ sơ"),
        mark("Đã liên kết hồ sơ {code}"),
        "file-plus",
        mark("Người không xem được hồ sơ kia thì không thấy liên kết."),
    ),
    Verb.UNLINK: VerbWords(
        "bo-lien-ket",
        mark("Bỏ liên kết"),
        mark("Đã bỏ liên kết của hồ sơ {code}"),
        "file-x",
    ),
}

BY_SLUG = {words.slug: verb for verb, words in VERBS.items()}

# Acts that need nothing typed: one button on the dossier's page does them.
DONE_AT_ONCE = frozenset({Verb.CONFIRM, Verb.FORWARD, Verb.APPROVE})

# What may be done to several items of the list at once, each by itself.
OF_MANY = (Verb.FORWARD, Verb.APPROVE, Verb.ASSIGN)

# Acts of the desk that belong to the dossier, not to one of its work items.
AT_DESK = frozenset(
    {Verb.COLLECT_FEE, Verb.REFUND, Verb.REDUCE_FEE, Verb.SCAN_PAPER}
    | {Verb.MEND_RECEIPT, Verb.REISSUE_RECEIPT, Verb.ASK_WITHDRAWAL, Verb.RETURN_PAPERS}
)

# Acts of the head of the agency that holds the dossier, on it as a whole.
OF_HEAD = frozenset({Verb.STOP, Verb.AGREE_WITHDRAWAL, Verb.DECLINE_WITHDRAWAL})

# Acts on what the history says, by whoever wrote it or the head of his agency.
OF_HISTORY = frozenset({Verb.CORRECT_WORDS, Verb.CORRECT_TAKER, Verb.RECALL_RESULT})

# What links dossiers, by whoever sees both.
OF_LINKS = frozenset({Verb.LINK, Verb.UNLINK})

WITHOUT_ITEM = AT_DESK | OF_HEAD | OF_HISTORY | OF_LINKS

# What ends, mends or takes is possible at any time, and so never what comes next.
EXCEPTIONAL = frozenset({Verb.STOP, Verb.ASK_WITHDRAWAL, Verb.TAKE_OVER, Verb.REISSUE_RECEIPT})
NEVER_NEXT = EXCEPTIONAL | OF_HISTORY | OF_LINKS

# After these the officer still has the dossier before him; after others, his list.
STAYS = WITHOUT_ITEM | {Verb.TAKE_OVER, Verb.NOTE_SILENCE, Verb.CONFIRM, Verb.ISSUE, Verb.HAND_OVER}

DONE_BEFORE = mark("Việc này đã làm rồi; đây là kết quả lần đó.")


def done(verb: Verb, *, code: str, is_repeat: bool) -> Words:
    """Return the sentence that tells what an act has led to."""
    return Words(DONE_BEFORE) if is_repeat else Words(VERBS[verb].done, {"code": code})


@dataclass(frozen=True, slots=True)
class Deed:
    """
    Something that the officer before the page may do now.

    :param item: the number of the work item; None for an act on the dossier as a whole.
    """

    verb: Verb
    item: int | None
    button: str
    consequence: str

    @property
    def icon(self) -> str:
        """The pictogram beside its link."""
        return VERBS[self.verb].icon

    @property
    def is_done_at_once(self) -> bool:
        """Whether its button does it, without a page in between."""
        return self.verb in DONE_AT_ONCE


@dataclass(frozen=True, slots=True)
class Deeds:
    """
    What may be done about one open work item, or to the dossier; nothing impossible is in it.

    :param title: what the box is called.
    :param step: the step's name, empty for the dossier as a whole.
    :param place: which step of how many, as "3" of "6".
    :param is_pressing: whether the first is what comes next, and so a button.
    """

    deeds: tuple[Deed, ...]
    title: str = mark("Việc làm được bây giờ")
    step: str = ""
    place: int = 0
    count: int = 0
    is_pressing: bool = True

    @property
    def first(self) -> Deed:
        """The main one: the button."""
        return self.deeds[0]

    @property
    def others(self) -> tuple[Deed, ...]:
        """The rest: links; all of them where nothing presses."""
        return self.deeds[1:] if self.is_pressing else self.deeds


def deeds_on(
    actor: Actor, item: ItemFacts, step: Step, process: Process, *, now: datetime
) -> Deeds | None:
    """Return what the actor may do about an open work item; None for nothing."""
    found = (*verbs_on(actor, item), *verbs_of_asker(actor, item, now))
    if not found:
        return None
    return Deeds(
        tuple(
            Deed(verb, item.number, button(verb, step), VERBS[verb].consequence) for verb in found
        ),
        step=step.name,
        place=process.steps.index(step) + 1,
        count=len(process.steps),
        is_pressing=found[0] not in NEVER_NEXT,
    )


def deeds_at_desk(
    actor: Actor,
    facts: DossierFacts,
    *,
    desk_id: int,
    money_left: int,
    money_kept: int,
    has_papers: bool,
    has_cashier: bool,
    has_exemptions: bool = False,
) -> Deeds | None:
    """Return what the receiving desk may do besides its work items; None for nothing."""
    found = verbs_at_desk(
        actor,
        desk_id=desk_id,
        status=facts.status,
        money_left=money_left,
        money_kept=money_kept,
        has_papers=has_papers,
        has_cashier=has_cashier,
        has_exemptions=has_exemptions,
    )
    ends = ends_at_desk(actor, facts, desk_id=desk_id)
    return _on_dossier((*found, *ends), mark("Việc của quầy"))


def deeds_of_head(actor: Actor, facts: DossierFacts) -> Deeds | None:
    """Return what the head of the agency that holds the dossier may do to it; None for nothing."""
    return _on_dossier(verbs_of_head(actor, facts), mark("Việc của lãnh đạo"))


def deeds_on_history(found: Iterable[Verb]) -> Deeds | None:
    """Return what the officer may put right or add to what was recorded; None for nothing."""
    return _on_dossier(found, mark("Ghi chép"))


def _on_dossier(found: Iterable[Verb], title: str) -> Deeds | None:
    deeds = tuple(Deed(verb, None, VERBS[verb].button, VERBS[verb].consequence) for verb in found)
    return Deeds(deeds, title, is_pressing=deeds[0].verb not in NEVER_NEXT) if deeds else None


def button(verb: Verb, step: Step) -> str:
    """Return what the button says: the process's own word for the way out, if it is one."""
    names = {outcome.key.value: outcome.name for outcome in step.outcomes}
    return names.get(verb.value, VERBS[verb].button)
