"""What the tests of the counter share: a form as it is sent."""

from typing import Any

from motcua.onestop.dossiers.examples import COPY, TODAY, Cast, key
from motcua.onestop.dossiers.forms.intake import PartiesForm


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    """Return a copy to be certified, as the counter's form sends it."""
    facts = {
        "thu-tuc": COPY,
        "quay": str(cast.house.ward.pk),
        "truong-hop": "chung",
        "form_key": key(),
        "kind": "person",
        "name": "nguyễn thị phương uyên",
        "identity_number": "074 189 004 712",
        "born_on": "17/05/1989",
        "sex": "Nữ",
        "phone": "0918 204 386",
        "email": "",
        "address": "12 Yersin, Phú Cường",
        "filed_by": "applicant",
        "paper_0_has": "on",
        "paper_0_kind": "original",
        "paper_0_quantity": "1",
        "paper_1_kind": "original",
        "paper_1_quantity": "1",
        "paper_2_kind": "original",
        "paper_2_quantity": "1",
        "pages": "3",
        "copies": "2",
        "pay": "later",
        "delivery": "counter",
    }
    facts |= changes
    person = PartiesForm(facts, today=TODAY).likeness
    # The page has looked for whom was typed.
    return {"looked": person.key, **facts}
