"""Where the ledger is kept."""

from ringback.products.consent.model import (
    HasList,
    Listed,
    Policy,
    ServiceKeywords,
    Spoken,
    Standing,
    Statement,
    Whereabouts,
    Written,
)
from ringback.store import record_table

statements = record_table(
    "consent_statements",
    Statement,
    key="sid",
    indexes=[("account_sid", "date_created", "sid"), ("account_sid", "person", "date_created", "sid")],
)
standings = record_table("consent_standings", Standing, key=("account_sid", "person", "scope", "channel", "purpose"))
spoken = record_table("consent_spoken", Spoken, key="account_sid")
keywords = record_table("consent_keywords", ServiceKeywords, key=("account_sid", "service_sid"))
policies = record_table("consent_policies", Policy, key=("account_sid", "scope"))
listed = record_table(
    "consent_do_not_call", Listed, key=("account_sid", "number"), indexes=[("account_sid", "date_created", "sid")]
)
has_lists = record_table("consent_has_lists", HasList, key="account_sid")
whereabouts = record_table("consent_whereabouts", Whereabouts, key=("account_sid", "number"))
written = record_table("consent_written", Written, key=("account_sid", "scope", "person", "hour"), indexes=[("hour",)])
