"""A receipt may be entered later than it was given, and may have come by the public post."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0014_withdrawals")]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="entered_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="dossier",
            constraint=models.CheckConstraint(
                name="dossier_is_entered_after_receipt",
                condition=models.Q(entered_at__isnull=True)
                | models.Q(entered_at__gt=models.F("received_at")),
            ),
        ),
        migrations.CreateModel(
            name="PostalItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40)),
                ("salt", models.CharField(max_length=64)),
                (
                    "dossier",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="postal",
                        to="dossiers.dossier",
                    ),
                ),
            ],
        ),
    ]
