"""Where accounts and their keys are kept."""

from ringback.products.accounts.model import (
    Account,
    AccountSettings,
    Application,
    Consent,
    ConsoleSession,
    Contact,
    Credential,
    Installation,
    Key,
    OneTimeToken,
    SafeNumber,
    TestCredentials,
    TextingCountry,
)
from ringback.store import record_table

BY_AGE = ("account_sid", "date_created", "sid")

accounts = record_table("accounts", Account, key="sid", indexes=[("owner_account_sid", "date_created", "sid")])
test_credentials = record_table("test_credentials", TestCredentials, key="sid", unique=[("account_sid",)])
installation = record_table("installation", Installation, key="name")
keys = record_table("keys", Key, key="sid", indexes=[BY_AGE])
applications = record_table("applications", Application, key="sid", indexes=[BY_AGE])
credentials = record_table("credentials", Credential, key="sid", indexes=[BY_AGE])
safe_numbers = record_table("safe_numbers", SafeNumber, key="sid", unique=[("account_sid", "phone_number")])
settings = record_table("account_settings", AccountSettings, key="account_sid")
texting_countries = record_table("texting_countries", TextingCountry, key=("account_sid", "country_code"))
consents = record_table("consents", Consent, key=("account_sid", "contact_id", "sender_id"))
contacts = record_table("contacts", Contact, key=("account_sid", "contact_id"))
console_sessions = record_table("console_sessions", ConsoleSession, key="token_hash", indexes=[("expires_at",)])
one_time_tokens = record_table("one_time_tokens", OneTimeToken, key="token_hash", indexes=[("expires_at",)])
