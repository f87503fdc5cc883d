import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
import motcua.onestop.procedures.rules
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('processes', '0002_versions_are_immutable'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('position', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Field',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name='Procedure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=600)),
                ('short_name', models.CharField(max_length=60)),
                ('search_text', models.CharField(max_length=1200)),
                ('field', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.field')),
            ],
        ),
        migrations.CreateModel(
            name='ProcedureVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=600)),
                ('short_name', models.CharField(max_length=60)),
                ('level_code', models.CharField(max_length=20)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(null=True)),
                ('decision', models.CharField(max_length=60)),
                ('decided_on', models.DateField(null=True)),
                ('note', models.TextField(blank=True)),
                ('template_edition', models.CharField(max_length=40)),
                ('who_may_apply', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), size=None)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=400), size=None)),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField(null=True)),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='procedures.procedure')),
                ('process_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.processversion')),
            ],
        ),
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('number', models.CharField(max_length=60)),
                ('name', models.CharField(blank=True, max_length=400)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bases', to='procedures.procedureversion')),
            ],
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(blank=True, max_length=20)),
                ('kind', models.CharField(choices=[(motcua.onestop.procedures.rules.FeeKind['FEE'], motcua.onestop.procedures.rules.FeeKind['FEE']), (motcua.onestop.procedures.rules.FeeKind['CHARGE'], motcua.onestop.procedures.rules.FeeKind['CHARGE'])], max_length=20)),
                ('name', models.CharField(max_length=200)),
                ('amount', models.PositiveIntegerField(null=True)),
                ('per', models.CharField(choices=[(motcua.onestop.procedures.rules.Per['DOSSIER'], motcua.onestop.procedures.rules.Per['DOSSIER']), (motcua.onestop.procedures.rules.Per['PAGE'], motcua.onestop.procedures.rules.Per['PAGE'])], max_length=20)),
                ('steps', models.JSONField(default=list)),
                ('cap', models.PositiveIntegerField(null=True)),
                ('source', models.CharField(max_length=400)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procedures.case')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fees', to='procedures.procedureversion')),
            ],
        ),
        migrations.AddField(
            model_name='case',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='procedures.procedureversion'),
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=120)),
                ('originals', models.PositiveSmallIntegerField()),
                ('copies', models.PositiveSmallIntegerField()),
                ('electronic', models.BooleanField()),
                ('is_required', models.BooleanField()),
                ('form', models.CharField(blank=True, max_length=200)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='procedures.case')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procedures.procedureversion')),
            ],
        ),
        migrations.CreateModel(
            name='ResultKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=400)),
                ('code', models.CharField(blank=True, max_length=40)),
                ('symbol', models.CharField(blank=True, max_length=20)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='procedures.procedureversion')),
            ],
        ),
        migrations.CreateModel(
            name='TimeLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(blank=True, max_length=20)),
                ('amount', models.PositiveSmallIntegerField()),
                ('unit', models.CharField(max_length=20)),
                ('cutoff', models.TimeField(null=True)),
                ('source', models.CharField(max_length=400)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='procedures.case')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='limits', to='procedures.procedureversion')),
            ],
        ),
        migrations.AddIndex(
            model_name='procedure',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('search_text', name='gin_trgm_ops'), name='procedure_by_any_word'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.UniqueConstraint(fields=('procedure', 'number'), name='procedure_versions_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__gt', models.F('valid_from'))), name='procedure_version_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='procedureversion',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('published_at__isnull', False)), expressions=[('procedure', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='procedure_has_one_version_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='fee',
            constraint=models.UniqueConstraint(fields=('version', 'case', 'channel', 'kind', 'name'), name='case_and_channel_have_one_fee_of_a_name', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='case_has_a_key_of_its_own'),
        ),
        migrations.AddConstraint(
            model_name='requirement',
            constraint=models.CheckConstraint(condition=models.Q(('originals__gt', 0), ('copies__gt', 0), ('electronic', True), _connector='OR'), name='required_paper_is_asked_for_in_some_form'),
        ),
        migrations.AddConstraint(
            model_name='timelimit',
            constraint=models.UniqueConstraint(fields=('version', 'case', 'channel'), name='case_and_channel_have_one_limit', nulls_distinct=False),
        ),
    ]
