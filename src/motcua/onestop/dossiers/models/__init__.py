"""Tables of the dossier and of who read it."""

from motcua.onestop.dossiers.models.arrival import PostalItem
from motcua.onestop.dossiers.models.dossier import (
    SEASON,
    CodeCounter,
    CodePattern,
    Dossier,
    DossierFile,
    Draft,
    LocalState,
    Note,
    Paper,
    Party,
    season,
)
from motcua.onestop.dossiers.models.reading import Export, Reading, Search
from motcua.onestop.dossiers.models.result import Result
from motcua.onestop.dossiers.models.taken import TakenWork
from motcua.onestop.dossiers.models.takers import HandOver, WithdrawalRequest
from motcua.onestop.dossiers.models.view import SavedView
from motcua.onestop.dossiers.models.work import WorkItem

__all__ = [
    "SEASON",
    "CodeCounter",
    "CodePattern",
    "Dossier",
    "DossierFile",
    "Draft",
    "Export",
    "HandOver",
    "LocalState",
    "Note",
    "Paper",
    "Party",
    "PostalItem",
    "Reading",
    "Result",
    "SavedView",
    "Search",
    "TakenWork",
    "WithdrawalRequest",
    "WorkItem",
    "season",
]
