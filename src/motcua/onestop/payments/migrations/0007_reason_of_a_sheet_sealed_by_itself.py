"""A salt for the reason alone: whoever knows one of two texts does not open the other."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0006_sheets_closed_for_another")]

    operations = [
        migrations.AddField(
            model_name="cashsheet",
            name="reason_salt",
            field=models.CharField(blank=True, default="", max_length=64),
        )
    ]
