"""An index by which a receipt that was entered before is found among a desk's others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0007_reason_of_a_sheet_sealed_by_itself")]

    operations = [
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("kind", "collection")),
                fields=["agency_id", "receipt_number"],
                name="entries_by_receipt",
            ),
        )
    ]
