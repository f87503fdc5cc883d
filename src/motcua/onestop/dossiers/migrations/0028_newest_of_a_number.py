"""Whoever is known by a number: the newest of his dossiers are found by one index, however many.

One statement fills a million rows within a minute or two; until all is done nothing is changed,
so that a migration which was broken off begins anew.
"""

from django.db import migrations, models
from django.db.models import Q

NUMBERS = ("identity_number", "phone", "tax_code")
FILL = """
    UPDATE dossiers_party AS party SET received_at = dossier.received_at
    FROM dossiers_dossier AS dossier WHERE dossier.id = party.dossier_id
"""


def by_number(name):
    index = models.Index(
        fields=[name, "-received_at", "-dossier"],
        condition=~Q(**{name: ""}),
        name=f"party_by_{name}",
    )
    return migrations.AddIndex("party", index)


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0027_acts_on_a_seat")]

    operations = [
        migrations.AddField("party", "received_at", models.DateTimeField(null=True)),
        # Those that served until now would be kept up row by row while all are filled in.
        *(migrations.RemoveIndex("party", f"party_by_{name}") for name in NUMBERS),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField("party", "received_at", models.DateTimeField()),
        *map(by_number, NUMBERS),
    ]
