"""A kind of post that takes and gives back what dossiers cost."""

from django.db import migrations, models


def known(*kinds):
    return models.CheckConstraint(
        condition=models.Q(("kind__in", list(kinds))), name="post_is_of_a_known_kind"
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_post_of_an_inspector")]

    operations = [
        migrations.RemoveConstraint(model_name="post", name="post_is_of_a_known_kind"),
        migrations.AddConstraint(
            model_name="post",
            constraint=known(
                "receiver",
                "handler",
                "head",
                "records_officer",
                "cashier",
                "inspector",
                "administrator",
            ),
        ),
    ]
