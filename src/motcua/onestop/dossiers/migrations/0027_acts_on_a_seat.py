"""What lies on a seat is counted by one index, whichever step it is at."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0026_indexes_of_a_million")]

    operations = [
        migrations.RemoveIndex("workitem", "item_open_by_post"),
        migrations.AddIndex(
            "workitem",
            models.Index(
                condition=Q(closed_at__isnull=True, post__isnull=False),
                fields=["post", "due_at", "id"],
                include=["act"],
                name="item_open_by_post",
            ),
        ),
    ]
