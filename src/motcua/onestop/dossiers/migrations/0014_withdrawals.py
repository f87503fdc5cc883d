"""What a dossier is called that its owner asks back, and who asked."""

import django.db.models.deletion
from django.db import migrations, models

FORWARDS = """
INSERT INTO dossiers_localstate (key, name, status) VALUES
    ('withdrawal_requested', 'Xin rút, chờ quyết định', 7),
    ('withdrawn', 'Đã rút hồ sơ', 8);
"""
BACKWARDS = """
DELETE FROM dossiers_localstate WHERE key IN ('withdrawal_requested', 'withdrawn');
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0013_local_state_of_a_stop")]

    operations = [
        migrations.RunSQL(FORWARDS, BACKWARDS),
        migrations.CreateModel(
            name="WithdrawalRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asker_name", models.CharField(max_length=250)),
                ("asker_paper", models.CharField(max_length=60)),
                ("authority", models.CharField(blank=True, max_length=250)),
                ("salt", models.CharField(max_length=64)),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="withdrawals",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
    ]
