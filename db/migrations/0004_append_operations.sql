-- What changed in the layers, wires and groups of a design. An element without an ordinal was there before and keeps its place.
CREATE FUNCTION write_parts(target_design text, parts jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM edges e WHERE e.design_id = target_design
    AND e.id IN (SELECT jsonb_array_elements_text(parts -> 'edges' -> 'removed'));
  DELETE FROM nodes n WHERE n.design_id = target_design
    AND n.id IN (SELECT jsonb_array_elements_text(parts -> 'nodes' -> 'removed'));
  DELETE FROM groups g WHERE g.design_id = target_design
    AND g.id IN (SELECT jsonb_array_elements_text(parts -> 'groups' -> 'removed'));

  UPDATE groups g SET name = r.name, revision = r.revision
  FROM jsonb_to_recordset(parts -> 'groups' -> 'changed') AS r (id text, name text, revision integer)
  WHERE g.design_id = target_design AND g.id = r.id;
  INSERT INTO groups (design_id, id, name, ordinal, revision)
  SELECT target_design, r.id, r.name, r.ordinal, r.revision
  FROM jsonb_to_recordset(parts -> 'groups' -> 'added')
    AS r (id text, name text, ordinal bigint, revision integer)
  ON CONFLICT (design_id, id) DO UPDATE
  SET name = excluded.name, ordinal = excluded.ordinal, revision = excluded.revision;

  UPDATE nodes n
  SET kind = r.kind, name = r.name, params = r.params, x = r.x, y = r.y, group_id = r.group_id,
    origin = r.origin, revision = r.revision
  FROM jsonb_to_recordset(parts -> 'nodes' -> 'changed') AS r (
    id text, kind text, name text, params jsonb, x double precision, y double precision,
    group_id text, origin jsonb, revision integer)
  WHERE n.design_id = target_design AND n.id = r.id;
  INSERT INTO nodes (design_id, id, kind, name, params, x, y, group_id, origin, ordinal, revision)
  SELECT target_design, r.id, r.kind, r.name, r.params, r.x, r.y, r.group_id, r.origin, r.ordinal, r.revision
  FROM jsonb_to_recordset(parts -> 'nodes' -> 'added') AS r (
    id text, kind text, name text, params jsonb, x double precision, y double precision,
    group_id text, origin jsonb, ordinal bigint, revision integer)
  ON CONFLICT (design_id, id) DO UPDATE
  SET kind = excluded.kind, name = excluded.name, params = excluded.params, x = excluded.x, y = excluded.y,
    group_id = excluded.group_id, origin = excluded.origin, ordinal = excluded.ordinal,
    revision = excluded.revision;

  UPDATE edges e
  SET source = r.source, port = r.port, target = r.target, slot = r.slot, revision = r.revision
  FROM jsonb_to_recordset(parts -> 'edges' -> 'changed') AS r (
    id text, source text, port integer, target text, slot integer, revision integer)
  WHERE e.design_id = target_design AND e.id = r.id;
  INSERT INTO edges (design_id, id, source, port, target, slot, ordinal, revision)
  SELECT target_design, r.id, r.source, r.port, r.target, r.slot, r.ordinal, r.revision
  FROM jsonb_to_recordset(parts -> 'edges' -> 'added') AS r (
    id text, source text, port integer, target text, slot integer, ordinal bigint, revision integer)
  ON CONFLICT (design_id, id) DO UPDATE
  SET source = excluded.source, port = excluded.port, target = excluded.target, slot = excluded.slot,
    ordinal = excluded.ordinal, revision = excluded.revision;
END $$;
--> statement-breakpoint
-- The write path in one round trip: holds the row of the design, looks whether everything is as the caller took it to be, and
-- writes only then. What it answers: `written` with the time that the log bears; `closed` when the design is gone or archived;
-- `behind` when the design has grown; `misfits` with the clients whose number, owner or right to edit is not what was expected.
-- Every statement in a function sees what was committed before it began, so what follows the lock is seen as of the lock.
CREATE FUNCTION append_operations(target_design text, expected_revision integer, push jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  head integer;
  home text;
  team text;
  misfits jsonb;
  moment timestamptz(3);
BEGIN
  SELECT d.revision, p.id, p.organization_id INTO head, home, team
  FROM designs d JOIN projects p ON p.id = d.project_id
  WHERE d.id = target_design AND d.archived_at IS NULL AND p.archived_at IS NULL
  FOR NO KEY UPDATE OF d;
  IF NOT FOUND THEN RETURN jsonb_build_object('status', 'closed'); END IF;
  IF head <> expected_revision THEN RETURN jsonb_build_object('status', 'behind'); END IF;

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
      settings = push -> 'settings', updated_at = moment
    WHERE id = target_design;
    IF push ? 'snapshot' THEN
      INSERT INTO snapshots (design_id, revision, graph, created_at)
      VALUES (target_design, expected_revision + jsonb_array_length(push -> 'log'), push -> 'snapshot', moment);
    END IF;
  END IF;
  RETURN jsonb_build_object('status', 'written', 'at', moment);
END $$;
