"""That a part of an agency was renamed is a succession of its own kind."""

from django.db import migrations, models


def known(*kinds):
    return models.CheckConstraint(
        condition=models.Q(("kind__in", list(kinds))), name="succession_is_of_a_known_kind"
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_post_of_a_cashier")]

    operations = [
        migrations.RemoveConstraint("succession", "succession_is_of_a_known_kind"),
        migrations.AddConstraint("succession", known("whole", "part", "renamed", "renamed_part")),
    ]
