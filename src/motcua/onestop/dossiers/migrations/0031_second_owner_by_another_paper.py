"""A foreigner who marries has a passport, no card; two owners are named together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0030_open_dossiers_newest_first")]

    operations = [
        migrations.AddField(
            "party",
            "other_paper",
            models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AlterField("dossier", "applicant_name", models.CharField(max_length=510)),
    ]
