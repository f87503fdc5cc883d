"""The local state of a dossier that waits for the opinion of other agencies, and for nothing else."""

from django.db import migrations

FORWARDS = """
INSERT INTO dossiers_localstate (key, name, status) VALUES
    ('awaiting_opinion', 'Chờ ý kiến', 4);
"""
BACKWARDS = "DELETE FROM dossiers_localstate WHERE key = 'awaiting_opinion';"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0017_done_for_another")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
