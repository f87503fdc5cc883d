from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=40)),
                ('amount', models.PositiveBigIntegerField()),
                ('payer', models.CharField(max_length=200)),
                ('receipt_number', models.CharField(max_length=60)),
                ('collected_by', models.CharField(max_length=200)),
                ('collected_by_user_id', models.BigIntegerField(null=True)),
                ('collected_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['subject_kind', 'subject_id'], name='entries_by_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='something_came_in'), models.UniqueConstraint(condition=models.Q(('receipt_number', ''), _negated=True), fields=('subject_kind', 'subject_id', 'receipt_number'), name='money_receipt_is_entered_once')],
            },
        ),
        migrations.CreateModel(
            name='FeeDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=40)),
                ('label', models.CharField(max_length=300)),
                ('amount', models.PositiveBigIntegerField()),
                ('charged_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['subject_kind', 'subject_id'], name='fees_due_by_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='something_is_owed')],
            },
        ),
    ]
