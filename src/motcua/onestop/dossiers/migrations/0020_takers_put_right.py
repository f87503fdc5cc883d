"""Who fetched a result may be put right: the row before stays, the last one stands."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0019_local_state_of_a_refusal")]

    operations = [
        migrations.AlterField(
            model_name="handover",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="takers",
                to="dossiers.dossier",
            ),
        ),
    ]
