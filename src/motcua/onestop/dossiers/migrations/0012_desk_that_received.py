"""Whose receipt it is stays; the desk that hands over may become its successor's."""

import django.db.models.deletion
from django.db import migrations, models

FILL = "UPDATE dossiers_dossier SET receiving_desk_id = desk_id"


def agency(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="agencies.agency",
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0005_renamed_part_as_succession"),
        ("dossiers", "0011_saved_views"),
    ]

    operations = [
        migrations.AddField("dossier", "receiving_desk", agency(db_index=False, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # What a change leaves to be checked must be checked before the table's shape changes.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("dossier", "receiving_desk", agency(db_index=False)),
        migrations.AlterField("dossier", "desk", agency()),
        migrations.RemoveIndex("dossier", "dossier_by_desk"),
        migrations.AddIndex(
            "dossier",
            models.Index(
                fields=["receiving_desk", "received_at", "id"], name="dossier_by_receiving_desk"
            ),
        ),
    ]
