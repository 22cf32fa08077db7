"""Records of accounts and of what proves that one is who one says."""

import enum
from datetime import datetime
from typing import Any

import msgspec

from ringback.kernel import Role


class AccountStatus(enum.StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class AccountType(enum.StrEnum):
    TRIAL = "Trial"
    FULL = "Full"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A customer, or a part of one. A parent owns itself.

    The tokens are kept as they are: webhooks are signed with the primary one, and its owner may read it.
    """

    sid: str
    owner_account_sid: str
    friendly_name: str
    status: AccountStatus = AccountStatus.ACTIVE
    account_type: AccountType = AccountType.FULL
    auth_token: str
    secondary_auth_token: str | None = None
    secondary_created_at: datetime | None = None
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def is_parent(self) -> bool:
        return self.owner_account_sid == self.sid


class TestCredentials(msgspec.Struct, frozen=True, kw_only=True):
    """A SID and token under which nothing is stored, sent or charged."""

    __test__ = False  # for pytest, which collects what is named Test

    sid: str
    account_sid: str
    auth_token: str


class Installation(msgspec.Struct, frozen=True, kw_only=True):
    """This server's one row: which account came first (it operates the server), and a secret of its own."""

    name: str = "this"
    account_sid: str
    secret: str
    version: int = 0


class KeyKind(enum.StrEnum):
    MAIN = "main"  # as much as the auth token
    STANDARD = "standard"  # all but accounts and keys
    RESTRICTED = "restricted"  # what its policy allows

    @property
    def role(self) -> Role:
        return Role(self.value)


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """An API key. `secret_hash` is SHA-256 in hex; the secret itself is told once and forgotten."""

    sid: str
    account_sid: str
    friendly_name: str | None = None
    kind: KeyKind = KeyKind.STANDARD
    policy: dict[str, Any] | None = None
    secret_hash: str
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def permissions(self) -> frozenset[str]:
        return frozenset((self.policy or {}).get("allow", ()))

    @property
    def flags(self) -> list[str]:
        """What the key may be used for: a restricted one signs no access tokens."""
        return ["rest_api"] if self.kind is KeyKind.RESTRICTED else ["rest_api", "signing"]


class Application(msgspec.Struct, frozen=True, kw_only=True):
    """A set of URLs that numbers and calls share."""

    sid: str
    account_sid: str
    friendly_name: str | None = None
    api_version: str = "2010-04-01"
    voice_url: str | None = None
    voice_method: str = "POST"
    voice_fallback_url: str | None = None
    voice_fallback_method: str = "POST"
    voice_caller_id_lookup: bool = False
    status_callback: str | None = None
    status_callback_method: str = "POST"
    sms_url: str | None = None
    sms_method: str = "POST"
    sms_fallback_url: str | None = None
    sms_fallback_method: str = "POST"
    sms_status_callback: str | None = None
    message_status_callback: str | None = None
    public_application_connect_enabled: bool = False
    date_created: datetime
    date_updated: datetime
    version: int = 0


class CredentialKind(enum.StrEnum):
    AWS = "aws"
    PUBLIC_KEY = "public-key"


class Credential(msgspec.Struct, frozen=True, kw_only=True):
    """Something of the customer's that Ringback holds for them. `content` is never shown again."""

    sid: str
    account_sid: str
    kind: CredentialKind
    friendly_name: str | None = None
    content: str
    date_created: datetime
    date_updated: datetime
    version: int = 0


class SafeNumber(msgspec.Struct, frozen=True, kw_only=True):
    """A number, or the first digits of a thousand, that fraud checks leave alone."""

    sid: str
    account_sid: str
    phone_number: str
    date_created: datetime


class AccountSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What an account has set for itself. None means: as the server has it."""

    account_sid: str
    allow_private_webhooks: bool | None = None  # None: only while the server itself listens on loopback
    http_auth_media: bool = False  # media URLs ask for credentials
    message_rate_per_s: float | None = None  # for every sender of the account, over the profile's own
    opt_out_keywords: bool = True  # STOP, START and HELP are answered and heeded
    requires_us_registration: bool = False  # ten-digit numbers text the United States in a verified campaign only
    date_updated: datetime | None = None
    version: int = 0


class TextingCountry(msgspec.Struct, frozen=True, kw_only=True):
    """Whether an account may text a country, where it has said so."""

    account_sid: str
    country_code: str
    enabled: bool


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """What one person has said about texts from one sender."""

    account_sid: str
    contact_id: str
    sender_id: str
    status: str  # "opt-in" or "opt-out"
    source: str
    date_of_consent: datetime | None = None
    date_updated: datetime


class Contact(msgspec.Struct, frozen=True, kw_only=True):
    """Where a person lives, for quiet hours."""

    account_sid: str
    contact_id: str
    country_iso_code: str
    zip_code: str | None = None
    date_updated: datetime


class ConsoleSession(msgspec.Struct, frozen=True, kw_only=True):
    """A log-in of the console. `token_hash` is of the cookie's value, which only the browser has."""

    token_hash: str
    account_sid: str
    csrf_token: str
    created_at: datetime
    expires_at: datetime


class OneTimeToken(msgspec.Struct, frozen=True, kw_only=True):
    """Opens the console once, from the URL that the server prints at its start."""

    token_hash: str
    account_sid: str
    expires_at: datetime
    used: bool = False
    version: int = 0


class Standing(enum.StrEnum):
    """What an account may do now, its parent's state taken in."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    UNKNOWN = "unknown"

    @property
    def is_active(self) -> bool:
        return self is Standing.ACTIVE
