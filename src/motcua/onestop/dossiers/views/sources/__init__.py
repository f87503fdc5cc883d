"""The lists that may be taken out as tables: who has each, and what its columns say."""

from datetime import datetime

from django.http import QueryDict
from django.utils.translation import gettext

from motcua.ground.documents.tables import Head
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.actions.exporting import Table
from motcua.onestop.dossiers.views.sources import books, logs, money, search, work
from motcua.onestop.dossiers.views.sources.source import Asking, Source


def table(name: str, viewer: Actor, question: QueryDict, now: datetime) -> Table:
    """
    Return a list as its viewer may take it out.

    :param viewer: with the rights alone by which he has the list.
    :raises ListUnclear: when what is asked of it is no question.
    """
    source = SOURCES[name]
    taken = source.take(Asking(viewer, question, now))
    columns = source.columns if source.is_of_law else tuple(map(gettext, source.columns))
    head = Head(gettext(source.title), columns)
    return Table(name, head, taken.asked, taken.lines)


SOURCES: dict[str, Source] = {
    **work.SOURCES,
    **search.SOURCES,
    **books.SOURCES,
    **money.SOURCES,
    **logs.sources(lambda name: SOURCES[name].title),
}
"""By their names in addresses and in the log of what was taken out."""
