"""An office ends under a committee that stands: its head says which other has the work."""

import pytest

from motcua.ground.agencies.models import Succession
from motcua.ground.agencies.rules import SuccessionKind
from motcua.ground.kernel.actor import PostKind
from motcua.onestop.dossiers import examples, inheritance, queries, rules
from motcua.onestop.dossiers.actions import passing, steps
from motcua.onestop.dossiers.examples import Cast, Life, again, key
from motcua.onestop.dossiers.tests.acts import refused
from motcua.onestop.dossiers.tests.pages import Browser
from motcua.onestop.dossiers.tests.turned import AFTER, TURN, end, give, row, seated, seen_by

pytestmark = pytest.mark.django_db

ADDRESS = "/nhan-ban-giao/"


class TestOffice:
    """An office ends, its committee stands: the desk goes on, and another office has the work."""

    @pytest.fixture
    def permit(self, cast: Cast) -> Life:
        permit = examples.permit_life(cast)
        end(cast.house.planning)
        return permit

    def test_its_committees_head_sees_it_and_no_house_passes_it_on(
        self, cast: Cast, permit: Life
    ) -> None:
        head = again(cast.city_head, TURN)
        assert seen_by(head) == [permit.dossier.code]
        assert inheritance.awaiting(head, on=TURN) == []
        assert seen_by(seated(cast.house.province, PostKind.HEAD)) == []
        assert inheritance.ended_houses(TURN) == []

    def test_whoever_handles_dossiers_there_is_given_it_and_assigned(
        self, cast: Cast, permit: Life
    ) -> None:
        finance, city = cast.house.finance, cast.house.city
        give(cast.city_head, finance, permit)
        after = row(permit)
        assert (after.desk, after.lead_agency, after.committee) == (city, finance, city)
        permit.now = AFTER
        to = cast.accountant.grants[0].post_id
        permit.act(steps.assign, seated(finance, PostKind.HEAD), post_id=to)
        (item,) = queries.open_items(after)
        assert (item.agency, item.post_id) == (finance, to)
        assert list(queries.projection_differences()) == []

    @pytest.mark.parametrize("where", ["city", "planning", "department"])
    def test_nowhere_without_hands(self, cast: Cast, permit: Life, where: str) -> None:
        refused(rules.NoSuchPlace, give, cast.city_head, getattr(cast.house, where), permit)

    @pytest.mark.parametrize("role", ["planning_head", "ward_head", "planner"])
    def test_nobody_else_gives_it(self, cast: Cast, permit: Life, role: str) -> None:
        refused(rules.NotYoursToTakeIn, give, getattr(cast, role), cast.house.finance, permit)

    def test_the_page_offers_the_other_office(
        self, cast: Cast, permit: Life, browser: Browser
    ) -> None:
        browser.of(cast.city_head, at=AFTER)
        assert cast.house.finance.name in browser.get(ADDRESS)
        ticked = {"ho_so": [permit.dossier.code], "lam": "giao"}
        browser.post(ADDRESS, 302, noi_nhan=cast.house.finance.pk, **ticked)
        assert row(permit).lead_agency == cast.house.finance

    def test_where_an_office_is_recorded_its_head_takes_it_in(
        self, cast: Cast, permit: Life
    ) -> None:
        finance = cast.house.finance
        Succession.objects.create(
            predecessor=cast.house.planning,
            successor=finance,
            kind=SuccessionKind.WHOLE,
            took_effect_on=TURN,
        )
        assert seen_by(cast.city_head) == []
        head = seated(finance, PostKind.HEAD)
        (waits,) = inheritance.awaiting(head, on=TURN)
        code = waits.dossier.code
        passing.take_in(actor=head, form_key=key(), code=code, receiver_id=finance.pk, now=AFTER)
        assert row(permit).lead_agency == finance
