"""Money can be given back, goes by cash or transfer, and stands on the sheet of a day."""

from django.db import migrations, models

REFUSE = """
    CREATE FUNCTION payments_refuse_change_of_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'closed sheets are append-only' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER sheets_are_append_only
        BEFORE UPDATE OR DELETE ON payments_cashsheet
        FOR EACH ROW EXECUTE FUNCTION payments_refuse_change_of_sheet();
    CREATE TRIGGER sheets_are_never_emptied
        BEFORE TRUNCATE ON payments_cashsheet
        FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse_change_of_sheet();
"""
ALLOW = """
    DROP TRIGGER sheets_are_never_emptied ON payments_cashsheet;
    DROP TRIGGER sheets_are_append_only ON payments_cashsheet;
    DROP FUNCTION payments_refuse_change_of_sheet();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_entries_are_append_only")]

    operations = [
        migrations.AddField(
            "feedue", "kind", models.CharField(blank=True, default="", max_length=20)
        ),
        migrations.AddField(
            "entry", "kind", models.CharField(default="collection", max_length=12)
        ),
        migrations.AddField("entry", "way", models.CharField(default="cash", max_length=12)),
        migrations.AddField("entry", "charges", models.PositiveBigIntegerField(default=0)),
        migrations.AddField(
            "entry", "ground", models.CharField(blank=True, default="", max_length=20)
        ),
        migrations.AddField("entry", "agency_id", models.BigIntegerField(null=True)),
        migrations.AddField("entry", "sheet_day", models.DateField(null=True)),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                condition=models.Q(("charges__lte", models.F("amount"))),
                name="charges_are_a_part",
            ),
        ),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["agency_id", "-sheet_day", "collected_by_user_id", "id"],
                name="entries_by_sheet",
                condition=models.Q(("sheet_day__isnull", False)),
            ),
        ),
        migrations.CreateModel(
            name="Till",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "agency_id",
                        "user_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("agency_id", models.BigIntegerField()),
                ("user_id", models.BigIntegerField()),
                ("closed_through", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="CashSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agency_id", models.BigIntegerField()),
                ("user_id", models.BigIntegerField()),
                ("day", models.DateField()),
                ("closed_by", models.CharField(max_length=200)),
                ("closed_at", models.DateTimeField()),
                ("expected", models.BigIntegerField()),
                ("counted", models.PositiveBigIntegerField()),
                ("explanation", models.TextField(blank=True)),
                ("salt", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agency_id", "user_id", "day"), name="sheet_is_closed_once"
                    )
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
