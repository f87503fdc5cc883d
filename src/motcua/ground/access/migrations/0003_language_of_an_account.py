from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0002_sessions_and_second_factors'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='language',
            field=models.CharField(blank=True, default='', max_length=8),
            preserve_default=False,
        ),
    ]
