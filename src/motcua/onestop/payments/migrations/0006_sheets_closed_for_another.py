"""Why a head closed the sheet of somebody who handles money no longer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0005_numbers_of_refunds_begin_anew")]

    operations = [
        migrations.AddField(
            model_name="cashsheet",
            name="reason",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        )
    ]
