"""By which law an agency that is asked, and does not answer in time, agrees."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_two_who_apply_as_one")]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="silence_basis",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        )
    ]
