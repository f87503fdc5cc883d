from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Head',
            fields=[
                ('pk', models.CompositePrimaryKey('subject_kind', 'subject_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=64)),
                ('sequence', models.PositiveIntegerField()),
                ('digest', models.BinaryField()),
                ('moved_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=64)),
                ('sequence', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('version', models.PositiveSmallIntegerField()),
                ('body', models.TextField()),
                ('occurred_at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_name', models.CharField(max_length=150)),
                ('user_id', models.BigIntegerField(null=True)),
                ('post_id', models.BigIntegerField(null=True)),
                ('acting_for', models.BigIntegerField(null=True)),
                ('late_declared', models.BooleanField()),
                ('simulated', models.BooleanField()),
                ('epoch', models.PositiveIntegerField()),
                ('transaction_id', models.BigIntegerField()),
                ('digest', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['epoch', 'transaction_id', 'id'], name='event_in_reading_order')],
                'constraints': [models.UniqueConstraint(fields=('subject_kind', 'subject_id', 'sequence'), name='event_has_its_own_place_in_its_chain'), models.CheckConstraint(condition=models.Q(('sequence__gt', 0)), name='event_places_are_counted_from_one')],
            },
        ),
        migrations.CreateModel(
            name='Ledger',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('epoch', models.PositiveIntegerField(default=1)),
                ('is_demo', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='ledger_is_one_row')],
            },
        ),
    ]
