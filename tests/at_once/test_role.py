"""What the application's role may not do, whatever the application tries."""

from typing import LiteralString

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from psycopg.errors import InsufficientPrivilege
from psycopg.sql import SQL, Identifier

from motcua.ground.trail.models import Event, Head
from motcua.onestop.dossiers.examples import Cast
from motcua.onestop.dossiers.models import Reading
from motcua.onestop.payments.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


class TestRole:
    """What even a bug in the application cannot do."""

    def refused(self, statement: str, model: "type[Model]") -> bool:
        table = SQL(statement).format(Identifier(model._meta.db_table))
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(table)
        except DatabaseError as error:
            return isinstance(error.__cause__, InsufficientPrivilege)
        return False

    @pytest.mark.parametrize(
        ("model", "change"),
        [
            (Event, "UPDATE {} SET body = ''"),
            (Head, "UPDATE {} SET digest = ''"),
            (Reading, "UPDATE {} SET name = ''"),
            (Entry, "UPDATE {} SET amount = 1"),
        ],
    )
    def test_what_happened_is_not_changed(
        self, cast: Cast, model: "type[Model]", change: LiteralString
    ) -> None:
        assert self.refused(change, model)
        assert self.refused("DELETE FROM {}", model)
        assert self.refused("TRUNCATE {} CASCADE", model)

    def test_heads_are_the_databases_own(self, cast: Cast) -> None:
        assert self.refused("INSERT INTO {} VALUES ('dossier', '1', 1, '', now())", Head)
