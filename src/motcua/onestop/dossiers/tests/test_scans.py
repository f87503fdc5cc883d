"""Scans of papers: hung on at the desk, never taken off, kept through a mended receipt."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.ground.documents.examples import DOCX, PNG, TIFF
from motcua.ground.documents.rules import WrongType
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import events, fold, queries, rules, sheets
from motcua.onestop.dossiers.actions import counter, desk
from motcua.onestop.dossiers.examples import (
    Cast,
    Life,
    applicant,
    copy_life,
    copy_matter,
    draft,
    key,
    permit_to_result,
    received,
)
from motcua.onestop.dossiers.intake import PaperFacts
from motcua.onestop.dossiers.models import DossierFile
from motcua.onestop.dossiers.tests.acts import refused

pytestmark = pytest.mark.django_db


class TestScanPaper:
    def scan(self, life: Life, actor: Actor, **facts: Any) -> rules.Done:
        usual: dict[str, Any] = {
            "form_key": key(),
            "code": life.dossier.code,
            "paper_id": queries.papers(life.dossier)[0].pk,
            "scan": draft(),
            "now": life.now,
        }
        return desk.scan_paper(actor=actor, **{**usual, **facts})

    def test_it_hangs_on_its_paper_and_moves_nothing(self, cast: Cast) -> None:
        life = copy_life(cast)
        before = fold_of(life)
        life.scan(cast.ward_receiver, name="mặt trước.pdf")
        life.scan(cast.ward_receiver, PNG, "mặt sau.png")
        sheet = sheets.sheet(cast.ward_receiver, life.dossier.code)
        (paper,) = sheet.papers
        assert [scan.name for scan in sheet.scans_of(paper)] == ["mặt trước.pdf", "mặt sau.png"]
        told = queries.history(life.dossier)[-1].body
        last = sheet.files[0]
        assert told == events.PaperScanned(
            issue=1, position=1, file_id=last.id, file_digest=last.digest
        )
        assert fold_of(life) == replace(before, version=3)
        assert list(queries.projection_differences()) == []

    def test_the_same_form_twice_is_one_scan(self, cast: Cast) -> None:
        life, form_key = copy_life(cast), key()
        for _ in range(2):
            done = self.scan(life, cast.ward_receiver, form_key=form_key)
        assert done.is_repeat
        assert DossierFile.objects.count() == 1

    def test_only_at_the_desk_that_received(self, cast: Cast) -> None:
        life = copy_life(cast)
        for actor in (cast.ward_handler, cast.ward_head):
            refused(rules.NotYours, self.scan, life, actor)
        refused(rules.NoSuchDossier, self.scan, life, cast.city_receiver)
        assert not DossierFile.objects.exists()

    @pytest.mark.parametrize(("content", "name"), [(DOCX, "to-khai.docx"), (TIFF, "quet.tiff")])
    def test_only_what_a_scanner_makes(self, cast: Cast, content: bytes, name: str) -> None:
        life = copy_life(cast)
        refused(WrongType, self.scan, life, cast.ward_receiver, scan=draft(content, name))
        assert not DossierFile.objects.exists()

    def test_only_on_a_paper_of_the_current_receipt(self, cast: Cast) -> None:
        life, other = copy_life(cast), copy_life(cast)
        (foreign,), (struck,) = (queries.papers(each.dossier) for each in (other, life))
        refused(rules.NoSuchPaper, self.scan, life, cast.ward_receiver, paper_id=foreign.pk)
        mended(life, cast.ward_receiver, PaperFacts("Giấy khai sinh", "original", 2))
        refused(rules.NoSuchPaper, self.scan, life, cast.ward_receiver, paper_id=struck.pk)

    def test_not_once_it_is_decided(self, cast: Cast) -> None:
        life = permit_to_result(cast)
        refused(rules.NotPossibleNow, self.scan, life, cast.city_receiver)

    def test_it_follows_its_paper_when_the_receipt_is_mended(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.scan(cast.ward_receiver)
        passport = PaperFacts("Hộ chiếu", "copy", 1)
        mended(life, cast.ward_receiver, passport, PaperFacts("Giấy khai sinh", "original", 2))
        sheet = sheets.sheet(cast.ward_receiver, life.dossier.code)
        assert [len(sheet.scans_of(paper)) for paper in sheet.papers] == [0, 1]
        assert sheet.loose_scans == []

    def test_it_stays_when_its_paper_is_struck_off(self, cast: Cast) -> None:
        life = copy_life(cast)
        life.scan(cast.ward_receiver)
        mended(life, cast.ward_receiver, PaperFacts("Hộ chiếu", "copy", 1))
        sheet = sheets.sheet(cast.ward_receiver, life.dossier.code)
        assert [sheet.scans_of(paper) for paper in sheet.papers] == [[]]
        assert [scan.paper_name for scan in sheet.loose_scans] == ["Giấy khai sinh"]

    def test_of_two_papers_of_one_name_it_hangs_on_its_own(self, cast: Cast) -> None:
        twins = (PaperFacts("Ảnh", "original", 1), PaperFacts("Ảnh", "copy", 1))
        life = Life(received(cast.ward_receiver, copy_matter(cast, papers=twins)))
        _, second = queries.papers(life.dossier)
        self.scan(life, cast.ward_receiver, paper_id=second.pk)
        sheet = sheets.sheet(cast.ward_receiver, life.dossier.code)
        assert [len(sheet.scans_of(paper)) for paper in sheet.papers] == [0, 1]


def fold_of(life: Life) -> fold.State:
    """Return the state that the dossier's events lead to."""
    recorded = queries.history(life.dossier)
    return fold.fold(fold.Happened(event.body, event.occurred_at) for event in recorded)


def mended(life: Life, actor: Actor, *papers: PaperFacts) -> None:
    """Put these papers on the receipt instead of those that it lists."""
    counter.mend_receipt(
        actor=actor,
        form_key=key(),
        code=life.dossier.code,
        issue=queries.by_code(actor, life.dossier.code).receipt_issue,
        parties=[applicant()],
        papers=papers,
        is_lack_accepted=True,
        now=life.now,
    )
