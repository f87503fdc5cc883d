"""What a desk received, in the order of receipt: the index of its register."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_tree_posts_and_tenures"),
        ("dossiers", "0003_local_states_and_code_pattern"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(fields=["desk", "received_at", "id"], name="dossier_by_desk"),
        ),
        # The new index begins with the desk, so that the foreign key needs none of its own.
        migrations.AlterField(
            model_name="dossier",
            name="desk",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.agency",
            ),
        ),
    ]
