"""Dossiers are found by names, codes and numbers; whoever looks for a person is written down.

The key of the rows that are here already is computed as that of new ones will be: by
``sought.key_of``, which is ``kernel.text``'s search key.
"""

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations, models

from motcua.onestop.dossiers.sought import key_of

AT_ONCE = 1000


def fill_keys(apps, schema_editor):
    dossiers = apps.get_model("dossiers", "Dossier").objects.order_by("pk")
    parties = apps.get_model("dossiers", "Party").objects.order_by("pk")
    batch = list(dossiers[:AT_ONCE])
    while batch:
        issues = {dossier.pk: dossier.receipt_issue for dossier in batch}
        names = {dossier.pk: [] for dossier in batch}
        for party in parties.filter(dossier__in=batch):
            if party.issue == issues[party.dossier_id]:
                names[party.dossier_id].append(party.name)
        for dossier in batch:
            dossier.search_key = key_of(names[dossier.pk], dossier.code)
        dossiers.bulk_update(batch, ["search_key"])
        batch = list(dossiers.filter(pk__gt=batch[-1].pk)[:AT_ONCE])


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("agencies", "0002_tree_posts_and_tenures"),
        ("dossiers", "0005_consent_to_messages"),
        # Made the extension pg_trgm.
        ("procedures", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="dossier",
            name="search_key",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="dossier",
            index=GinIndex(
                OpClass("agency_ids", name="array_ops"),
                OpClass("search_key", name="gin_trgm_ops"),
                name="dossier_by_agency_and_words",
            ),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(
                condition=models.Q(("tax_code", ""), _negated=True),
                fields=["tax_code"],
                name="party_by_tax_code",
            ),
        ),
        migrations.CreateModel(
            name="Search",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=250)),
                ("sought", models.CharField(max_length=250)),
                ("found", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "post",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.post",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
    ]
