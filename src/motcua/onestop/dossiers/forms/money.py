"""What is asked for when money changes hands at the desk."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.forms.acting import LONGEST_NOTE, ActForm, SeenForm
from motcua.onestop.dossiers.intake import Payment, Refund
from motcua.onestop.dossiers.rules import (
    GROUNDS,
    GroundDoesNotFit,
    ProofOfExemptionNeeded,
    ReasonNeeded,
    RefundGround,
)
from motcua.onestop.payments.rules import (
    Balance,
    MoreThanOwed,
    MoreThanPaid,
    NothingCollected,
    ReceiptOfAnother,
    ReceiptUsed,
    Way,
    check_collected,
    check_given_back,
)
from motcua.onestop.procedures.exemptions import Exemption, NoSuchExemption

WAYS = [(Way.CASH, _("Tiền mặt")), (Way.TRANSFER, _("Chuyển khoản"))]
WHOLE = 100
"""The percent of an exemption that spares all."""


class AmountForm(ActForm):
    """An amount that changes hands, which what was owed or paid limits."""

    def check(self, balance: Balance, amount: int) -> None:
        """
        Accept an amount of đồng.

        :raises Refusal: as the act itself would.
        """
        raise NotImplementedError


class CollectForm(AmountForm):
    """Money taken at the desk against a finance receipt."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        MoreThanOwed: "amount",
        NothingCollected: "amount",
        ReceiptUsed: "receipt_number",
        ReceiptOfAnother: "receipt_number",
    }

    amount = fields.MoneyField(label=_("Số tiền thu"))
    payer = fields.NameField(label=_("Người nộp tiền"))
    way = forms.ChoiceField(
        label=_("Cách nộp tiền"), choices=WAYS, initial=Way.CASH, widget=forms.RadioSelect
    )
    receipt_number = fields.LineField(
        label=_("Số biên lai"),
        max_length=40,
        error_messages={"required": _("Nhập số biên lai đã viết.")},
    )

    def check(self, balance: Balance, amount: int) -> None:
        """Accept no more than is owed."""
        check_collected(amount, balance.left)

    @property
    def facts(self) -> dict[str, Any]:
        """The payment as one value."""
        return {
            "payment": Payment(
                amount=self.cleaned_data["amount"],
                payer=self.cleaned_data["payer"],
                receipt_number=self.cleaned_data["receipt_number"],
                way=Way(self.cleaned_data["way"]),
            )
        }


class RefundForm(AmountForm, SeenForm):
    """Money given back at the desk: how much, to whom, why."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        MoreThanPaid: "amount",
        NothingCollected: "amount",
        GroundDoesNotFit: "ground",
        ReasonNeeded: "reason",
    }

    amount = fields.MoneyField(label=_("Số tiền hoàn"))
    payee = fields.NameField(label=_("Người nhận tiền"))
    way = forms.ChoiceField(
        label=_("Cách trả"), choices=WAYS, initial=Way.CASH, widget=forms.RadioSelect
    )
    ground = forms.ChoiceField(
        label=_("Vì sao hoàn"),
        choices=[(ground, _(words)) for ground, words in GROUNDS.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn lý do hoàn tiền.")},
    )
    reason = fields.TextField(
        label=_("Ghi rõ lý do, giấy tờ kèm theo"),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Ghi rõ lý do hoàn tiền.")},
    )

    def offer(self, grounds: Sequence[RefundGround]) -> None:
        """Show the grounds that may be true, a single one chosen already."""
        choices = [(ground, _(GROUNDS[ground])) for ground in grounds]
        self.fields["ground"].widget = forms.RadioSelect(choices=choices)
        if len(choices) == 1:
            self.initial.setdefault("ground", grounds[0])

    def check(self, balance: Balance, amount: int) -> None:
        """Accept no more than was paid."""
        check_given_back(amount, balance.paid)

    @property
    def facts(self) -> dict[str, Any]:
        """What is given back as one value, and the reason in words."""
        typed = self.cleaned_data
        refund = Refund(
            amount=typed["amount"],
            payee=typed["payee"],
            ground=RefundGround(typed["ground"]),
            way=Way(typed["way"]),
        )
        return {"refund": refund, "reason": typed["reason"], "seen": typed["seen"]}


class ReduceForm(SeenForm):
    """Who is spared what the dossier costs, by which paper."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        NoSuchExemption: "exemption",
        ProofOfExemptionNeeded: "exemption_paper",
        ReasonNeeded: "reason",
    }

    exemption = forms.CharField(label=_("Diện miễn, giảm"), required=False)
    exemption_paper = fields.LineField(
        label=_("Giấy tờ chứng minh"),
        help_text=_("Tên, số, ngày của giấy đã xem."),
        required=False,
        max_length=250,
    )
    reason = fields.TextField(
        label=_("Vì sao ghi lại"),
        max_length=LONGEST_NOTE,
        error_messages={"required": _("Ghi vì sao sửa việc miễn, giảm.")},
    )

    def offer(self, exemptions: Iterable[Exemption]) -> None:
        """Show the exemptions to choose from, and none."""
        self.fields["exemption"].widget = forms.RadioSelect(choices=exemption_choices(exemptions))


def exemption_choices(exemptions: Iterable[Exemption]) -> list[tuple[str, Any]]:
    """Return the exemptions as a form offers them, none first."""
    told = [
        (each.key, f"{each.name} ({_('miễn') if each.percent == WHOLE else f'{each.percent}%'})")
        for each in exemptions
    ]
    return [("", _("Không miễn, giảm")), *told]
