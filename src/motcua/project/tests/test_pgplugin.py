"""That a test which commits leaves the database as the migrations left it."""

import pytest
from django.db import connection

COUNT = "SELECT (SELECT count(*) FROM trail_ledger), (SELECT count(*) FROM access_user)"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_what_is_committed_is_gone_and_what_was_there_is_back(time: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        assert cursor.fetchone() == (1, 0)
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("DELETE FROM trail_ledger")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute(
            "INSERT INTO access_user (username, full_name, email, is_active, password, language)"
            " VALUES ('an', 'An', '', true, '', '')"
        )
