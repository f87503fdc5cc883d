from django.db import migrations

FORWARD = """
CREATE FUNCTION process_versions_are_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'process_versions_are_immutable'
        USING ERRCODE = 'restrict_violation', DETAIL = OLD.code || ' ' || OLD.number;
END $$;

CREATE TRIGGER process_versions_are_immutable
    BEFORE UPDATE OR DELETE ON processes_processversion
    FOR EACH ROW EXECUTE FUNCTION process_versions_are_immutable();
"""

BACKWARD = """
DROP TRIGGER process_versions_are_immutable ON processes_processversion;
DROP FUNCTION process_versions_are_immutable();
"""


class Migration(migrations.Migration):
    dependencies = [("processes", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
