"""The dossiers of a desk for which money is due are found without reading the others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_seat_of_a_reader")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["desk", "-received_at", "-id"],
                name="dossier_with_money_due",
                condition=models.Q(("payment_state", "due")),
            ),
        ),
    ]
