"""A root over the chains of each day, added to and never changed."""

from django.db import migrations, models

REFUSALS = """
CREATE TRIGGER root_is_never_changed BEFORE UPDATE OR DELETE ON trail_dailyroot
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER roots_are_never_emptied BEFORE TRUNCATE ON trail_dailyroot
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
"""

UNDO = """
DROP TRIGGER roots_are_never_emptied ON trail_dailyroot;
DROP TRIGGER root_is_never_changed ON trail_dailyroot;
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0002_events_are_append_only")]

    operations = [
        migrations.CreateModel(
            name="DailyRoot",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("epoch", models.PositiveIntegerField()),
                ("below", models.BigIntegerField()),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("seal", models.CharField(max_length=64)),
            ],
        ),
        migrations.RunSQL(REFUSALS, UNDO),
    ]
