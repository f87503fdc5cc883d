"""The chain is made by the database, and what is in it cannot be changed by a slip."""

from django.db import migrations

# One place says what a digest is of: every column but the digest, as JSON, whose escapes
# leave no two rows with one text; instants as microseconds, so that no setting shows.
DIGEST = """
CREATE FUNCTION trail_digest(before bytea, event trail_event) RETURNS bytea
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT sha256(before || convert_to(json_build_array(
        event.id, event.subject_kind, event.subject_id, event.sequence,
        event.name, event.version, event.body,
        (extract(epoch FROM event.occurred_at) * 1000000)::bigint,
        (extract(epoch FROM event.recorded_at) * 1000000)::bigint,
        event.actor_kind, event.actor_name, event.user_id, event.post_id, event.acting_for,
        event.late_declared, event.simulated, event.epoch, event.transaction_id
    )::text, 'UTF8'))
$$;
"""

# Heads are the owner's: the application adds events and so moves them, nothing else.
# pg_temp stands last, so that nobody's temporary table is taken for ours.
CHAIN = """
CREATE FUNCTION trail_chain() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    head trail_head;
    ledger trail_ledger;
BEGIN
    SELECT * INTO ledger FROM trail_ledger;
    IF NEW.simulated AND ledger.is_demo IS NOT TRUE THEN
        RAISE EXCEPTION 'trail: a simulated event outside of a demo'
            USING ERRCODE = 'check_violation';
    END IF;
    LOOP
        SELECT * INTO head FROM trail_head
            WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id FOR UPDATE;
        EXIT WHEN FOUND;
        INSERT INTO trail_head (subject_kind, subject_id, sequence, digest, moved_at)
            VALUES (NEW.subject_kind, NEW.subject_id, 0, '', clock_timestamp())
            ON CONFLICT DO NOTHING;
    END LOOP;
    NEW.sequence := head.sequence + 1;
    NEW.recorded_at := clock_timestamp();
    NEW.epoch := coalesce(ledger.epoch, 1);
    NEW.transaction_id := pg_current_xact_id()::text::bigint;
    NEW.digest := trail_digest(head.digest, NEW);
    UPDATE trail_head
        SET sequence = NEW.sequence, digest = NEW.digest, moved_at = NEW.recorded_at
        WHERE subject_kind = NEW.subject_kind AND subject_id = NEW.subject_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER event_joins_its_chain BEFORE INSERT ON trail_event
    FOR EACH ROW EXECUTE FUNCTION trail_chain();
"""

REFUSALS = """
CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'trail: % of % is refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON trail_event
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER events_are_never_emptied BEFORE TRUNCATE ON trail_event
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER head_is_moved_by_events_only BEFORE INSERT OR UPDATE OR DELETE ON trail_head
    FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER heads_are_never_emptied BEFORE TRUNCATE ON trail_head
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER ledger_is_never_removed BEFORE DELETE ON trail_ledger
    FOR EACH ROW EXECUTE FUNCTION trail_refuse();
CREATE TRIGGER ledger_is_never_emptied BEFORE TRUNCATE ON trail_ledger
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse();
"""

# A demo is one from its first event; a true database never becomes one, nor the reverse.
LEDGER = """
CREATE FUNCTION trail_keep_ledger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.epoch < OLD.epoch THEN
        RAISE EXCEPTION 'trail: epochs only grow' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.is_demo <> OLD.is_demo AND EXISTS (SELECT FROM trail_event) THEN
        RAISE EXCEPTION 'trail: there are events already' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER ledger_is_kept BEFORE UPDATE ON trail_ledger
    FOR EACH ROW EXECUTE FUNCTION trail_keep_ledger();
INSERT INTO trail_ledger (id, epoch, is_demo) VALUES (1, 1, false);
"""

UNDO = """
DROP TRIGGER ledger_is_kept ON trail_ledger;
DROP TRIGGER ledger_is_never_emptied ON trail_ledger;
DROP TRIGGER ledger_is_never_removed ON trail_ledger;
DROP TRIGGER heads_are_never_emptied ON trail_head;
DROP TRIGGER head_is_moved_by_events_only ON trail_head;
DROP TRIGGER events_are_never_emptied ON trail_event;
DROP TRIGGER event_is_never_changed ON trail_event;
DROP TRIGGER event_joins_its_chain ON trail_event;
DELETE FROM trail_ledger;
DROP FUNCTION trail_keep_ledger, trail_refuse, trail_chain, trail_digest;
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [migrations.RunSQL(DIGEST + CHAIN + REFUSALS + LEDGER, UNDO)]
