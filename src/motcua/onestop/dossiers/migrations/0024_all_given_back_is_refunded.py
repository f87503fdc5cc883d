"""Where all that was paid was given back and nothing is owed, money stands as given back."""

from django.db import migrations

REFOLD = """
    UPDATE dossiers_dossier dossier SET payment_state = 'refunded'
    WHERE payment_state = 'paid' AND EXISTS (
        SELECT FROM payments_entry entry
        WHERE entry.subject_kind = 'dossier' AND entry.subject_id = dossier.id::text
        GROUP BY entry.subject_id
        HAVING sum(CASE kind WHEN 'refund' THEN -amount ELSE amount END) = 0
    )
"""


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0023_numbers_of_takers"),
        ("payments", "0003_refunds_and_sheets"),
    ]

    operations = [migrations.RunSQL(REFOLD, migrations.RunSQL.noop)]
