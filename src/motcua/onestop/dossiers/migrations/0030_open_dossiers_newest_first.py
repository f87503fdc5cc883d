"""Whoever looks at a whole province for what is late or in one state reads what is open alone."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0029_words_by_season")]

    operations = [
        migrations.AddIndex(
            "dossier",
            models.Index(
                condition=Q(ended_at__isnull=True),
                fields=["-received_at", "-id"],
                name="dossier_open_newest_first",
            ),
        ),
    ]
