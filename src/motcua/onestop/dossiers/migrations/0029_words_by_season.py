"""
The index of words knows the season of receipt, so that the newest of a common name come first.

It reads the season before the words, so that it goes through no words of other seasons.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models
from django.db.models import F, Func

SEASON = Func(
    F("received_at"),
    template=(
        "ARRAY[floor(extract(epoch FROM %(expressions)s AT TIME ZONE 'UTC') / 7776000)::int]"
    ),
    output_field=ArrayField(models.IntegerField()),
)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0028_newest_of_a_number")]

    operations = [
        migrations.RemoveIndex("dossier", "dossier_by_agency_and_words"),
        migrations.AddIndex(
            "dossier",
            GinIndex(
                OpClass(SEASON, name="array_ops"),
                OpClass("agency_ids", name="array_ops"),
                OpClass("search_key", name="gin_trgm_ops"),
                name="dossier_by_agency_and_words",
            ),
        ),
    ]
