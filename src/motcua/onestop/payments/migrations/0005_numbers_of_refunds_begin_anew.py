"""A finance receipt is entered once; the numbers of what is given back begin anew each year."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_exemptions")]

    operations = [
        migrations.RemoveConstraint("entry", "money_receipt_is_entered_once"),
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(
                condition=models.Q(("kind", "collection"))
                & models.Q(("receipt_number", ""), _negated=True),
                fields=("subject_kind", "subject_id", "receipt_number"),
                name="money_receipt_is_entered_once",
            ),
        ),
    ]
