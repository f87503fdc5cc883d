"""What a dossier is called here that its head has stopped."""

from django.db import migrations

FORWARDS = """
INSERT INTO dossiers_localstate (key, name, status) VALUES ('stopped', 'Đã dừng giải quyết', 8);
"""
BACKWARDS = "DELETE FROM dossiers_localstate WHERE key = 'stopped';"


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_desk_that_received")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
