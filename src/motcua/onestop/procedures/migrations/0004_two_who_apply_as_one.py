"""By which law two people apply as one, as a couple does who marry."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_exemptions")]

    operations = [
        migrations.AddField(
            model_name="procedureversion",
            name="co_applicant_basis",
            field=models.CharField(blank=True, default="", max_length=400),
            preserve_default=False,
        )
    ]
