"""Who is spared what a procedure costs, as its published version says."""

import django.db.models.deletion
from django.db import migrations, models

SEAL = """
CREATE TRIGGER parts_of_published_versions_are_immutable
    BEFORE INSERT OR UPDATE OR DELETE ON procedures_exemption
    FOR EACH ROW EXECUTE FUNCTION parts_of_published_versions_are_immutable();
"""
OPEN = "DROP TRIGGER parts_of_published_versions_are_immutable ON procedures_exemption;"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_published_versions_are_immutable")]

    operations = [
        migrations.CreateModel(
            name="Exemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("key", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=300)),
                ("percent", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(blank=True, max_length=20)),
                ("proof", models.CharField(max_length=200)),
                ("source", models.CharField(max_length=400)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField(null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exemptions",
                        to="procedures.procedureversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "key"), name="exemption_has_a_key_of_its_own"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("percent__gte", 1), ("percent__lte", 100)),
                        name="exemption_spares_a_part",
                    ),
                ],
            },
        ),
        migrations.RunSQL(SEAL, OPEN),
    ]
