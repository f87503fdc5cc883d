"""How and when paper reached the desk: across the counter now, before, or by the public post."""

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.design.speech import no
from motcua.ground.kernel import dates
from motcua.onestop.dossiers import rules
from motcua.onestop.procedures.rules import Channel


class Came(StrEnum):
    """How the paper on the counter came there."""

    ACROSS = "across"
    BEFORE = "before"
    BY_POST = "by_post"


WAYS = [
    (Came.ACROSS, _("Tại quầy")),
    (Came.BEFORE, _("Tại quầy, nhập muộn")),
    (Came.BY_POST, _("Bưu chính công ích")),
]


class ArrivalForm(forms.Form):
    """
    When the paper came, and by which postal item.

    :param now: the moment of entering, in local time; what came then need not say so.
    """

    came = forms.ChoiceField(label=_("Cách nộp"), choices=WAYS, required=False)
    postal_number = fields.LineField(label=_("Số hiệu bưu gửi"), max_length=40, required=False)
    received_on = fields.DateField(label=_("Ngày nhận"), required=False)
    received_time = fields.TimeField(label=_("Giờ nhận"), required=False)
    late_reason = fields.LineField(label=_("Lý do nhập muộn"), max_length=500, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.now = dates.local(now)

    def clean(self) -> dict[str, Any]:
        """Ask for what the way of coming makes necessary, by the rule that the act asks."""
        cleaned = cast("dict[str, Any]", super().clean())
        if self.way is Came.ACROSS:
            for name in self.fields.keys() - {"came"}:
                self.errors.pop(name, None)
            return {**cleaned, "received_at": self.now}
        if not self.errors:
            cleaned["received_at"] = self._moment(cleaned)
        return cleaned

    @property
    def way(self) -> Came:
        """How the paper came; a form that does not say so lies on the counter."""
        typed = self["came"].value()
        return Came(typed) if typed in {*Came} else Came.ACROSS

    def _moment(self, cleaned: Mapping[str, Any]) -> datetime:
        """Return when the paper came, and say at its field what is wrong with it."""
        on: date = cleaned["received_on"] or self.now.date()
        at: time | None = cleaned["received_time"]
        if at is None and (on != self.now.date() or self.way is Came.BEFORE):
            self.add_error("received_time", _("Nhập giờ nhận theo dạng 08:30."))
            return self.now
        moment = datetime.combine(on, at, tzinfo=self.now.tzinfo) if at else self.now
        try:
            self._check(moment, cleaned)
        except (rules.NotReceivedYet, rules.TooLateToEnter) as refusal:
            self.add_error("received_on", no(refusal))
            return self.now
        except rules.LateReasonNeeded as refusal:
            self.add_error("late_reason", no(refusal))
        except rules.PostalNumberNeeded as refusal:
            self.add_error("postal_number", no(refusal))
        return moment

    def _check(self, moment: datetime, cleaned: Mapping[str, Any]) -> None:
        rules.check_arrival(
            moment,
            reason=cleaned["late_reason"],
            channel=self.channel,
            postal_number=cleaned["postal_number"],
            now=self.now,
        )

    @property
    def channel(self) -> Channel:
        """The channel that the dossier is counted by."""
        return Channel.POST if self.way is Came.BY_POST else Channel.COUNTER

    @property
    def facts(self) -> dict[str, Any]:
        """What the intake says of it, nothing of a moment that nobody typed; of a valid form."""
        cleaned, way = self.cleaned_data, self.way
        told = cleaned["received_at"]
        return {
            "channel": self.channel,
            "received_at": None if told == self.now else told,
            "late_reason": "" if way is Came.ACROSS else cleaned["late_reason"],
            "postal_number": cleaned["postal_number"] if way is Came.BY_POST else "",
        }


def told_of(typed: Mapping[str, str], now: datetime) -> tuple[Channel, datetime]:
    """Return the channel and the moment that a promise rests on, by what was typed so far."""
    form = ArrivalForm(typed, now=now)
    form.full_clean()
    return form.channel, form.cleaned_data.get("received_at", now)
