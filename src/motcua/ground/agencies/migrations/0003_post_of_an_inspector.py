"""A kind of post that sees dossiers and does nothing to them."""

from django.db import migrations, models


def known(*kinds):
    return models.CheckConstraint(
        condition=models.Q(("kind__in", list(kinds))), name="post_is_of_a_known_kind"
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_tree_posts_and_tenures")]

    operations = [
        migrations.RemoveConstraint(model_name="post", name="post_is_of_a_known_kind"),
        migrations.AddConstraint(
            model_name="post",
            constraint=known(
                "receiver", "handler", "head", "records_officer", "inspector", "administrator"
            ),
        ),
    ]
