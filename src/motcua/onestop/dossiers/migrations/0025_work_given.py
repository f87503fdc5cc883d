"""Whoever held a work item reads whether a colleague took it or his head gave it to another."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0024_all_given_back_is_refunded")]

    operations = [
        migrations.AddField(
            model_name="takenwork", name="is_given", field=models.BooleanField(default=False)
        ),
    ]
