"""What a million dossiers need to open as fast as a thousand; what served twice goes."""

import django.db.models.deletion
from django.contrib.postgres.indexes import OpClass
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Reverse

BY_URGENCY = ["agency", "post_kind", "due_at", "id"]


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0025_work_given")]

    operations = [
        # Others begin with the same column.
        migrations.RemoveIndex("dossier", "dossier_by_agency"),
        migrations.AlterField(
            "workitem",
            "dossier",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="items",
                to="dossiers.dossier",
            ),
        ),
        migrations.AlterField(
            "workitem",
            "post",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.post",
            ),
        ),
        # A register counts, and a head's home looks for what nobody sees to, by the index alone.
        migrations.RemoveIndex("dossier", "dossier_by_receiving_desk"),
        migrations.AddIndex(
            "dossier",
            models.Index(
                fields=["receiving_desk", "received_at", "id"],
                include=["channel", "agency_ids"],
                name="dossier_by_receiving_desk",
            ),
        ),
        migrations.RemoveIndex("workitem", "item_open_by_agency"),
        migrations.AddIndex(
            "workitem",
            models.Index(
                condition=Q(closed_at__isnull=True),
                fields=BY_URGENCY,
                include=["post", "act", "dossier"],
                name="item_open_by_agency",
            ),
        ),
        # What waits for one of a kind, and results that wait, each in its order.
        migrations.AddIndex(
            "workitem",
            models.Index(
                condition=Q(closed_at__isnull=True, post__isnull=True) & ~Q(act="hand_over"),
                fields=BY_URGENCY,
                name="item_unclaimed",
            ),
        ),
        migrations.AddIndex(
            "workitem",
            models.Index(
                condition=Q(closed_at__isnull=True, act="hand_over"),
                fields=BY_URGENCY,
                name="item_to_hand_over",
            ),
        ),
        # The end of a code, read backwards.
        migrations.AddIndex(
            "dossier",
            models.Index(
                OpClass(Reverse("search_key"), name="text_pattern_ops"),
                name="dossier_by_end_of_code",
            ),
        ),
        # Every head's home looks for what owners ask back, which is little.
        migrations.AddIndex(
            "dossier",
            models.Index(condition=Q(status=7), fields=["id"], name="dossier_asked_back"),
        ),
    ]
