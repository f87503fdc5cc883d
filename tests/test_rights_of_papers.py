"""Who prints the papers of a day: a desk's register, and the cash sheet of who took its money."""

from typing import Any

import pytest
from django.urls import reverse

from motcua.ground.documents.tests.reading import texts
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.examples import applicant, copy_life
from motcua.onestop.dossiers.views import cash
from tests.everybody import everybody
from tests.onlooker import Onlooker
from tests.tables import taken_out
from tests.told_rights import UNSEEN, table

pytestmark = [pytest.mark.long, pytest.mark.django_db]
HEADING = "## The papers of a day"
REGISTER, SHEET = "register of his desk", "sheet of the ward's receiver"


class Printer(Onlooker):
    """Somebody who opens, prints and takes out the papers of a day; every way must agree."""

    def paper(self, page: str, *place: Any) -> str:
        """Return the text of a page or of a PDF, empty where there is none for him."""
        response: Any = self.client.get(reverse(f"dossiers:{page}", args=place))
        content = b"".join(response)
        if response.status_code in {403, 404}:
            return ""
        assert response.status_code == 200
        is_pdf = response["Content-Type"] == "application/pdf"
        return " ".join(texts(content)) if is_pdf else content.decode()

    def in_register(self) -> str:
        """Say whether the copy stands in the register that he opens."""
        read = self.paper("register"), self.paper("register_pdf")
        table = taken_out(self, "so-theo-doi", {}) or ""
        return told(*read, table)

    def on_sheet(self, holder: Actor) -> str:
        """Say whether he reads the sheet of who took the copy's money."""
        day = self.life.now.date()
        place = self.life.dossier.desk_id, holder.user_id, day
        asked = dict(zip((cash.AGENCY, cash.USER, cash.DAY), map(str, place), strict=True))
        read = self.paper("sheet", *place), self.paper("sheet_pdf", *place)
        table = taken_out(self, "bang-ke-thu", asked) or ""
        return told(*read, table)


def told(*read: str) -> str:
    """Return the word of the table: every way tells whose copy it is, or none does."""
    (tells,) = {applicant().name in text for text in read}
    return "prints" if tells else UNSEEN


def test_who_prints_the_papers_of_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, cast = table(HEADING), examples.province()
    life = copy_life(cast)
    life.pay(cast.ward_receiver, 1_000)
    people = everybody(cast, HEADING)  # a cashier among them, who takes what comes after
    monkeypatch.setattr("django.utils.timezone.now", lambda: life.now)
    for row in rows:
        who = Printer(people[row["post"]], life)
        found = {REGISTER: who.in_register(), SHEET: who.on_sheet(cast.ward_receiver)}
        assert {"post": row["post"], **found} == row
