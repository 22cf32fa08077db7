"""Where the ledger is kept."""

from ringback.products.consent.model import Spoken, Standing, Statement
from ringback.store import record_table

statements = record_table(
    "consent_statements",
    Statement,
    key="sid",
    indexes=[("account_sid", "date_created", "sid"), ("account_sid", "person", "date_created", "sid")],
)
standings = record_table("consent_standings", Standing, key=("account_sid", "person", "scope", "channel", "purpose"))
spoken = record_table("consent_spoken", Spoken, key="account_sid")
