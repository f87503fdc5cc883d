"""Who stood at the desk is known by the number of his paper, not by his name alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0022_work_taken")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="taker_number",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="withdrawalrequest",
            name="asker_number",
            field=models.CharField(blank=True, default="", max_length=20),
            preserve_default=False,
        ),
    ]
