"""The local states with the national status of each, and the code pattern of 2019."""

from django.db import migrations

FORWARDS = """
INSERT INTO dossiers_localstate (key, name, status) VALUES
    ('received', 'Đã tiếp nhận, chờ xử lý', 2),
    ('handling', 'Đang xử lý', 4),
    ('awaiting_approval', 'Chờ duyệt', 4),
    ('awaiting_signature', 'Chờ ký', 4),
    ('awaiting_issue', 'Chờ phát hành', 4),
    ('result_ready', 'Có kết quả, chờ trả', 9),
    ('handed_over', 'Đã trả kết quả', 10);
INSERT INTO dossiers_codepattern (pattern, valid_from) VALUES
    ('{agency}-{date:%y%m%d}-{serial:04d}', '1900-01-01');
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_status_follows_the_law")]

    operations = [
        # RunSQL hands the text to the driver without parameters, so "%" stands for itself.
        migrations.RunSQL(FORWARDS, migrations.RunSQL.noop),
    ]
