from django.db import migrations

# The rows that belong to a version and are sealed with it.
PARTS = ["case", "requirement", "timelimit", "fee", "legalbasis", "resultkind"]

VERSION = """
CREATE FUNCTION published_versions_are_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL AND (
        TG_OP = 'DELETE'
        OR OLD.valid_to IS NOT NULL
        OR to_jsonb(NEW) - 'valid_to' <> to_jsonb(OLD) - 'valid_to'
    ) THEN
        RAISE EXCEPTION 'published_versions_are_immutable'
            USING ERRCODE = 'restrict_violation', DETAIL = 'version ' || OLD.id;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER published_versions_are_immutable
    BEFORE UPDATE OR DELETE ON procedures_procedureversion
    FOR EACH ROW EXECUTE FUNCTION published_versions_are_immutable();

CREATE FUNCTION parts_of_published_versions_are_immutable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM procedures_procedureversion
        WHERE id IN (NEW.version_id, OLD.version_id) AND published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'parts_of_published_versions_are_immutable'
            USING ERRCODE = 'restrict_violation', DETAIL = TG_TABLE_NAME;
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""

PART = """
CREATE TRIGGER parts_of_published_versions_are_immutable
    BEFORE INSERT OR UPDATE OR DELETE ON procedures_{part}
    FOR EACH ROW EXECUTE FUNCTION parts_of_published_versions_are_immutable();
"""

BACKWARD = """
DROP FUNCTION parts_of_published_versions_are_immutable() CASCADE;
DROP FUNCTION published_versions_are_immutable() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [
        migrations.RunSQL(VERSION + "".join(PART.format(part=part) for part in PARTS), BACKWARD)
    ]
