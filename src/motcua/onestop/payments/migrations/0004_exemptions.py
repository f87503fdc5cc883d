"""Somebody can be spared what he owes, and it is written down why."""

from django.db import migrations, models

REFUSE = """
    CREATE FUNCTION payments_refuse_change_of_relief() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'exemptions are append-only' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER reliefs_are_append_only
        BEFORE UPDATE OR DELETE ON payments_relief
        FOR EACH ROW EXECUTE FUNCTION payments_refuse_change_of_relief();
    CREATE TRIGGER reliefs_are_never_emptied
        BEFORE TRUNCATE ON payments_relief
        FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse_change_of_relief();
"""
ALLOW = """
    DROP TRIGGER reliefs_are_never_emptied ON payments_relief;
    DROP TRIGGER reliefs_are_append_only ON payments_relief;
    DROP FUNCTION payments_refuse_change_of_relief();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0003_refunds_and_sheets")]

    operations = [
        migrations.AddField("feedue", "spared", models.PositiveBigIntegerField(default=0)),
        migrations.AddConstraint(
            "feedue",
            models.CheckConstraint(
                condition=models.Q(("spared__lte", models.F("amount"))),
                name="no_more_is_spared_than_owed",
            ),
        ),
        migrations.CreateModel(
            name="Relief",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_kind", models.CharField(max_length=40)),
                ("subject_id", models.CharField(max_length=40)),
                ("key", models.CharField(blank=True, max_length=60)),
                ("name", models.CharField(blank=True, max_length=300)),
                ("source", models.CharField(blank=True, max_length=400)),
                ("paper", models.CharField(blank=True, max_length=250)),
                ("amount", models.PositiveBigIntegerField()),
                ("agency_id", models.BigIntegerField()),
                ("granted_by", models.CharField(max_length=200)),
                ("granted_by_user_id", models.BigIntegerField(null=True)),
                ("granted_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["subject_kind", "subject_id", "-id"], name="reliefs_by_subject"
                    ),
                    models.Index(fields=["agency_id", "granted_at"], name="reliefs_by_day"),
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
