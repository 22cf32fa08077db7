"""What happened to accounts and to what belongs to them. All of it stands in the audit log."""

from ringback.kernel.audit import Audited


class AccountCreated(Audited, tag="accounts.account.created"):
    event_type: str = "account.created"
    resource_type: str = "account"


class AccountUpdated(Audited, tag="accounts.account.updated"):
    event_type: str = "account.updated"
    resource_type: str = "account"


class AccountSuspended(Audited, tag="accounts.account.suspended"):
    """From now on its own credentials are refused, and so is work of its that is under way."""

    event_type: str = "account.suspended"
    resource_type: str = "account"


class AccountActivated(Audited, tag="accounts.account.activated"):
    """It was suspended, and may work again."""

    event_type: str = "account.activated"
    resource_type: str = "account"


class AccountClosed(Audited, tag="accounts.account.closed"):
    """For ever: its numbers are to be released."""

    event_type: str = "account.closed"
    resource_type: str = "account"


class AuthTokenCreated(Audited, tag="accounts.auth_token.created"):
    """A secondary token works beside the primary one."""

    event_type: str = "auth-token.created"
    resource_type: str = "auth-token"


class AuthTokenDeleted(Audited, tag="accounts.auth_token.deleted"):
    event_type: str = "auth-token.deleted"
    resource_type: str = "auth-token"


class AuthTokenPromoted(Audited, tag="accounts.auth_token.promoted"):
    """The secondary token has become the primary; the former one is refused, and signatures change."""

    event_type: str = "auth-token.promoted"
    resource_type: str = "auth-token"


class KeyCreated(Audited, tag="accounts.key.created"):
    event_type: str = "api-key.created"
    resource_type: str = "api-key"


class KeyUpdated(Audited, tag="accounts.key.updated"):
    event_type: str = "api-key.updated"
    resource_type: str = "api-key"


class KeyDeleted(Audited, tag="accounts.key.deleted"):
    event_type: str = "api-key.deleted"
    resource_type: str = "api-key"


class ApplicationCreated(Audited, tag="accounts.application.created"):
    event_type: str = "application.created"
    resource_type: str = "application"


class ApplicationUpdated(Audited, tag="accounts.application.updated"):
    event_type: str = "application.updated"
    resource_type: str = "application"


class ApplicationDeleted(Audited, tag="accounts.application.deleted"):
    event_type: str = "application.deleted"
    resource_type: str = "application"


class CredentialCreated(Audited, tag="accounts.credential.created"):
    event_type: str = "credential.created"
    resource_type: str = "credential"


class CredentialUpdated(Audited, tag="accounts.credential.updated"):
    event_type: str = "credential.updated"
    resource_type: str = "credential"


class CredentialDeleted(Audited, tag="accounts.credential.deleted"):
    event_type: str = "credential.deleted"
    resource_type: str = "credential"


class SafeNumberCreated(Audited, tag="accounts.safe_number.created"):
    event_type: str = "safelist.created"
    resource_type: str = "safelist"


class SafeNumberDeleted(Audited, tag="accounts.safe_number.deleted"):
    event_type: str = "safelist.deleted"
    resource_type: str = "safelist"


class SettingsUpdated(Audited, tag="accounts.settings.updated"):
    event_type: str = "account-settings.updated"
    resource_type: str = "account-settings"


class GeoPermissionsUpdated(Audited, tag="accounts.geo_permissions.updated"):
    event_type: str = "messaging-geo-permissions.updated"
    resource_type: str = "messaging-geo-permissions"


class ConsoleOpened(Audited, tag="accounts.console.opened"):
    event_type: str = "console-session.created"
    resource_type: str = "console-session"
