"""A desk finds a person again by day of birth and name, where no number is known."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0015_late_and_postal_receipts")]

    operations = [
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                models.F("born_on"),
                django.db.models.functions.text.Upper("name"),
                name="party_by_birth_and_name",
                condition=models.Q(born_on__isnull=False),
            ),
        ),
    ]
