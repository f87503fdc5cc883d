"""Who took which list out of the house as a table, and why."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agencies', '0004_post_of_a_cashier'),
        ('dossiers', '0009_dossiers_with_money_due'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=250)),
                ('what', models.CharField(max_length=40)),
                ('asked', models.TextField(blank=True)),
                ('rows', models.PositiveIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('reason', models.CharField(max_length=250)),
                ('at', models.DateTimeField()),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.post')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['-at', '-id'], name='export_newest_first'), models.Index(fields=['user', '-at', '-id'], name='export_by_user')],
            },
        ),
    ]
