"""The database itself refuses a status that the law does not let follow (domain: the ten
national statuses). ``tests/test_constraints.py`` holds this table against ``states``."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION dossiers_status_follows_the_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    lawful boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        lawful := NEW.status IN (1, 2, 3);
    ELSIF NEW.status = OLD.status THEN
        lawful := NEW.status_before_withdrawal IS NOT DISTINCT FROM OLD.status_before_withdrawal;
    ELSE
        lawful := (OLD.status, NEW.status) IN (
            (1, 2), (1, 3), (1, 5), (1, 7),
            (2, 4), (2, 5), (2, 6), (2, 7), (2, 8), (2, 9),
            (4, 5), (4, 6), (4, 7), (4, 8), (4, 9),
            (5, 2), (5, 4), (5, 7), (5, 8),
            (6, 4), (6, 7), (6, 8), (6, 9),
            (7, 1), (7, 2), (7, 4), (7, 5), (7, 6), (7, 8),
            (9, 4), (9, 10)
        );
        IF OLD.status = 5 AND NEW.status = 2 THEN
            lawful := OLD.receipt_issue = 0;
        ELSIF NEW.status = 7 THEN
            lawful := lawful AND NEW.status_before_withdrawal IS NOT DISTINCT FROM OLD.status;
        ELSIF OLD.status = 7 AND NEW.status <> 8 THEN
            lawful := lawful AND NEW.status = OLD.status_before_withdrawal;
        END IF;
    END IF;
    IF NOT lawful THEN
        RAISE EXCEPTION 'A dossier does not pass from status % to %.',
            CASE TG_OP WHEN 'INSERT' THEN NULL ELSE OLD.status END, NEW.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'dossier_status_follows_the_law';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER dossier_status_follows_the_law
    BEFORE INSERT OR UPDATE OF status, status_before_withdrawal ON dossiers_dossier
    FOR EACH ROW EXECUTE FUNCTION dossiers_status_follows_the_law();
"""

BACKWARDS = """
DROP TRIGGER dossier_status_follows_the_law ON dossiers_dossier;
DROP FUNCTION dossiers_status_follows_the_law();
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
