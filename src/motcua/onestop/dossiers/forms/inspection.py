"""What an inspector asks of the reading log."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import LineField
from motcua.onestop.dossiers.forms.days import DaysForm
from motcua.onestop.dossiers.readings import LogQuestion

LONGEST_CODE, LONGEST_NAME = 40, 100


class InspectionForm(DaysForm):
    """Which dossier, which officer, which days; nothing is everything."""

    hoso = LineField(label=_("Mã hồ sơ"), required=False, max_length=LONGEST_CODE)
    canbo = LineField(
        label=_("Tên cán bộ đang giữ vị trí"), required=False, max_length=LONGEST_NAME
    )
    field_order = ("hoso", "canbo", "tu", "den")

    def question(self, today: date) -> LogQuestion:
        """Return what is asked for; only of a valid form."""
        typed = self.cleaned_data
        return LogQuestion(
            on=typed["den"] or today,
            code=typed["hoso"].replace(" ", "").upper(),
            officer=typed["canbo"],
            since=self.since,
            until=self.until,
        )
