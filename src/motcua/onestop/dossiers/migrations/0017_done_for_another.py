"""From which seat a step was done for another's, and what stands above a signer's name."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0006_standing_in"),
        ("dossiers", "0016_people_by_birth_and_name"),
    ]

    operations = [
        migrations.AddField(
            model_name="workitem",
            name="closed_from",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.AddIndex(
            model_name="workitem",
            index=models.Index(
                condition=models.Q(("closed_from__isnull", False)),
                fields=["closed_from", "-closed_at"],
                name="item_closed_for_another",
            ),
        ),
        migrations.AddField(
            model_name="workitem",
            name="closed_as",
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddField(
            model_name="result",
            name="signed_as",
            field=models.CharField(blank=True, max_length=250),
        ),
    ]
