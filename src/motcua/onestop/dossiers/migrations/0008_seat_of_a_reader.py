"""The reading log names the seat that somebody read from, not his name alone.

Rows that are here already get the seat that their reader held on that day.
"""

import django.db.models.deletion
from django.db import migrations, models

FILL = """
UPDATE dossiers_reading AS reading SET post_id = (
    SELECT tenure.post_id
    FROM agencies_tenure AS tenure
    JOIN agencies_person AS person ON person.id = tenure.person_id
    JOIN agencies_post AS post ON post.id = tenure.post_id
    JOIN dossiers_dossier AS dossier ON dossier.id = reading.dossier_id
    WHERE person.user_id = reading.user_id
        AND tenure.valid_from <= (reading.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
        AND (
            tenure.valid_to IS NULL
            OR tenure.valid_to > (reading.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
        )
    ORDER BY (post.agency_id = ANY(dossier.agency_ids)) DESC, tenure.post_id
    LIMIT 1
)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0003_post_of_an_inspector"),
        ("dossiers", "0007_drafts_by_form"),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        # PostgreSQL changes no table on which checks of the update above are pending.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="reading", name="reading_by_dossier"),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["dossier", "-at", "-id"], name="reading_by_dossier"),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["-at", "-id"], name="reading_newest_first"),
        ),
        migrations.AddIndex(
            model_name="reading",
            index=models.Index(fields=["user", "-at", "-id"], name="reading_by_user"),
        ),
        migrations.AddIndex(
            model_name="search",
            index=models.Index(fields=["-at", "-id"], name="search_newest_first"),
        ),
        migrations.AddIndex(
            model_name="search",
            index=models.Index(fields=["user", "-at", "-id"], name="search_by_user"),
        ),
    ]
