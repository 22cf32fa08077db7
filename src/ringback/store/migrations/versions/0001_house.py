"""The whole schema of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "a2p_brands",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("customer_profile_bundle_sid", sa.Text(), nullable=False),
        sa.Column("a2p_profile_bundle_sid", sa.Text(), nullable=False),
        sa.Column("brand_type", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("identity_status", sa.Text(), nullable=True),
        sa.Column("brand_score", sa.BigInteger(), nullable=True),
        sa.Column("brand_feedback", sa.Text(), nullable=False),
        sa.Column("failure_reason", sa.Text(), nullable=True),
        sa.Column("errors", sa.Text(), nullable=False),
        sa.Column("tcr_id", sa.Text(), nullable=True),
        sa.Column("russell_3000", sa.Boolean(), nullable=True),
        sa.Column("government_entity", sa.Boolean(), nullable=True),
        sa.Column("tax_exempt_status", sa.Text(), nullable=True),
        sa.Column("skip_automatic_sec_vet", sa.Boolean(), nullable=False),
        sa.Column("mock", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_a2p_brands_account_sid_date_created_sid", "a2p_brands", ["account_sid", "date_created", "sid"])
    op.create_index("ix_a2p_brands_status_date_created_sid", "a2p_brands", ["status", "date_created", "sid"])
    op.create_table(
        "a2p_campaigns",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("messaging_service_sid", sa.Text(), nullable=False),
        sa.Column("brand_registration_sid", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("message_flow", sa.Text(), nullable=False),
        sa.Column("message_samples", sa.Text(), nullable=False),
        sa.Column("us_app_to_person_usecase", sa.Text(), nullable=False),
        sa.Column("has_embedded_links", sa.Boolean(), nullable=False),
        sa.Column("has_embedded_phone", sa.Boolean(), nullable=False),
        sa.Column("opt_in_message", sa.Text(), nullable=False),
        sa.Column("opt_out_message", sa.Text(), nullable=False),
        sa.Column("help_message", sa.Text(), nullable=False),
        sa.Column("opt_in_keywords", sa.Text(), nullable=False),
        sa.Column("opt_out_keywords", sa.Text(), nullable=False),
        sa.Column("help_keywords", sa.Text(), nullable=False),
        sa.Column("subscriber_opt_in", sa.Boolean(), nullable=False),
        sa.Column("age_gated", sa.Boolean(), nullable=False),
        sa.Column("direct_lending", sa.Boolean(), nullable=False),
        sa.Column("privacy_policy_url", sa.Text(), nullable=True),
        sa.Column("terms_and_conditions_url", sa.Text(), nullable=True),
        sa.Column("campaign_status", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Text(), nullable=True),
        sa.Column("segments_a_second", sa.Float(), nullable=True),
        sa.Column("message_class", sa.Text(), nullable=True),
        sa.Column("mock", sa.Boolean(), nullable=False),
        sa.Column("errors", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("messaging_service_sid", name="uq_a2p_campaigns_messaging_service_sid"),
    )
    op.create_index(
        "ix_a2p_campaigns_account_sid_date_created_sid", "a2p_campaigns", ["account_sid", "date_created", "sid"]
    )
    op.create_index("ix_a2p_campaigns_brand_registration_sid", "a2p_campaigns", ["brand_registration_sid"])
    op.create_index(
        "ix_a2p_campaigns_campaign_status_date_created_sid", "a2p_campaigns", ["campaign_status", "date_created", "sid"]
    )
    op.create_table(
        "a2p_vettings",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("brand_sid", sa.Text(), nullable=False),
        sa.Column("vetting_provider", sa.Text(), nullable=False),
        sa.Column("vetting_id", sa.Text(), nullable=True),
        sa.Column("vetting_class", sa.Text(), nullable=True),
        sa.Column("vetting_status", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_a2p_vettings_account_sid_brand_sid_date_created_sid",
        "a2p_vettings",
        ["account_sid", "brand_sid", "date_created", "sid"],
    )
    op.create_table(
        "account_settings",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("allow_private_webhooks", sa.Boolean(), nullable=True),
        sa.Column("http_auth_media", sa.Boolean(), nullable=False),
        sa.Column("message_rate_per_s", sa.Float(), nullable=True),
        sa.Column("opt_out_keywords", sa.Boolean(), nullable=False),
        sa.Column("requires_us_registration", sa.Boolean(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid"),
    )
    op.create_table(
        "accounts",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("owner_account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("account_type", sa.Text(), nullable=False),
        sa.Column("auth_token", sa.Text(), nullable=False),
        sa.Column("secondary_auth_token", sa.Text(), nullable=True),
        sa.Column("secondary_created_at", sa.BigInteger(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_accounts_owner_account_sid_date_created_sid", "accounts", ["owner_account_sid", "date_created", "sid"]
    )
    op.create_table(
        "addresses",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("customer_name", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=False),
        sa.Column("street_secondary", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("iso_country", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=True),
        sa.Column("emergency_enabled", sa.Boolean(), nullable=False),
        sa.Column("validated", sa.Boolean(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_addresses_account_sid_date_created_sid", "addresses", ["account_sid", "date_created", "sid"])
    op.create_table(
        "alerts",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("resource_sid", sa.Text(), nullable=False),
        sa.Column("service_sid", sa.Text(), nullable=True),
        sa.Column("error_code", sa.BigInteger(), nullable=False),
        sa.Column("log_level", sa.Text(), nullable=False),
        sa.Column("alert_text", sa.Text(), nullable=False),
        sa.Column("request_method", sa.Text(), nullable=True),
        sa.Column("request_url", sa.Text(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("webhook_sid", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_alerts_account_sid_date_created_sid", "alerts", ["account_sid", "date_created", "sid"])
    op.create_index("ix_alerts_date_created", "alerts", ["date_created"])
    op.create_table(
        "applications",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=True),
        sa.Column("api_version", sa.Text(), nullable=False),
        sa.Column("voice_url", sa.Text(), nullable=True),
        sa.Column("voice_method", sa.Text(), nullable=False),
        sa.Column("voice_fallback_url", sa.Text(), nullable=True),
        sa.Column("voice_fallback_method", sa.Text(), nullable=False),
        sa.Column("voice_caller_id_lookup", sa.Boolean(), nullable=False),
        sa.Column("status_callback", sa.Text(), nullable=True),
        sa.Column("status_callback_method", sa.Text(), nullable=False),
        sa.Column("sms_url", sa.Text(), nullable=True),
        sa.Column("sms_method", sa.Text(), nullable=False),
        sa.Column("sms_fallback_url", sa.Text(), nullable=True),
        sa.Column("sms_fallback_method", sa.Text(), nullable=False),
        sa.Column("sms_status_callback", sa.Text(), nullable=True),
        sa.Column("message_status_callback", sa.Text(), nullable=True),
        sa.Column("public_application_connect_enabled", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_applications_account_sid_date_created_sid", "applications", ["account_sid", "date_created", "sid"]
    )
    op.create_table(
        "audit_entries",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=False),
        sa.Column("resource_type", sa.Text(), nullable=False),
        sa.Column("resource_sid", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("actor_sid", sa.Text(), nullable=False),
        sa.Column("actor_type", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("source_ip_address", sa.Text(), nullable=False),
        sa.Column("event_data", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_audit_entries_account_sid_date_created_sid", "audit_entries", ["account_sid", "date_created", "sid"]
    )
    op.create_index(
        "ix_audit_entries_account_sid_resource_sid_date_created",
        "audit_entries",
        ["account_sid", "resource_sid", "date_created"],
    )
    op.create_index("ix_audit_entries_date_created", "audit_entries", ["date_created"])
    op.create_table(
        "call_trails",
        sa.Column("call_sid", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("call_sid", "part"),
    )
    op.create_table(
        "caller_id_validations",
        sa.Column("call_sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("phone_number", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("validation_code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("status_callback", sa.Text(), nullable=True),
        sa.Column("status_callback_method", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("call_sid"),
    )
    op.create_table(
        "calls",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("parent_call_sid", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("from_", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("phone_number_sid", sa.Text(), nullable=True),
        sa.Column("application_sid", sa.Text(), nullable=True),
        sa.Column("caller_name", sa.Text(), nullable=True),
        sa.Column("forwarded_from", sa.Text(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("group_sid", sa.Text(), nullable=True),
        sa.Column("trunk_sid", sa.Text(), nullable=True),
        sa.Column("sip_domain_sid", sa.Text(), nullable=True),
        sa.Column("conference_sid", sa.Text(), nullable=True),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("callback", sa.Text(), nullable=True),
        sa.Column("dialling", sa.Text(), nullable=True),
        sa.Column("dialled_at", sa.BigInteger(), nullable=True),
        sa.Column("start_time", sa.BigInteger(), nullable=True),
        sa.Column("answered_time", sa.BigInteger(), nullable=True),
        sa.Column("end_time", sa.BigInteger(), nullable=True),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("queue_time_ms", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("price_unit", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("sip_call_id", sa.Text(), nullable=True),
        sa.Column("sip_response_code", sa.BigInteger(), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_calls_account_sid_date_created_sid", "calls", ["account_sid", "date_created", "sid"])
    op.create_index(
        "ix_calls_account_sid_from__date_created_sid", "calls", ["account_sid", "from_", "date_created", "sid"]
    )
    op.create_index("ix_calls_account_sid_to_date_created_sid", "calls", ["account_sid", "to", "date_created", "sid"])
    op.create_index("ix_calls_owner_status", "calls", ["owner", "status"])
    op.create_index("ix_calls_parent_call_sid_date_created", "calls", ["parent_call_sid", "date_created"])
    op.create_table(
        "conference_participants",
        sa.Column("conference_sid", sa.Text(), nullable=False),
        sa.Column("call_sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=True),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("hold", sa.Boolean(), nullable=False),
        sa.Column("coaching", sa.Boolean(), nullable=False),
        sa.Column("call_sid_to_coach", sa.Text(), nullable=True),
        sa.Column("start_conference_on_enter", sa.Boolean(), nullable=False),
        sa.Column("end_conference_on_exit", sa.Boolean(), nullable=False),
        sa.Column("beep", sa.Text(), nullable=False),
        sa.Column("wait_url", sa.Text(), nullable=True),
        sa.Column("wait_method", sa.Text(), nullable=False),
        sa.Column("hold_url", sa.Text(), nullable=True),
        sa.Column("hold_method", sa.Text(), nullable=False),
        sa.Column("early_media", sa.Boolean(), nullable=False),
        sa.Column("jitter_buffer_size", sa.Text(), nullable=False),
        sa.Column("queue_time_ms", sa.BigInteger(), nullable=False),
        sa.Column("joined_at", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("reason_left", sa.Text(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("conference_sid", "call_sid"),
    )
    op.create_index(
        "ix_conference_participants_call_sid_date_created", "conference_participants", ["call_sid", "date_created"]
    )
    op.create_index(
        "ix_conference_participants_conference_sid_date_created_call_sid",
        "conference_participants",
        ["conference_sid", "date_created", "call_sid"],
    )
    op.create_table(
        "conferences",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.Column("reason_conference_ended", sa.Text(), nullable=True),
        sa.Column("call_sid_ending_conference", sa.Text(), nullable=True),
        sa.Column("label_ending", sa.Text(), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_conferences_account_sid_date_created_sid", "conferences", ["account_sid", "date_created", "sid"]
    )
    op.create_index(
        "ix_conferences_account_sid_friendly_name_date_created",
        "conferences",
        ["account_sid", "friendly_name", "date_created"],
    )
    op.create_index("ix_conferences_owner_status", "conferences", ["owner", "status"])
    op.create_table(
        "consent_do_not_call",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "number"),
    )
    op.create_index(
        "ix_consent_do_not_call_account_sid_date_created_sid",
        "consent_do_not_call",
        ["account_sid", "date_created", "sid"],
    )
    op.create_table(
        "consent_has_lists",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid"),
    )
    op.create_table(
        "consent_keywords",
        sa.Column("service_sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("stop", sa.Text(), nullable=False),
        sa.Column("start", sa.Text(), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column("stop_reply", sa.Text(), nullable=True),
        sa.Column("start_reply", sa.Text(), nullable=True),
        sa.Column("help_reply", sa.Text(), nullable=True),
        sa.Column("date_updated", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("service_sid", "account_sid"),
    )
    op.create_table(
        "consent_policies",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("quiet_from", sa.BigInteger(), nullable=True),
        sa.Column("quiet_until", sa.BigInteger(), nullable=True),
        sa.Column("quiet_action", sa.Text(), nullable=False),
        sa.Column("frequency_most", sa.BigInteger(), nullable=True),
        sa.Column("frequency_hours", sa.BigInteger(), nullable=False),
        sa.Column("requires_opt_in", sa.Boolean(), nullable=False),
        sa.Column("purposes", sa.Text(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "scope"),
    )
    op.create_table(
        "consent_spoken",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid"),
    )
    op.create_table(
        "consent_standings",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("service_sid", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("statement_sid", sa.Text(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "person", "scope", "channel", "purpose"),
    )
    op.create_table(
        "consent_statements",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("service_sid", sa.Text(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("message_sid", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_consent_statements_account_sid_date_created_sid",
        "consent_statements",
        ["account_sid", "date_created", "sid"],
    )
    op.create_index(
        "ix_consent_statements_account_sid_person_date_created_sid",
        "consent_statements",
        ["account_sid", "person", "date_created", "sid"],
    )
    op.create_table(
        "consent_whereabouts",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "number"),
    )
    op.create_table(
        "consent_written",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "scope", "person", "hour"),
    )
    op.create_index("ix_consent_written_hour", "consent_written", ["hour"])
    op.create_table(
        "consents",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("date_of_consent", sa.BigInteger(), nullable=True),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "contact_id", "sender_id"),
    )
    op.create_table(
        "console_sessions",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("csrf_token", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_console_sessions_expires_at", "console_sessions", ["expires_at"])
    op.create_table(
        "contacts",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("contact_id", sa.Text(), nullable=False),
        sa.Column("country_iso_code", sa.Text(), nullable=False),
        sa.Column("zip_code", sa.Text(), nullable=True),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "contact_id"),
    )
    op.create_table(
        "credentials",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_credentials_account_sid_date_created_sid", "credentials", ["account_sid", "date_created", "sid"]
    )
    op.create_table(
        "deactivations",
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("day", "number"),
    )
    op.create_table(
        "debugger_webhooks",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid"),
    )
    op.create_table(
        "event_cursors",
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("txid", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("reader"),
    )
    op.create_table(
        "events",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("txid", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("subject_sid", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_order", "events", ["txid", "number"])
    op.create_index("ix_events_subject", "events", ["subject_sid", "number"])
    op.create_table(
        "handset_calls",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("handset", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("from_", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("sid", sa.Text(), nullable=True),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("sip_status", sa.BigInteger(), nullable=True),
        sa.Column("heard", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("records", sa.Boolean(), nullable=False),
        sa.Column("audio", sa.Text(), nullable=True),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_handset_calls_date_created_id", "handset_calls", ["date_created", "id"])
    op.create_index("ix_handset_calls_handset_date_created_id", "handset_calls", ["handset", "date_created", "id"])
    op.create_index(
        "ix_handset_calls_handset_part",
        "handset_calls",
        ["handset"],
        sqlite_where=sa.text("state <> 'ended'"),
        postgresql_where=sa.text("state <> 'ended'"),
    )
    op.create_table(
        "handset_messages",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("handset", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("from_", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("media_urls", sa.Text(), nullable=False),
        sa.Column("parts", sa.BigInteger(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid", "handset"),
    )
    op.create_index(
        "ix_handset_messages_handset_date_created_sid", "handset_messages", ["handset", "date_created", "sid"]
    )
    op.create_table(
        "handsets",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("script", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_index("ix_handsets_date_created_number", "handsets", ["date_created", "number"])
    op.create_table(
        "incoming_phone_numbers",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("phone_number", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("capabilities", sa.Text(), nullable=False),
        sa.Column("address_requirements", sa.Text(), nullable=False),
        sa.Column("api_version", sa.Text(), nullable=False),
        sa.Column("beta", sa.Boolean(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("voice_url", sa.Text(), nullable=True),
        sa.Column("voice_method", sa.Text(), nullable=False),
        sa.Column("voice_fallback_url", sa.Text(), nullable=True),
        sa.Column("voice_fallback_method", sa.Text(), nullable=False),
        sa.Column("voice_application_sid", sa.Text(), nullable=True),
        sa.Column("voice_caller_id_lookup", sa.Boolean(), nullable=False),
        sa.Column("voice_receive_mode", sa.Text(), nullable=False),
        sa.Column("sms_url", sa.Text(), nullable=True),
        sa.Column("sms_method", sa.Text(), nullable=False),
        sa.Column("sms_fallback_url", sa.Text(), nullable=True),
        sa.Column("sms_fallback_method", sa.Text(), nullable=False),
        sa.Column("sms_application_sid", sa.Text(), nullable=True),
        sa.Column("status_callback", sa.Text(), nullable=True),
        sa.Column("status_callback_method", sa.Text(), nullable=False),
        sa.Column("trunk_sid", sa.Text(), nullable=True),
        sa.Column("address_sid", sa.Text(), nullable=True),
        sa.Column("bundle_sid", sa.Text(), nullable=True),
        sa.Column("identity_sid", sa.Text(), nullable=True),
        sa.Column("emergency_status", sa.Text(), nullable=False),
        sa.Column("emergency_address_sid", sa.Text(), nullable=True),
        sa.Column("emergency_address_status", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("phone_number", name="uq_incoming_phone_numbers_phone_number"),
    )
    op.create_index(
        "ix_incoming_phone_numbers_account_sid_address_sid", "incoming_phone_numbers", ["account_sid", "address_sid"]
    )
    op.create_index(
        "ix_incoming_phone_numbers_account_sid_date_created_sid",
        "incoming_phone_numbers",
        ["account_sid", "date_created", "sid"],
    )
    op.create_table(
        "installation",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "jobs",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("lane", sa.Text(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("args", sa.Text(), nullable=False),
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("attempts", sa.BigInteger(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_jobs_lane_sid_part",
        "jobs",
        ["lane", "sid"],
        sqlite_where=sa.text("lane IS NOT NULL"),
        postgresql_where=sa.text("lane IS NOT NULL"),
    )
    op.create_index("ix_jobs_status_due_at_sid", "jobs", ["status", "due_at", "sid"])
    op.create_table(
        "kept_answers",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("request_hash", sa.Text(), nullable=False),
        sa.Column("kept_until", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=True),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("account_sid", "idempotency_key"),
    )
    op.create_index("ix_kept_answers_kept_until", "kept_answers", ["kept_until"])
    op.create_table(
        "keys",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=True),
        sa.Column("secret_hash", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_keys_account_sid_date_created_sid", "keys", ["account_sid", "date_created", "sid"])
    op.create_table(
        "leases",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "media",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("parent_sid", sa.Text(), nullable=False),
        sa.Column("content_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("blob", sa.Text(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_media_parent_sid_date_created_sid", "media", ["parent_sid", "date_created", "sid"])
    op.create_table(
        "message_routes",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("carrier_sid", sa.Text(), nullable=False),
        sa.Column("prefixes", sa.Text(), nullable=False),
        sa.Column("countries", sa.Text(), nullable=False),
        sa.Column("number_types", sa.Text(), nullable=False),
        sa.Column("sender_types", sa.Text(), nullable=False),
        sa.Column("senders", sa.Text(), nullable=False),
        sa.Column("account_sids", sa.Text(), nullable=False),
        sa.Column("priority", sa.BigInteger(), nullable=False),
        sa.Column("percentage", sa.Float(), nullable=True),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("price_unit", sa.Text(), nullable=False),
        sa.Column("messages_per_s", sa.Float(), nullable=True),
        sa.Column("when_full", sa.Text(), nullable=False),
        sa.Column("fails_over_on", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_table(
        "messages",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("from_", sa.Text(), nullable=True),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("num_segments", sa.BigInteger(), nullable=False),
        sa.Column("num_media", sa.BigInteger(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("price_unit", sa.Text(), nullable=False),
        sa.Column("messaging_service_sid", sa.Text(), nullable=True),
        sa.Column("status_callback", sa.Text(), nullable=True),
        sa.Column("provide_feedback", sa.Boolean(), nullable=False),
        sa.Column("feedback", sa.Text(), nullable=True),
        sa.Column("valid_until", sa.BigInteger(), nullable=True),
        sa.Column("send_at", sa.BigInteger(), nullable=True),
        sa.Column("held_until", sa.BigInteger(), nullable=True),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=True),
        sa.Column("simulated", sa.Boolean(), nullable=False),
        sa.Column("discard_body", sa.Boolean(), nullable=False),
        sa.Column("mask_address", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("date_sent", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_messages_account_sid_date_created_sid", "messages", ["account_sid", "date_created", "sid"])
    op.create_index(
        "ix_messages_account_sid_from__date_created_sid", "messages", ["account_sid", "from_", "date_created", "sid"]
    )
    op.create_index(
        "ix_messages_account_sid_to_date_created_sid", "messages", ["account_sid", "to", "date_created", "sid"]
    )
    op.create_table(
        "messaging_pool_senders",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("service_sid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("slot", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("capabilities", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("slot", name="uq_messaging_pool_senders_slot"),
    )
    op.create_index(
        "ix_messaging_pool_senders_account_sid_address", "messaging_pool_senders", ["account_sid", "address"]
    )
    op.create_index(
        "ix_messaging_pool_senders_service_sid_kind_date_created_sid",
        "messaging_pool_senders",
        ["service_sid", "kind", "date_created", "sid"],
    )
    op.create_table(
        "messaging_pool_states",
        sa.Column("service_sid", sa.Text(), nullable=False),
        sa.Column("senders", sa.BigInteger(), nullable=False),
        sa.Column("changes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("service_sid"),
    )
    op.create_table(
        "messaging_services",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("inbound_request_url", sa.Text(), nullable=True),
        sa.Column("inbound_method", sa.Text(), nullable=False),
        sa.Column("fallback_url", sa.Text(), nullable=True),
        sa.Column("fallback_method", sa.Text(), nullable=False),
        sa.Column("status_callback", sa.Text(), nullable=True),
        sa.Column("sticky_sender", sa.Boolean(), nullable=False),
        sa.Column("mms_converter", sa.Boolean(), nullable=False),
        sa.Column("smart_encoding", sa.Boolean(), nullable=False),
        sa.Column("scan_message_content", sa.Text(), nullable=False),
        sa.Column("fallback_to_long_code", sa.Boolean(), nullable=False),
        sa.Column("area_code_geomatch", sa.Boolean(), nullable=False),
        sa.Column("synchronous_validation", sa.Boolean(), nullable=False),
        sa.Column("validity_period", sa.BigInteger(), nullable=False),
        sa.Column("usecase", sa.Text(), nullable=False),
        sa.Column("use_inbound_webhook_on_number", sa.Boolean(), nullable=False),
        sa.Column("us_app_to_person_registered", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_messaging_services_account_sid_date_created_sid",
        "messaging_services",
        ["account_sid", "date_created", "sid"],
    )
    op.create_table(
        "messaging_sticky_pairs",
        sa.Column("service_sid", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("service_sid", "recipient"),
    )
    op.create_table(
        "network_health",
        sa.Column("network_sid", sa.Text(), nullable=False),
        sa.Column("health", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("network_sid"),
    )
    op.create_table(
        "networks",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("port", sa.BigInteger(), nullable=False),
        sa.Column("transport", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=True),
        sa.Column("password", sa.Text(), nullable=True),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("prefixes", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("number_format", sa.Text(), nullable=False),
        sa.Column("caller_id", sa.Text(), nullable=False),
        sa.Column("codecs", sa.Text(), nullable=False),
        sa.Column("max_cps", sa.Float(), nullable=True),
        sa.Column("max_calls", sa.BigInteger(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("register", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_table(
        "one_time_tokens",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_one_time_tokens_expires_at", "one_time_tokens", ["expires_at"])
    op.create_table(
        "outgoing_caller_ids",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("phone_number", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("account_sid", "phone_number", name="uq_outgoing_caller_ids_account_sid_phone_number"),
    )
    op.create_index(
        "ix_outgoing_caller_ids_account_sid_date_created_sid",
        "outgoing_caller_ids",
        ["account_sid", "date_created", "sid"],
    )
    op.create_table(
        "queue_former_names",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("queue_sid", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "name"),
    )
    op.create_index("ix_queue_former_names_queue_sid", "queue_former_names", ["queue_sid"])
    op.create_table(
        "queue_waits",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("queue_sid", sa.Text(), nullable=False),
        sa.Column("queue_name", sa.Text(), nullable=False),
        sa.Column("asked_name", sa.Text(), nullable=False),
        sa.Column("call_sid", sa.Text(), nullable=False),
        sa.Column("from_", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("agent_call_sid", sa.Text(), nullable=True),
        sa.Column("workflow_sid", sa.Text(), nullable=True),
        sa.Column("task", sa.Text(), nullable=True),
        sa.Column("wait_ms", sa.BigInteger(), nullable=True),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_queue_waits_account_sid_date_created_sid", "queue_waits", ["account_sid", "date_created", "sid"]
    )
    op.create_index("ix_queue_waits_call_sid_date_created", "queue_waits", ["call_sid", "date_created"])
    op.create_index("ix_queue_waits_owner_status", "queue_waits", ["owner", "status"])
    op.create_index("ix_queue_waits_queue_sid_left_at", "queue_waits", ["queue_sid", "left_at"])
    op.create_index(
        "ix_queue_waits_queue_sid_status_date_created_sid",
        "queue_waits",
        ["queue_sid", "status", "date_created", "sid"],
    )
    op.create_table(
        "queues",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("max_size", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("account_sid", "friendly_name", name="uq_queues_account_sid_friendly_name"),
    )
    op.create_index("ix_queues_account_sid_date_created_sid", "queues", ["account_sid", "date_created", "sid"])
    op.create_table(
        "recordings",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("call_sid", sa.Text(), nullable=True),
        sa.Column("conference_sid", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("channels", sa.BigInteger(), nullable=False),
        sa.Column("track", sa.Text(), nullable=False),
        sa.Column("trim", sa.Boolean(), nullable=False),
        sa.Column("start_time", sa.BigInteger(), nullable=False),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("price_unit", sa.Text(), nullable=False),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("callback", sa.Text(), nullable=True),
        sa.Column("transcribe", sa.Boolean(), nullable=False),
        sa.Column("transcribe_callback", sa.Text(), nullable=True),
        sa.Column("spool", sa.Text(), nullable=True),
        sa.Column("blob", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("peaks", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("date_deleted", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_recordings_account_sid_date_created_sid", "recordings", ["account_sid", "date_created", "sid"])
    op.create_index("ix_recordings_call_sid_date_created_sid", "recordings", ["call_sid", "date_created", "sid"])
    op.create_index(
        "ix_recordings_conference_sid_date_created_sid", "recordings", ["conference_sid", "date_created", "sid"]
    )
    op.create_index("ix_recordings_owner_status", "recordings", ["owner", "status"])
    op.create_table(
        "registrations",
        sa.Column("aor", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("cseq", sa.BigInteger(), nullable=False),
        sa.Column("q", sa.Float(), nullable=False),
        sa.Column("transport", sa.Text(), nullable=False),
        sa.Column("source_ip", sa.Text(), nullable=False),
        sa.Column("source_port", sa.BigInteger(), nullable=False),
        sa.Column("user_agent", sa.Text(), nullable=False),
        sa.Column("date_expires", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("aor", "contact"),
    )
    op.create_index("ix_registrations_account_sid_user", "registrations", ["account_sid", "user"])
    op.create_index("ix_registrations_date_expires", "registrations", ["date_expires"])
    op.create_table(
        "safe_numbers",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("phone_number", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("account_sid", "phone_number", name="uq_safe_numbers_account_sid_phone_number"),
    )
    op.create_table(
        "sender_queues",
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("segments", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sender"),
    )
    op.create_table(
        "short_codes",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("short_code", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("capabilities", sa.Text(), nullable=False),
        sa.Column("api_version", sa.Text(), nullable=False),
        sa.Column("sms_url", sa.Text(), nullable=True),
        sa.Column("sms_method", sa.Text(), nullable=False),
        sa.Column("sms_fallback_url", sa.Text(), nullable=True),
        sa.Column("sms_fallback_method", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("short_code", name="uq_short_codes_short_code"),
    )
    op.create_index(
        "ix_short_codes_account_sid_date_created_sid", "short_codes", ["account_sid", "date_created", "sid"]
    )
    op.create_table(
        "simulated_line",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_down", sa.Boolean(), nullable=False),
        sa.Column("receipt_delay_s", sa.Float(), nullable=False),
        sa.Column("receipt_duplicates", sa.BigInteger(), nullable=False),
        sa.Column("loss_percent", sa.Float(), nullable=False),
        sa.Column("jitter_ms", sa.BigInteger(), nullable=False),
        sa.Column("delay_ms", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "simulated_parts",
        sa.Column("message_sid", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("carrier_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("message_sid", "part"),
    )
    op.create_table(
        "sip_access_lists",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("blocks", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_sip_access_lists_account_sid_date_created_sid", "sip_access_lists", ["account_sid", "date_created", "sid"]
    )
    op.create_table(
        "sip_addresses",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("ip_access_control_list_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("ip_address", sa.Text(), nullable=False),
        sa.Column("cidr_prefix_length", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_sip_addresses_ip_access_control_list_sid_date_created_sid",
        "sip_addresses",
        ["ip_access_control_list_sid", "date_created", "sid"],
    )
    op.create_table(
        "sip_credential_lists",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_sip_credential_lists_account_sid_date_created_sid",
        "sip_credential_lists",
        ["account_sid", "date_created", "sid"],
    )
    op.create_table(
        "sip_credentials",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("credential_list_sid", sa.Text(), nullable=False),
        sa.Column("username", sa.Text(), nullable=False),
        sa.Column("ha1_md5", sa.Text(), nullable=False),
        sa.Column("ha1_sha256", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("credential_list_sid", "username", name="uq_sip_credentials_credential_list_sid_username"),
    )
    op.create_index(
        "ix_sip_credentials_credential_list_sid_date_created_sid",
        "sip_credentials",
        ["credential_list_sid", "date_created", "sid"],
    )
    op.create_table(
        "sip_domains",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("domain_name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=True),
        sa.Column("api_version", sa.Text(), nullable=False),
        sa.Column("voice_url", sa.Text(), nullable=True),
        sa.Column("voice_method", sa.Text(), nullable=False),
        sa.Column("voice_fallback_url", sa.Text(), nullable=True),
        sa.Column("voice_fallback_method", sa.Text(), nullable=False),
        sa.Column("voice_status_callback_url", sa.Text(), nullable=True),
        sa.Column("voice_status_callback_method", sa.Text(), nullable=False),
        sa.Column("sip_registration", sa.Boolean(), nullable=False),
        sa.Column("emergency_calling_enabled", sa.Boolean(), nullable=False),
        sa.Column("secure", sa.Boolean(), nullable=False),
        sa.Column("byoc_trunk_sid", sa.Text(), nullable=True),
        sa.Column("emergency_caller_sid", sa.Text(), nullable=True),
        sa.Column("call_acls", sa.Text(), nullable=False),
        sa.Column("call_credentials", sa.Text(), nullable=False),
        sa.Column("registration_credentials", sa.Text(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("label", name="uq_sip_domains_label"),
    )
    op.create_index(
        "ix_sip_domains_account_sid_date_created_sid", "sip_domains", ["account_sid", "date_created", "sid"]
    )
    op.create_table(
        "sip_mappings",
        sa.Column("domain_sid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("list_made_at", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("domain_sid", "kind", "sid"),
    )
    op.create_index("ix_sip_mappings_sid", "sip_mappings", ["sid"])
    op.create_table(
        "smpp_binds",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("system_id", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("tls", sa.Boolean(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("submits", sa.BigInteger(), nullable=False),
        sa.Column("submits_per_s", sa.Float(), nullable=False),
        sa.Column("waiting", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_smpp_binds_key", "smpp_binds", ["key"])
    op.create_table(
        "smpp_credentials",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("system_id", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("password_hash", sa.LargeBinary(), nullable=False),
        sa.Column("messaging_service_sid", sa.Text(), nullable=True),
        sa.Column("receives", sa.Boolean(), nullable=False),
        sa.Column("window", sa.BigInteger(), nullable=False),
        sa.Column("messages_per_s", sa.Float(), nullable=True),
        sa.Column("max_binds", sa.BigInteger(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("system_id", name="uq_smpp_credentials_system_id"),
    )
    op.create_index(
        "ix_smpp_credentials_account_sid_date_created_sid", "smpp_credentials", ["account_sid", "date_created", "sid"]
    )
    op.create_table(
        "smpp_deliveries",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("pdu", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_smpp_deliveries_key_sid", "smpp_deliveries", ["key", "sid"])
    op.create_table(
        "smpp_fragments",
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("reference", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=False),
        sa.Column("octets", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("carrier", "sender", "receiver", "reference", "total", "sequence", "wide"),
    )
    op.create_table(
        "smpp_messages",
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("message_sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("registered_delivery", sa.BigInteger(), nullable=False),
        sa.Column("source_addr_ton", sa.BigInteger(), nullable=False),
        sa.Column("source_addr_npi", sa.BigInteger(), nullable=False),
        sa.Column("source_addr", sa.Text(), nullable=False),
        sa.Column("dest_addr_ton", sa.BigInteger(), nullable=False),
        sa.Column("dest_addr_npi", sa.BigInteger(), nullable=False),
        sa.Column("destination_addr", sa.Text(), nullable=False),
        sa.Column("service_type", sa.Text(), nullable=False),
        sa.Column("data_coding", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", "destination_addr"),
    )
    op.create_index("ix_smpp_messages_message_sid", "smpp_messages", ["message_sid"])
    op.create_table(
        "smpp_networks",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("port", sa.BigInteger(), nullable=False),
        sa.Column("tls", sa.Boolean(), nullable=False),
        sa.Column("tls_verify", sa.Boolean(), nullable=False),
        sa.Column("system_id", sa.Text(), nullable=False),
        sa.Column("password", sa.Text(), nullable=False),
        sa.Column("system_type", sa.Text(), nullable=False),
        sa.Column("transceivers", sa.BigInteger(), nullable=False),
        sa.Column("transmitters", sa.BigInteger(), nullable=False),
        sa.Column("receivers", sa.BigInteger(), nullable=False),
        sa.Column("window", sa.BigInteger(), nullable=False),
        sa.Column("messages_per_s", sa.Float(), nullable=True),
        sa.Column("enquire_s", sa.Float(), nullable=False),
        sa.Column("response_s", sa.Float(), nullable=False),
        sa.Column("joining", sa.Text(), nullable=False),
        sa.Column("alphabet", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=False),
        sa.Column("prefixes", sa.Text(), nullable=False),
        sa.Column("when_unknown", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_table(
        "smpp_orphans",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_table(
        "smpp_parts",
        sa.Column("message_sid", sa.Text(), nullable=False),
        sa.Column("part", sa.BigInteger(), nullable=False),
        sa.Column("parts", sa.BigInteger(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("to", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reference", sa.BigInteger(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("carrier_id", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("message_sid", "part"),
    )
    op.create_index("ix_smpp_parts_carrier_canonical", "smpp_parts", ["carrier", "canonical"])
    op.create_table(
        "smpp_pieces",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("receiver", sa.Text(), nullable=False),
        sa.Column("reference", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("wide", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("pdu", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", "sender", "receiver", "reference", "total", "wide", "sequence"),
    )
    op.create_table(
        "test_credentials",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("auth_token", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
        sa.UniqueConstraint("account_sid", name="uq_test_credentials_account_sid"),
    )
    op.create_table(
        "texting_countries",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("country_code", sa.Text(), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "country_code"),
    )
    op.create_table(
        "transcriptions",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("recording_sid", sa.Text(), nullable=False),
        sa.Column("call_sid", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("sentences", sa.Text(), nullable=False),
        sa.Column("duration", sa.BigInteger(), nullable=True),
        sa.Column("price", sa.Text(), nullable=True),
        sa.Column("price_unit", sa.Text(), nullable=False),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_transcriptions_account_sid_date_created_sid", "transcriptions", ["account_sid", "date_created", "sid"]
    )
    op.create_index(
        "ix_transcriptions_recording_sid_date_created_sid", "transcriptions", ["recording_sid", "date_created", "sid"]
    )
    op.create_table(
        "usage_days",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("owner_sid", sa.Text(), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("usage_milli", sa.BigInteger(), nullable=False),
        sa.Column("price_micro", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid", "day", "category"),
    )
    op.create_index("ix_usage_days_owner_sid_day_category", "usage_days", ["owner_sid", "day", "category"])
    op.create_table(
        "usage_rentals",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("price_micro", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_table(
        "usage_triggers",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("friendly_name", sa.Text(), nullable=True),
        sa.Column("usage_category", sa.Text(), nullable=False),
        sa.Column("trigger_by", sa.Text(), nullable=False),
        sa.Column("trigger_value", sa.Text(), nullable=False),
        sa.Column("recurring", sa.Text(), nullable=False),
        sa.Column("callback_url", sa.Text(), nullable=False),
        sa.Column("callback_method", sa.Text(), nullable=False),
        sa.Column("armed", sa.Boolean(), nullable=False),
        sa.Column("fired_period", sa.Text(), nullable=True),
        sa.Column("date_fired", sa.BigInteger(), nullable=True),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index("ix_usage_triggers_account_sid_armed", "usage_triggers", ["account_sid", "armed"])
    op.create_index(
        "ix_usage_triggers_account_sid_date_created_sid", "usage_triggers", ["account_sid", "date_created", "sid"]
    )
    op.create_table(
        "user_message_subscriptions",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("call_sid", sa.Text(), nullable=False),
        sa.Column("callback", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("heard", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("date_updated", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_user_message_subscriptions_call_sid_date_created_sid",
        "user_message_subscriptions",
        ["call_sid", "date_created", "sid"],
    )
    op.create_table(
        "voice_permissions",
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("allowed_prefixes", sa.Text(), nullable=True),
        sa.Column("daily_spend_limit", sa.Text(), nullable=True),
        sa.Column("max_calls", sa.BigInteger(), nullable=True),
        sa.Column("calls_per_s", sa.Float(), nullable=True),
        sa.Column("date_updated", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("account_sid"),
    )
    op.create_table(
        "webhook_records",
        sa.Column("sid", sa.Text(), nullable=False),
        sa.Column("account_sid", sa.Text(), nullable=False),
        sa.Column("subject_sid", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("attempt", sa.BigInteger(), nullable=False),
        sa.Column("date_created", sa.BigInteger(), nullable=False),
        sa.Column("duration_ms", sa.BigInteger(), nullable=False),
        sa.Column("timing", sa.Text(), nullable=False),
        sa.Column("request_headers", sa.Text(), nullable=False),
        sa.Column("request_body", sa.Text(), nullable=False),
        sa.Column("response_status", sa.BigInteger(), nullable=True),
        sa.Column("response_headers", sa.Text(), nullable=False),
        sa.Column("response_body", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("error_code", sa.BigInteger(), nullable=True),
        sa.Column("error_message", sa.Text(), nullable=True),
        sa.Column("replay_of", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("sid"),
    )
    op.create_index(
        "ix_webhook_records_account_sid_date_created_sid", "webhook_records", ["account_sid", "date_created", "sid"]
    )
    op.create_index("ix_webhook_records_subject_sid_date_created", "webhook_records", ["subject_sid", "date_created"])
    op.create_table(
        "writers",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )

    # the transaction that wrote an event: readers stay below the oldest one still open
    if op.get_context().dialect.name == "postgresql":
        op.alter_column("events", "txid", server_default=sa.text("pg_current_xact_id()::text::bigint"))
