CREATE TABLE "named_versions" (
	"design_id" text NOT NULL,
	"revision" integer NOT NULL,
	"name" text NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "named_versions_design_id_revision_pk" PRIMARY KEY("design_id","revision")
);
--> statement-breakpoint
ALTER TABLE "named_versions" ADD CONSTRAINT "named_versions_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "named_versions" ADD CONSTRAINT "named_versions_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "operations_layer_idx" ON "operations" USING btree ("design_id",coalesce("operation"->>'id', "operation"->'node'->>'id'));