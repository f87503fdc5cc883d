from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ProcessVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('number', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=200)),
                ('definition', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('published_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('code', 'number'), name='process_versions_are_numbered'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='process_versions_begin_with_one')],
            },
        ),
    ]
