"""Addresses of dossiers: the counter, the officer's list, one dossier with its acts and papers."""

from datetime import date

from django.urls import path, register_converter

from motcua.onestop.dossiers.presentation.verbs import BY_SLUG, VERBS, WITHOUT_ITEM
from motcua.onestop.dossiers.rules import Verb
from motcua.onestop.dossiers.views import (
    acts,
    answers,
    cash,
    dossier,
    drafts,
    export,
    inspection,
    intake,
    labels,
    many,
    mending,
    numbers,
    pressing,
    reassign,
    register,
    saved,
    search,
    slips,
    taking_in,
    work,
)


class ItemVerb:
    """A verb of a work item in an address."""

    verbs = frozenset(VERBS) - WITHOUT_ITEM
    regex = "|".join(sorted(VERBS[verb].slug for verb in verbs))

    def to_python(self, value: str) -> Verb:
        """Return the verb that the address names."""
        return BY_SLUG[value]

    def to_url(self, value: Verb) -> str:
        """Return the verb as addresses name it."""
        return VERBS[value].slug


class DossierVerb(ItemVerb):
    """A verb of the desk or the head, on the dossier as a whole, in an address."""

    verbs = WITHOUT_ITEM
    regex = "|".join(sorted(VERBS[verb].slug for verb in verbs))


class Day:
    """A day in an address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the day; one that no calendar has is no address."""
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        """Return the day as addresses name it."""
        return value.isoformat()


register_converter(Day, "day")
register_converter(ItemVerb, "item_verb")
register_converter(DossierVerb, "dossier_verb")

app_name = "dossiers"
urlpatterns = [
    path("tiep-nhan/", intake.intake, name="intake"),
    path("tiep-nhan/nhan/", intake.receive, name="receive"),
    path("tiep-nhan/goi-y/", intake.suggest, name="suggest"),
    path("tiep-nhan/the/", drafts.read_card, name="read_card"),
    path("tiep-nhan/nhap/", drafts.keep_draft, name="keep_draft"),
    path("tiep-nhan/nhap/mo-lai/", drafts.resume_draft, name="resume_draft"),
    path("tiep-nhan/nhap/bo/", drafts.drop_draft, name="drop_draft"),
    path("tiep-nhan/tu-choi/", answers.refuse, name="refuse"),
    path("tiep-nhan/<str:code>/", answers.received, name="received"),
    path("nhan-ban-giao/", taking_in.taking_in, name="taking_in"),
    path("so-theo-doi/", register.register, name="register"),
    path("so-theo-doi/in/", register.register_pdf, name="register_pdf"),
    path("nhan-ho-so/", labels.labels, name="labels"),
    path("nhan-ho-so/in/", labels.labels_pdf, name="labels_pdf"),
    path("so-cap-so/", numbers.number_books, name="number_books"),
    path("thu-tien/", cash.to_collect, name="to_collect"),
    path("bang-ke-thu/", cash.sheets, name="sheets"),
    path("bang-ke-thu/<int:agency_id>/<int:user_id>/<day:day>/", cash.sheet, name="sheet"),
    path(
        "bang-ke-thu/<int:agency_id>/<int:user_id>/<day:day>/in/", cash.sheet_pdf, name="sheet_pdf"
    ),
    path("viec/", work.my_work, name="work"),
    path("viec/giao-lai/", reassign.reassign, name="reassign"),
    path("viec/nhieu-viec/", many.many, name="many"),
    path("viec/cach-xem/", saved.saved_views, name="saved_views"),
    path("viec/den-han/", pressing.pressing, name="pressing"),
    path("tim-ho-so/", search.search, name="search"),
    path("nhat-ky-xem/", inspection.openings, name="openings"),
    path("nhat-ky-xem/luot-tim/", inspection.searches, name="searches"),
    path("nhat-ky-xem/luot-xuat/", inspection.exports, name="exports"),
    path("xuat-bang/<str:name>/", export.export, name="export"),
    path("ho-so/<str:code>/", dossier.dossier, name="dossier"),
    path("ho-so/<str:code>/nhat-ky-xem/", inspection.readings, name="readings"),
    path("ho-so/<str:code>/viec/<int:item>/<item_verb:verb>/", acts.act, name="act"),
    path("ho-so/<str:code>/sua-giay-tiep-nhan/", mending.mend_receipt, name="mend_receipt"),
    path("ho-so/<str:code>/<dossier_verb:verb>/", acts.act, name="act_on_dossier"),
    path("ho-so/<str:code>/tep/<int:file_id>/", slips.file, name="file"),
    path("ho-so/<str:code>/giay-tiep-nhan/", slips.receipt, name="receipt"),
    path("ho-so/<str:code>/phieu-tu-choi/", slips.refusal_slip, name="refusal_slip"),
    path("ho-so/<str:code>/thong-bao-dung/", slips.stop_notice, name="stop_notice"),
    path("ho-so/<str:code>/phieu-kiem-soat/", slips.control_slip, name="control_slip"),
]
