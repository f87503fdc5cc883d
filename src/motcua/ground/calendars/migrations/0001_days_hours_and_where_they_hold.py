import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0002_tree_posts_and_tenures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Calendar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=100, verbose_name='Tên lịch')),
            ],
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='calendars.calendar')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='assignment_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('agency', '='), (models.Func('valid_from', 'valid_to', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='agency_keeps_one_calendar_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Day',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='Ngày')),
                ('type', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=100, verbose_name='Tên ngày')),
                ('swap_with', models.DateField(null=True, verbose_name='Hoán đổi với')),
                ('certainty', models.CharField(max_length=10)),
                ('source', models.CharField(max_length=300, verbose_name='Nguồn')),
                ('calendar', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='days', to='calendars.calendar')),
            ],
            options={
                'indexes': [models.Index(fields=['on'], name='day_by_date')],
                'constraints': [models.UniqueConstraint(fields=('calendar', 'on'), name='day_is_one_thing', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('type__in', ['holiday', 'compensatory', 'swapped_off', 'makeup_work'])), name='day_is_of_a_known_type'), models.CheckConstraint(condition=models.Q(('certainty__in', ['high', 'medium', 'low'])), name='day_is_known_with_a_certainty'), models.CheckConstraint(condition=models.Q(models.Q(('swap_with__isnull', False), ('type__in', ['swapped_off', 'makeup_work'])), models.Q(models.Q(('type__in', ['swapped_off', 'makeup_work']), _negated=True), ('swap_with__isnull', True)), _connector='OR'), name='day_is_swapped_with_another_iff_a_swap')],
            },
        ),
        migrations.CreateModel(
            name='Hours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(verbose_name='Thứ')),
                ('opens', models.TimeField(verbose_name='Mở cửa')),
                ('closes', models.TimeField(verbose_name='Đóng cửa')),
                ('valid_from', models.DateField(null=True)),
                ('valid_to', models.DateField(null=True)),
                ('calendar', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hours', to='calendars.calendar')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('weekday__range', (0, 6))), name='hours_are_of_monday_0_to_sunday_6'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='hours_close_after_they_open'), models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='hours_end_after_they_begin'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('calendar', '='), ('weekday', '='), (models.Func(django.db.models.functions.comparison.Cast(django.db.models.functions.datetime.Extract(models.F('opens'), 'epoch'), models.IntegerField()), django.db.models.functions.comparison.Cast(django.db.models.functions.datetime.Extract(models.F('closes'), 'epoch'), models.IntegerField()), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '&&'), (models.Func('valid_from', 'valid_to', function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='hours_of_a_weekday_never_overlap')],
            },
        ),
    ]
