import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agencies', '0002_tree_posts_and_tenures'),
        ('documents', '0001_initial'),
        ('procedures', '0002_published_versions_are_immutable'),
        ('processes', '0002_versions_are_immutable'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CodePattern',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pattern', models.CharField(max_length=80)),
                ('valid_from', models.DateField(unique=True)),
            ],
        ),
        migrations.CreateModel(
            name='LocalState',
            fields=[
                ('key', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('status', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('intake_key', models.CharField(max_length=64, unique=True)),
                ('case_key', models.CharField(max_length=60)),
                ('channel', models.CharField(max_length=20)),
                ('delivery', models.CharField(max_length=20)),
                ('subject', models.TextField(blank=True)),
                ('copies', models.PositiveSmallIntegerField(default=1)),
                ('pages', models.PositiveIntegerField(null=True)),
                ('applicant_name', models.CharField(max_length=250)),
                ('status', models.PositiveSmallIntegerField()),
                ('status_before_withdrawal', models.PositiveSmallIntegerField(null=True)),
                ('payment_state', models.CharField(max_length=20)),
                ('delivery_state', models.CharField(max_length=20)),
                ('sync_state', models.CharField(max_length=20)),
                ('agency_ids', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('received_at', models.DateTimeField()),
                ('due_at', models.DateTimeField()),
                ('original_due_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('handed_over_at', models.DateTimeField(null=True)),
                ('receipt_issue', models.PositiveSmallIntegerField(default=1)),
                ('item_count', models.PositiveSmallIntegerField(default=0)),
                ('version', models.PositiveIntegerField(default=0)),
                ('due_lines', models.JSONField()),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('desk', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('lead_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('procedure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedure')),
                ('procedure_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='procedures.procedureversion')),
                ('process_version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='processes.processversion')),
                ('local_state', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='dossiers.localstate')),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('content', models.JSONField()),
                ('saved_at', models.DateTimeField()),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='HandOver',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('taker_name', models.CharField(max_length=250)),
                ('taker_paper', models.CharField(max_length=60)),
                ('authority', models.CharField(blank=True, max_length=250)),
                ('salt', models.CharField(max_length=64)),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='handing', to='dossiers.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('salt', models.CharField(max_length=64)),
                ('written_at', models.DateTimeField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='dossiers.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issue', models.PositiveSmallIntegerField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=500)),
                ('copy_kind', models.CharField(max_length=20)),
                ('quantity', models.PositiveSmallIntegerField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='papers', to='dossiers.dossier')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='DossierFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=250)),
                ('added_at', models.DateTimeField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='dossiers.dossier')),
                ('stored', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='dossiers.paper')),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('issue', models.PositiveSmallIntegerField(default=1)),
                ('role', models.CharField(max_length=20)),
                ('kind', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=250)),
                ('identity_number', models.CharField(blank=True, max_length=20)),
                ('tax_code', models.CharField(blank=True, max_length=14)),
                ('born_on', models.DateField(null=True)),
                ('sex', models.CharField(blank=True, max_length=10)),
                ('phone', models.CharField(blank=True, max_length=15)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('authority', models.CharField(blank=True, max_length=250)),
                ('salt', models.CharField(max_length=64)),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='dossiers.dossier')),
            ],
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250)),
                ('what', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='dossiers.dossier')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250)),
                ('number', models.PositiveIntegerField()),
                ('symbol', models.CharField(max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('issued_on', models.DateField()),
                ('signer', models.CharField(max_length=250)),
                ('dossier', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='result', to='dossiers.dossier')),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
        ),
        migrations.CreateModel(
            name='WorkItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('step', models.CharField(max_length=60)),
                ('act', models.CharField(max_length=20)),
                ('post_kind', models.CharField(max_length=20)),
                ('given_at', models.DateTimeField()),
                ('received_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.CharField(blank=True, max_length=250)),
                ('outcome', models.CharField(blank=True, max_length=40)),
                ('due_at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='dossiers.dossier')),
                ('from_agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
                ('post', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
            ],
        ),
        migrations.CreateModel(
            name='CodeCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('last', models.PositiveIntegerField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.agency')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('agency', 'day'), name='one_counter_per_desk_and_day')],
            },
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=django.contrib.postgres.indexes.GinIndex(fields=['agency_ids'], name='dossier_by_agency'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(fields=['-received_at', '-id'], name='dossier_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__isnull', True), ('ended_at__gte', models.F('received_at')), _connector='OR'), name='dossier_ends_after_receipt'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('handed_over_at__isnull', True), ('handed_over_at__gte', models.F('ended_at')), _connector='OR'), name='dossier_is_handed_over_after_its_end'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('status__in', [3, 8, 9, 10])), models.Q(('ended_at__isnull', True), ('status__in', [1, 2, 4, 5, 6, 7])), _connector='OR'), name='dossier_clock_has_ended_iff_status_says_so'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 7), ('status_before_withdrawal__isnull', False)), models.Q(models.Q(('status', 7), _negated=True), ('status_before_withdrawal__isnull', True)), _connector='OR'), name='dossier_keeps_what_withdrawal_was_asked_from'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.UniqueConstraint(fields=('dossier', 'issue', 'position'), name='one_paper_per_place'),
        ),
        migrations.AddConstraint(
            model_name='dossierfile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'paper'), ('paper__isnull', False)), models.Q(models.Q(('kind', 'paper'), _negated=True), ('paper__isnull', True)), _connector='OR'), name='scan_of_a_paper_names_it'),
        ),
        migrations.AddIndex(
            model_name='dossierfile',
            index=models.Index(fields=['dossier', 'kind', '-id'], name='file_by_dossier'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('identity_number', ''), _negated=True), fields=['identity_number'], name='party_by_identity_number'),
        ),
        migrations.AddIndex(
            model_name='party',
            index=models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='party_by_phone'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('dossier', 'issue', 'role'), name='one_party_per_role_and_issue'),
        ),
        migrations.AddIndex(
            model_name='reading',
            index=models.Index(fields=['dossier', '-id'], name='reading_by_dossier'),
        ),
        migrations.AddConstraint(
            model_name='result',
            constraint=models.UniqueConstraint(fields=('issuer', 'symbol', 'year', 'number'), name='one_result_per_number'),
        ),
        migrations.AddIndex(
            model_name='workitem',
            index=models.Index(condition=models.Q(('closed_at__isnull', True), ('post__isnull', False)), fields=['post', 'due_at', 'id'], name='item_open_by_post'),
        ),
        migrations.AddIndex(
            model_name='workitem',
            index=models.Index(condition=models.Q(('closed_at__isnull', True)), fields=['agency', 'post_kind', 'due_at', 'id'], name='item_open_by_agency'),
        ),
        migrations.AddIndex(
            model_name='workitem',
            index=models.Index(fields=['post', 'dossier'], name='item_by_post'),
        ),
        migrations.AddIndex(
            model_name='workitem',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['post', '-closed_at', '-id'], name='item_closed_by_post'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.UniqueConstraint(fields=('dossier', 'number'), name='one_item_per_number'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.CheckConstraint(condition=models.Q(('received_at__isnull', True), ('received_at__gte', models.F('given_at')), _connector='OR'), name='item_is_received_after_it_was_given'),
        ),
        migrations.AddConstraint(
            model_name='workitem',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), models.Q(('closed_at__gte', models.F('received_at')), ('received_at__isnull', False)), _connector='OR'), name='item_is_closed_after_it_was_received'),
        ),
    ]
