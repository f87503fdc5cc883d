"""What a dossier is called here that the desk has not accepted."""

from django.db import migrations

FORWARDS = """
INSERT INTO dossiers_localstate (key, name, status) VALUES ('refused', 'Từ chối tiếp nhận', 3);
"""
BACKWARDS = "DELETE FROM dossiers_localstate WHERE key = 'refused';"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0018_awaiting_opinion")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
