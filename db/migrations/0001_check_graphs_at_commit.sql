-- A push changes layers, wires and groups in whatever order suits it; the graph must hold together when it commits.
ALTER TABLE "nodes" ALTER CONSTRAINT "nodes_group_fk" DEFERRABLE INITIALLY DEFERRED;--> statement-breakpoint
ALTER TABLE "edges" ALTER CONSTRAINT "edges_source_fk" DEFERRABLE INITIALLY DEFERRED;--> statement-breakpoint
ALTER TABLE "edges" ALTER CONSTRAINT "edges_target_fk" DEFERRABLE INITIALLY DEFERRED;--> statement-breakpoint
-- A slot holds one wire.
ALTER TABLE "edges" ADD CONSTRAINT "edges_slot_unique" UNIQUE ("design_id", "target", "slot") DEFERRABLE INITIALLY DEFERRED;
