"""Leaves and delegated signatures, and the post of whoever a head delegates to."""

import django.db.models.deletion
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import migrations, models
from django.db.models import F, Func, Q


def known(*kinds):
    return models.CheckConstraint(
        condition=models.Q(("kind__in", list(kinds))), name="post_is_of_a_known_kind"
    )


def never_twice(name, *same, kind):
    period = Func(
        F("valid_from"), F("valid_to"), function="daterange", output_field=DateRangeField()
    )
    return ExclusionConstraint(
        name=name,
        expressions=[*((column, "=") for column in same), (period, "&&")],
        condition=Q(kind=kind, ended_at__isnull=True),
    )


class Migration(migrations.Migration):
    dependencies = [("agencies", "0005_renamed_part_as_succession")]

    operations = [
        migrations.RemoveConstraint(model_name="post", name="post_is_of_a_known_kind"),
        migrations.AddConstraint(
            model_name="post",
            constraint=known(
                "receiver",
                "handler",
                "head",
                "deputy",
                "records_officer",
                "cashier",
                "inspector",
                "administrator",
            ),
        ),
        migrations.CreateModel(
            name="StandIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("valid_from", models.DateField()),
                ("valid_to", models.DateField()),
                ("ground", models.CharField(blank=True, max_length=300)),
                ("salt", models.CharField(max_length=64)),
                ("set_at", models.DateTimeField()),
                ("set_by", models.CharField(max_length=250)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=250)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standing_in_for",
                        to="agencies.tenure",
                    ),
                ),
                (
                    "tenure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stand_ins",
                        to="agencies.tenure",
                    ),
                ),
            ],
            options={
                "constraints": [
                    never_twice("holder_is_away_once_at_a_time", "tenure", kind="leave"),
                    never_twice(
                        "signature_is_delegated_to_one_once_at_a_time",
                        "tenure",
                        "by",
                        kind="signing",
                    ),
                    models.CheckConstraint(
                        condition=Q(valid_to__gt=F("valid_from")),
                        name="stand_in_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=Q(kind="leave")
                        | Q(kind="signing", by__isnull=False) & ~Q(ground=""),
                        name="signature_is_delegated_to_somebody_in_writing",
                    ),
                    models.CheckConstraint(
                        condition=~Q(by=F("tenure")), name="nobody_stands_in_for_himself"
                    ),
                ]
            },
        ),
    ]
