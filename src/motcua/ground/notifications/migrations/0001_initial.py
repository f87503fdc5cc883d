from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=40)),
                ('address', models.EmailField(max_length=254)),
                ('template', models.CharField(max_length=60)),
                ('facts', models.JSONField()),
                ('status', models.CharField(choices=[('queued', 'chờ gửi'), ('sent', 'đã gửi'), ('failed', 'không gửi được')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('failure', models.CharField(blank=True, max_length=60)),
                ('queued_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['subject_kind', 'subject_id', 'id'], name='messages_by_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sent_at__isnull', False), ('status', 'sent')), models.Q(models.Q(('status', 'sent'), _negated=True), ('sent_at__isnull', True)), _connector='OR'), name='message_has_a_moment_iff_sent'), models.CheckConstraint(condition=models.Q(('status__in', ['queued', 'sent', 'failed'])), name='message_status_is_known')],
            },
        ),
    ]
