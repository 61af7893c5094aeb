CREATE SCHEMA "billing";
--> statement-breakpoint
CREATE SCHEMA "certificate";
--> statement-breakpoint
CREATE SCHEMA "partner";
--> statement-breakpoint
CREATE SCHEMA "seal";
--> statement-breakpoint
CREATE SCHEMA "unit";
--> statement-breakpoint
CREATE SCHEMA "keys";
--> statement-breakpoint
CREATE SCHEMA "kernel";
--> statement-breakpoint
CREATE TABLE "billing"."alarms" (
	"id" uuid PRIMARY KEY NOT NULL,
	"what" text NOT NULL,
	"detail" text NOT NULL,
	"order_id" uuid,
	"evidence" text,
	"at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"closed_by" uuid,
	"note" text
);
--> statement-breakpoint
CREATE TABLE "billing"."inbox" (
	"event_id" uuid NOT NULL,
	"subscriber" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_event_id_subscriber_pk" PRIMARY KEY("event_id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "billing"."notify_inbox" (
	"channel" text NOT NULL,
	"notify_id" text NOT NULL,
	"out_trade_no" text NOT NULL,
	"trade_no" text NOT NULL,
	"kind" text NOT NULL,
	"amount_fen" bigint NOT NULL,
	"raw" text NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "notify_inbox_channel_notify_id_pk" PRIMARY KEY("channel","notify_id")
);
--> statement-breakpoint
CREATE TABLE "billing"."operations" (
	"id" text PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing"."orders" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"buyer_account_id" uuid NOT NULL,
	"payer_name" text NOT NULL,
	"unit_id" uuid,
	"lines" jsonb NOT NULL,
	"amount_fen" bigint NOT NULL,
	"state" text NOT NULL,
	"return_to" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"paid_at" timestamp with time zone,
	CONSTRAINT "orders_number_unique" UNIQUE("number"),
	CONSTRAINT "orders_amount" CHECK ("billing"."orders"."amount_fen" >= 0)
);
--> statement-breakpoint
CREATE TABLE "billing"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "billing"."payments" (
	"channel" text NOT NULL,
	"out_trade_no" text NOT NULL,
	"order_id" uuid NOT NULL,
	"amount_fen" bigint NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"trade_no" text,
	CONSTRAINT "payments_channel_out_trade_no_pk" PRIMARY KEY("channel","out_trade_no"),
	CONSTRAINT "payments_amount" CHECK ("billing"."payments"."amount_fen" > 0)
);
--> statement-breakpoint
CREATE TABLE "certificate"."authorities" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"issuer" text NOT NULL,
	"key_id" text,
	"der" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."blocked_keys" (
	"key_hash" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."types" (
	"code" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"provider" text NOT NULL,
	"unit_profile" text NOT NULL,
	"person_profile" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."certificates" (
	"serial" text PRIMARY KEY NOT NULL,
	"issuer" text NOT NULL,
	"operation_id" text NOT NULL,
	"entitlement_id" text NOT NULL,
	"account_id" text NOT NULL,
	"unit_id" text,
	"holder_name" text NOT NULL,
	"uscc" text,
	"key_id" text NOT NULL,
	"key_hash" text NOT NULL,
	"profile_hash" text NOT NULL,
	"not_before" timestamp with time zone NOT NULL,
	"not_after" timestamp with time zone NOT NULL,
	"reserved_at" timestamp with time zone NOT NULL,
	"tbs" "bytea" NOT NULL,
	"der" "bytea",
	"state" text NOT NULL,
	"revoked_at" timestamp with time zone,
	"revocation_reason" text,
	"revocation_note" text,
	CONSTRAINT "certificates_issuer_serial_unique" UNIQUE("issuer","serial")
);
--> statement-breakpoint
CREATE TABLE "certificate"."entitlements" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"unit_id" text,
	"kind" text NOT NULL,
	"type_code" text NOT NULL,
	"state" text NOT NULL,
	"key_id" text,
	"csr" "bytea",
	"current_serial" text,
	"covered_until" timestamp with time zone,
	"issued" integer NOT NULL,
	"reissues_left" integer NOT NULL,
	"until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "certificate"."grant_requests" (
	"id" text PRIMARY KEY NOT NULL,
	"unit_id" text NOT NULL,
	"account_id" text NOT NULL,
	"name" text NOT NULL,
	"type_code" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "certificate"."inbox" (
	"event_id" uuid NOT NULL,
	"subscriber" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_event_id_subscriber_pk" PRIMARY KEY("event_id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "certificate"."operations" (
	"id" text PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."pin_resets" (
	"account_id" text PRIMARY KEY NOT NULL,
	"fingerprint" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"tries" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."platform_terms" (
	"entitlement_id" text NOT NULL,
	"platform_id" text NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	CONSTRAINT "platform_terms_entitlement_id_platform_id_pk" PRIMARY KEY("entitlement_id","platform_id")
);
--> statement-breakpoint
CREATE TABLE "certificate"."platforms" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"region" text NOT NULL,
	"supports_interconnect" boolean NOT NULL,
	"alliance" text,
	"recognition_consent" boolean NOT NULL,
	"type_codes" jsonb NOT NULL,
	"open" boolean NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."prices" (
	"product_code" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"type_code" text NOT NULL,
	"years" integer NOT NULL,
	"fen" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "certificate"."revocation_lists" (
	"issuer" text NOT NULL,
	"number" integer NOT NULL,
	"this_update" timestamp with time zone NOT NULL,
	"next_update" timestamp with time zone NOT NULL,
	"der" "bytea" NOT NULL,
	CONSTRAINT "revocation_lists_issuer_number_pk" PRIMARY KEY("issuer","number")
);
--> statement-breakpoint
CREATE TABLE "certificate"."surplus_lots" (
	"id" text PRIMARY KEY NOT NULL,
	"unit_id" text NOT NULL,
	"buyer_account_id" text NOT NULL,
	"type_code" text NOT NULL,
	"kind" text NOT NULL,
	"platform_id" text NOT NULL,
	"years" integer NOT NULL,
	"bought" integer NOT NULL,
	"remaining" integer NOT NULL,
	"bought_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner"."accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"mobile" text NOT NULL,
	"mail" text NOT NULL,
	"password_hash" text,
	"must_change_password" boolean NOT NULL,
	"disabled" boolean NOT NULL,
	"identity" jsonb NOT NULL,
	"id_fingerprint" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "accounts_mobile_unique" UNIQUE("mobile")
);
--> statement-breakpoint
CREATE TABLE "partner"."contacts" (
	"partner_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "contacts_partner_id_account_id_pk" PRIMARY KEY("partner_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "partner"."deliveries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"recipient" text NOT NULL,
	"outcome" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner"."inbox" (
	"event_id" uuid NOT NULL,
	"subscriber" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_event_id_subscriber_pk" PRIMARY KEY("event_id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "partner"."operations" (
	"id" text PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner"."registrations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"visit_id" text NOT NULL,
	"state" text NOT NULL,
	"province" text NOT NULL,
	"city" text,
	"company" jsonb,
	"uscc" text,
	"licence_blob_id" text,
	"reviewer_id" uuid,
	"rounds" jsonb NOT NULL,
	"submitted_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner"."sessions" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"owner_kind" text NOT NULL,
	"owner_id" uuid NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partner"."staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"login" text NOT NULL,
	"name" text NOT NULL,
	"mail" text NOT NULL,
	"roles" jsonb NOT NULL,
	"regions" jsonb NOT NULL,
	"password_hash" text,
	"sealed_totp_secret" text,
	"disabled" boolean DEFAULT false NOT NULL,
	CONSTRAINT "staff_login_unique" UNIQUE("login")
);
--> statement-breakpoint
CREATE TABLE "partner"."staff_invitations" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"sealed_totp_secret" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seal"."grants" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seal_id" uuid NOT NULL,
	"unit_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"until" text NOT NULL,
	"state" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decided_by" text,
	"decided_by_name" text,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "seal"."inbox" (
	"event_id" uuid NOT NULL,
	"subscriber" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_event_id_subscriber_pk" PRIMARY KEY("event_id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "seal"."operations" (
	"id" text PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seal"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seal"."personal_seals" (
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"slot" text NOT NULL,
	"picture" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "personal_seals_account_id_slot_pk" PRIMARY KEY("account_id","slot"),
	CONSTRAINT "personal_seals_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "seal"."seals" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"text" text NOT NULL,
	"title" text NOT NULL,
	"picture" jsonb NOT NULL,
	"owner_id" uuid,
	"state" text NOT NULL,
	"outdated" text,
	"made_by" uuid NOT NULL,
	"made_by_name" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"voided_by" uuid,
	"voided_by_name" text,
	"voided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "unit"."administrator_applications" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"proof" text NOT NULL,
	"state" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "unit"."changes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"requested_by" uuid NOT NULL,
	"name" text NOT NULL,
	"legal" jsonb NOT NULL,
	"papers" jsonb NOT NULL,
	"state" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "unit"."failure_tallies" (
	"account_id" uuid NOT NULL,
	"node" text NOT NULL,
	"recognition" integer NOT NULL,
	"registry" integer NOT NULL,
	CONSTRAINT "failure_tallies_account_id_node_pk" PRIMARY KEY("account_id","node")
);
--> statement-breakpoint
CREATE TABLE "unit"."inbox" (
	"event_id" uuid NOT NULL,
	"subscriber" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_event_id_subscriber_pk" PRIMARY KEY("event_id","subscriber")
);
--> statement-breakpoint
CREATE TABLE "unit"."invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"invited_by" uuid NOT NULL,
	"inviter_name" text NOT NULL,
	"sealed_mobile" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit"."join_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"note" text NOT NULL,
	"state" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid,
	"reason" text
);
--> statement-breakpoint
CREATE TABLE "unit"."members" (
	"unit_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	CONSTRAINT "members_unit_id_account_id_pk" PRIMARY KEY("unit_id","account_id")
);
--> statement-breakpoint
CREATE TABLE "unit"."name_tails" (
	"unit_id" uuid NOT NULL,
	"tail" text NOT NULL,
	CONSTRAINT "name_tails_unit_id_tail_pk" PRIMARY KEY("unit_id","tail")
);
--> statement-breakpoint
CREATE TABLE "unit"."operations" (
	"id" text PRIMARY KEY NOT NULL,
	"answer" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit"."outbox" (
	"id" uuid PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit"."removal_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_by_name" text NOT NULL,
	"reason" text NOT NULL,
	"state" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by" uuid
);
--> statement-breakpoint
CREATE TABLE "unit"."transfers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"unit_id" uuid NOT NULL,
	"bank" text NOT NULL,
	"account" text NOT NULL,
	"company_code" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "unit"."units" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"code" text NOT NULL,
	"region" text NOT NULL,
	"address" text NOT NULL,
	"legal" jsonb NOT NULL,
	"papers" jsonb NOT NULL,
	"state" text NOT NULL,
	"review_node" text,
	"rejection_reason" text,
	"finance" jsonb,
	"transfer" jsonb,
	"registered_by" uuid NOT NULL,
	"registered_at" timestamp with time zone NOT NULL,
	"verified_at" timestamp with time zone,
	"administrator" uuid,
	"legal_representative" uuid,
	"resigned" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"seal_permission" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "seal"."documents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"name" text NOT NULL,
	"pages" integer NOT NULL,
	"state" text NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"original" jsonb NOT NULL,
	"newest" jsonb NOT NULL,
	"octets" bigint NOT NULL,
	"sealings" integer NOT NULL,
	"sealed_at" timestamp with time zone,
	"held_by" text,
	"held_since" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "seal"."usage_records" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"account_id" uuid NOT NULL,
	"person_name" text NOT NULL,
	"unit_id" uuid,
	"seal_id" uuid NOT NULL,
	"seal_name" text NOT NULL,
	"certificate_serial" text NOT NULL,
	"operation" text NOT NULL,
	"platform_id" text,
	"subject_id" uuid NOT NULL,
	"subject_name" text NOT NULL,
	"place" text NOT NULL,
	"device" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keys"."consents" (
	"token_hash" text NOT NULL,
	"key_id" text NOT NULL,
	"message_digest" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "consents_token_hash_key_id_message_digest_pk" PRIMARY KEY("token_hash","key_id","message_digest")
);
--> statement-breakpoint
CREATE TABLE "keys"."key_pairs" (
	"key_id" text PRIMARY KEY NOT NULL,
	"holder_id" text NOT NULL,
	"algorithm" text NOT NULL,
	"label" text NOT NULL,
	"spki" "bytea" NOT NULL,
	"sealed_key" "bytea" NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "keys"."pins" (
	"holder_id" text PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"sealed_pepper" "bytea" NOT NULL,
	"generation" integer NOT NULL,
	"tries" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kernel"."audit_heads" (
	"position" integer PRIMARY KEY NOT NULL,
	"hash" text NOT NULL,
	"signature" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kernel"."audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"actor" text NOT NULL,
	"actor_name" text NOT NULL,
	"action" text NOT NULL,
	"subject" text NOT NULL,
	"subject_id" text NOT NULL,
	"entry" jsonb NOT NULL,
	"position" integer,
	"hash" text,
	CONSTRAINT "audit_position_unique" UNIQUE("position")
);
--> statement-breakpoint
CREATE TABLE "kernel"."blobs" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"media_type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kernel"."quarantine" (
	"id" uuid PRIMARY KEY NOT NULL,
	"what" text NOT NULL,
	"detail" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "billing"."payments" ADD CONSTRAINT "payments_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "billing"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "certificate"."platform_terms" ADD CONSTRAINT "platform_terms_entitlement_id_entitlements_id_fk" FOREIGN KEY ("entitlement_id") REFERENCES "certificate"."entitlements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_alarm" ON "billing"."alarms" USING btree ("what","detail") WHERE closed_at is null;--> statement-breakpoint
CREATE INDEX "alarms_order_id_index" ON "billing"."alarms" USING btree ("order_id");--> statement-breakpoint
CREATE INDEX "notify_inbox_out_trade_no_index" ON "billing"."notify_inbox" USING btree ("out_trade_no");--> statement-breakpoint
CREATE INDEX "operations_at_index" ON "billing"."operations" USING btree ("at");--> statement-breakpoint
CREATE INDEX "orders_buyer_account_id_id_index" ON "billing"."orders" USING btree ("buyer_account_id","id");--> statement-breakpoint
CREATE INDEX "orders_state_id_index" ON "billing"."orders" USING btree ("state","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_payment" ON "billing"."payments" USING btree ("order_id") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "payments_order_id_index" ON "billing"."payments" USING btree ("order_id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_certificate_per_operation" ON "certificate"."certificates" USING btree ("operation_id") WHERE "certificate"."certificates"."state" <> 'abandoned';--> statement-breakpoint
CREATE INDEX "certificates_entitlement_id_index" ON "certificate"."certificates" USING btree ("entitlement_id");--> statement-breakpoint
CREATE INDEX "certificates_account_id_index" ON "certificate"."certificates" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "certificates_key_hash_index" ON "certificate"."certificates" USING btree ("key_hash");--> statement-breakpoint
CREATE INDEX "certificates_uscc_index" ON "certificate"."certificates" USING btree ("uscc");--> statement-breakpoint
CREATE INDEX "certificates_reserved_at_serial_index" ON "certificate"."certificates" USING btree ("reserved_at","serial");--> statement-breakpoint
CREATE INDEX "ending_certificates" ON "certificate"."certificates" USING btree ("not_after") WHERE "certificate"."certificates"."state" in ('issued', 'superseded');--> statement-breakpoint
CREATE INDEX "withdrawn_certificates" ON "certificate"."certificates" USING btree ("issuer","not_after") WHERE "certificate"."certificates"."state" in ('revoked', 'abandoned');--> statement-breakpoint
CREATE UNIQUE INDEX "one_entitlement_per_holder" ON "certificate"."entitlements" USING btree ("account_id",coalesce("unit_id", ''),"kind","type_code") WHERE "certificate"."entitlements"."state" <> 'revoked';--> statement-breakpoint
CREATE INDEX "entitlements_unit_id_account_id_index" ON "certificate"."entitlements" USING btree ("unit_id","account_id");--> statement-breakpoint
CREATE INDEX "ending_entitlements" ON "certificate"."entitlements" USING btree ("until") WHERE "certificate"."entitlements"."state" in ('active', 'blocked_no_grant');--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_grant" ON "certificate"."grant_requests" USING btree ("unit_id","account_id","type_code") WHERE "certificate"."grant_requests"."state" in ('pending', 'approved');--> statement-breakpoint
CREATE INDEX "grant_requests_unit_id_state_asked_at_index" ON "certificate"."grant_requests" USING btree ("unit_id","state","asked_at");--> statement-breakpoint
CREATE INDEX "grant_requests_account_id_index" ON "certificate"."grant_requests" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "operations_at_index" ON "certificate"."operations" USING btree ("at");--> statement-breakpoint
CREATE INDEX "surplus_lots_unit_id_index" ON "certificate"."surplus_lots" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "accounts_lower_mail" ON "partner"."accounts" USING btree (lower("mail"));--> statement-breakpoint
CREATE INDEX "accounts_id_fingerprint_index" ON "partner"."accounts" USING btree ("id_fingerprint");--> statement-breakpoint
CREATE INDEX "contacts_account_id_index" ON "partner"."contacts" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "deliveries_account_id_index" ON "partner"."deliveries" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "operations_at_index" ON "partner"."operations" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_effective_partner" ON "partner"."registrations" USING btree ("uscc") WHERE state in ('effective', 'effective_no_admin', 'suspended');--> statement-breakpoint
CREATE INDEX "registrations_reviewer_id_state_index" ON "partner"."registrations" USING btree ("reviewer_id","state");--> statement-breakpoint
CREATE INDEX "registrations_state_id_index" ON "partner"."registrations" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "sessions_owner_kind_owner_id_index" ON "partner"."sessions" USING btree ("owner_kind","owner_id");--> statement-breakpoint
CREATE INDEX "sessions_seen_at_index" ON "partner"."sessions" USING btree ("seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_open_grant" ON "seal"."grants" USING btree ("seal_id","account_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "grants_unit_id_id_index" ON "seal"."grants" USING btree ("unit_id","id");--> statement-breakpoint
CREATE INDEX "grants_seal_id_account_id_index" ON "seal"."grants" USING btree ("seal_id","account_id");--> statement-breakpoint
CREATE INDEX "operations_at_index" ON "seal"."operations" USING btree ("at");--> statement-breakpoint
CREATE INDEX "seals_unit_id_id_index" ON "seal"."seals" USING btree ("unit_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "one_pending_application" ON "unit"."administrator_applications" USING btree ("unit_id") WHERE state = 'pending';--> statement-breakpoint
CREATE UNIQUE INDEX "one_pending_change" ON "unit"."changes" USING btree ("unit_id") WHERE state = 'manual';--> statement-breakpoint
CREATE INDEX "invitations_unit_id_at_index" ON "unit"."invitations" USING btree ("unit_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_pending_join" ON "unit"."join_requests" USING btree ("unit_id","account_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "join_requests_account_id_sent_at_index" ON "unit"."join_requests" USING btree ("account_id","sent_at");--> statement-breakpoint
CREATE INDEX "members_account_id_index" ON "unit"."members" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "name_tails_tail_index" ON "unit"."name_tails" USING btree ("tail" text_pattern_ops);--> statement-breakpoint
CREATE INDEX "operations_at_index" ON "unit"."operations" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_pending_removal" ON "unit"."removal_requests" USING btree ("unit_id","account_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "transfers_account_requested_at_index" ON "unit"."transfers" USING btree ("account","requested_at");--> statement-breakpoint
CREATE INDEX "transfers_company_code_requested_at_index" ON "unit"."transfers" USING btree ("company_code","requested_at");--> statement-breakpoint
CREATE INDEX "transfers_requested_by_requested_at_index" ON "unit"."transfers" USING btree ("requested_by","requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "one_unit_per_code" ON "unit"."units" USING btree ("code") WHERE state <> 'rejected';--> statement-breakpoint
CREATE INDEX "units_state_registered_at_index" ON "unit"."units" USING btree ("state","registered_at");--> statement-breakpoint
CREATE INDEX "documents_account_id_id_index" ON "seal"."documents" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "usage_records_account_id_id_index" ON "seal"."usage_records" USING btree ("account_id","id");--> statement-breakpoint
CREATE INDEX "usage_records_unit_id_id_index" ON "seal"."usage_records" USING btree ("unit_id","id");--> statement-breakpoint
CREATE INDEX "usage_records_seal_id_id_index" ON "seal"."usage_records" USING btree ("seal_id","id");--> statement-breakpoint
CREATE INDEX "usage_records_subject_id_id_index" ON "seal"."usage_records" USING btree ("subject_id","id");--> statement-breakpoint
CREATE INDEX "consents_expires_at_index" ON "keys"."consents" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "key_pairs_holder_id_index" ON "keys"."key_pairs" USING btree ("holder_id");--> statement-breakpoint
CREATE INDEX "audit_subject_subject_id_index" ON "kernel"."audit" USING btree ("subject","subject_id");--> statement-breakpoint
CREATE INDEX "audit_at_index" ON "kernel"."audit" USING btree ("at");