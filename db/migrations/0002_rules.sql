CREATE TYPE "public"."rule_level" AS ENUM('error', 'warning', 'advice', 'off');--> statement-breakpoint
CREATE TABLE "project_rules" (
	"project_id" text NOT NULL,
	"rule" text NOT NULL,
	"level" "rule_level",
	"thresholds" jsonb NOT NULL,
	"changed_by" text,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_rules_project_id_rule_pk" PRIMARY KEY("project_id","rule")
);
--> statement-breakpoint
CREATE TABLE "waivers" (
	"id" text PRIMARY KEY NOT NULL,
	"design_id" text NOT NULL,
	"rule" text NOT NULL,
	"node" text,
	"reason" text NOT NULL,
	"created_by" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "project_rules" ADD CONSTRAINT "project_rules_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_rules" ADD CONSTRAINT "project_rules_changed_by_users_id_fk" FOREIGN KEY ("changed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_design_id_designs_id_fk" FOREIGN KEY ("design_id") REFERENCES "public"."designs"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waivers" ADD CONSTRAINT "waivers_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "waivers_design_id_index" ON "waivers" USING btree ("design_id");--> statement-breakpoint
CREATE UNIQUE INDEX "waivers_layer_unique" ON "waivers" USING btree ("design_id","rule","node");--> statement-breakpoint
CREATE UNIQUE INDEX "waivers_design_unique" ON "waivers" USING btree ("design_id","rule") WHERE "waivers"."node" is null;