"""What the application's own role may do: to remove rows, only where rows pass away."""

from motcua.project.chores.database import rights_over, tables


def test_only_these_rows_are_removed() -> None:
    removable = {model._meta.db_table for model in tables() if "DELETE" in rights_over(model)}
    ours = {table for table in removable if not table.startswith("procrastinate_")}
    assert ours == {
        "access_formkey",
        "access_recoverycode",
        "access_secondfactor",
        "access_session",
        "access_throttle",
        "dossiers_draft",
        "dossiers_savedview",
    }


def test_what_happened_and_what_was_paid_is_only_added_to() -> None:
    added_to = {
        model._meta.db_table for model in tables() if rights_over(model) == ("SELECT", "INSERT")
    }
    assert added_to == {
        "trail_event",
        "trail_dailyroot",
        "payments_entry",
        "payments_cashsheet",
        "payments_relief",
        "documents_storedfile",
        "documents_slip",
        "dossiers_paper",
        "dossiers_dossierfile",
        "dossiers_note",
        "dossiers_handover",
        "dossiers_reading",
        "notifications_wordsversion",
        "dossiers_search",
        "dossiers_export",
        "dossiers_postalitem",
        "dossiers_withdrawalrequest",
        "dossiers_takenwork",
    }
