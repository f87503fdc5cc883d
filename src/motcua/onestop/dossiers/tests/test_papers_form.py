"""The checklist of an intake: what is wrong with a paper names it."""

import pytest

from motcua.onestop.dossiers.forms.intake.papers import PapersForm
from motcua.onestop.procedures.rules import Case, Requirement

PAPER = Requirement("Giấy khuyết tật từ 81% trở lên", 1, 0, electronic=False, is_required=True)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "nhập số bản."),
        ("x", "nhập số bản bằng chữ số."),
        ("0", "số bản ít nhất là 1."),
        ("9999", "số bản nhiều nhất là 200."),
    ],
)
def test_a_wrong_quantity_is_told_by_the_name_of_its_paper(typed: str, says: str) -> None:
    case = Case("mot", "Một", (PAPER,))
    form = PapersForm({"paper_0_has": "on", "paper_0_quantity": typed}, case=case)
    assert form.errors["paper_0_quantity"] == [f"{PAPER.name}: {says}"]
