ALTER TABLE "designs" ADD COLUMN "head_draft" text;
--> statement-breakpoint
-- As before, and for a draft that was made before what it stands on was committed: its ground is the id of the draft that must
-- have written the newest operations. The revision alone would not do, since others may have written as many. The call waits
-- at the row of the design until the one before it has come to an end.
CREATE OR REPLACE FUNCTION append_operations(target_design text, expected_revision integer, push jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  head integer;
  newest_draft text;
  home text;
  team text;
  misfits jsonb;
  moment timestamptz(3);
BEGIN
  SELECT d.revision, d.head_draft, p.id, p.organization_id INTO head, newest_draft, home, team
  FROM designs d JOIN projects p ON p.id = d.project_id
  WHERE d.id = target_design AND d.archived_at IS NULL AND p.archived_at IS NULL
  FOR NO KEY UPDATE OF d;
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'closed'); END IF;
  IF head <> expected_revision OR (push ? 'ground' AND newest_draft IS DISTINCT FROM push ->> 'ground') THEN
    RETURN jsonb_build_object('status', 'behind');
  END IF;

  -- A member of the team owns its projects as owner or admin, and edits them as anything else.
  SELECT jsonb_agg(c.client) INTO misfits
  FROM jsonb_to_recordset(push -> 'clients') AS c (client text, user_id text, after_seq integer)
  LEFT JOIN document_clients k ON k.design_id = target_design AND k.client = c.client
  WHERE coalesce(k.user_id, c.user_id) <> c.user_id
    OR coalesce(k.last_seq, 0) <> c.after_seq
    OR NOT (
      EXISTS (
        SELECT FROM members m WHERE m.organization_id = team AND m.user_id = c.user_id
          AND push -> 'editors' ? CASE WHEN m.role ~ '(^|,)(owner|admin)(,|$)' THEN 'owner' ELSE 'editor' END)
      OR EXISTS (
        SELECT FROM project_members m WHERE m.project_id = home AND m.user_id = c.user_id
          AND push -> 'editors' ? m.role::text));
  IF misfits IS NOT NULL THEN
    RETURN jsonb_build_object('status', 'misfits', 'clients', misfits);
  END IF;

  moment := clock_timestamp();
  INSERT INTO operations (
    design_id, revision, client, seq, body_hash, gesture, actor_id, operation, inverse, rebased, at)
  SELECT target_design, r.revision, r.client, r.seq, r.body_hash, r.gesture, r.actor_id, r.operation,
    r.inverse, r.rebased, moment
  FROM jsonb_to_recordset(push -> 'log') AS r (
    revision integer, client text, seq integer, body_hash text, gesture text, actor_id text,
    operation jsonb, inverse jsonb, rebased boolean);
  INSERT INTO declined_operations (
    design_id, client, seq, body_hash, gesture, actor_id, outcome, code, message, operation, head_revision, at)
  SELECT target_design, r.client, r.seq, r.body_hash, r.gesture, r.actor_id, r.outcome, r.code, r.message,
    r.operation, r.head_revision, moment
  FROM jsonb_to_recordset(push -> 'declined') AS r (
    client text, seq integer, body_hash text, gesture text, actor_id text, outcome declined_outcome,
    code text, message text, operation jsonb, head_revision integer);
  INSERT INTO document_clients (design_id, client, user_id, last_seq, created_at, seen_at)
  SELECT target_design, c.client, c.user_id, c.last_seq, moment, moment
  FROM jsonb_to_recordset(push -> 'clients') AS c (client text, user_id text, last_seq integer)
  ON CONFLICT (design_id, client) DO UPDATE
  SET last_seq = excluded.last_seq, seen_at = excluded.seen_at;

  IF jsonb_array_length(push -> 'log') > 0 THEN
    PERFORM write_parts(target_design, push -> 'parts');
    UPDATE designs SET revision = expected_revision + jsonb_array_length(push -> 'log'),
      head_draft = push ->> 'draft', settings = push -> 'settings', updated_at = moment
    WHERE id = target_design;
    IF push ? 'snapshot' THEN
      INSERT INTO snapshots (design_id, revision, graph, created_at)
      VALUES (target_design, expected_revision + jsonb_array_length(push -> 'log'), push -> 'snapshot', moment);
    END IF;
  END IF;
  RETURN jsonb_build_object('status', 'written', 'at', moment);
END $$;
