"""A result that is found wrong before it is handed over is recalled; its number stays taken."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0020_takers_put_right")]

    operations = [
        migrations.AddField(
            model_name="result", name="recalled_at", field=models.DateTimeField(null=True)
        ),
        migrations.AlterField(
            model_name="result",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="results",
                to="dossiers.dossier",
            ),
        ),
        migrations.AddConstraint(
            model_name="result",
            constraint=models.UniqueConstraint(
                condition=models.Q(("recalled_at__isnull", True)),
                fields=("dossier",),
                name="one_standing_result_per_dossier",
            ),
        ),
    ]
