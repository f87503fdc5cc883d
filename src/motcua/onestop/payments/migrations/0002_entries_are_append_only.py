"""Money that came in is never changed nor removed, by nobody's slip."""

from django.db import migrations

REFUSE = """
    CREATE FUNCTION payments_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'entries of money are append-only' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER entries_are_append_only
        BEFORE UPDATE OR DELETE ON payments_entry
        FOR EACH ROW EXECUTE FUNCTION payments_refuse_change();
    CREATE TRIGGER entries_are_never_emptied
        BEFORE TRUNCATE ON payments_entry
        FOR EACH STATEMENT EXECUTE FUNCTION payments_refuse_change();
"""
ALLOW = """
    DROP TRIGGER entries_are_never_emptied ON payments_entry;
    DROP TRIGGER entries_are_append_only ON payments_entry;
    DROP FUNCTION payments_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [migrations.RunSQL(REFUSE, ALLOW)]
