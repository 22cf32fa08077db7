"""The verbs of accounts, by what they are about."""

from ringback.products.accounts.service.accounts import AccountsService, Promotion, SecondaryToken, Seeded
from ringback.products.accounts.service.applications import ApplicationsService
from ringback.products.accounts.service.credentials import CredentialsService
from ringback.products.accounts.service.keys import KeysService, NewKey
from ringback.products.accounts.service.people import Bundle, Item, PeopleService
from ringback.products.accounts.service.permissions import Permissions, PermissionsService
from ringback.products.accounts.service.safelist import SafelistService
from ringback.products.accounts.service.sessions import SESSION_LASTS, OpenedSession, SessionsService
from ringback.products.accounts.service.settings import SettingsService
from ringback.products.accounts.service.tokens import IceServers, NatToken, TokensService

__all__ = [
    "SESSION_LASTS",
    "AccountsService",
    "ApplicationsService",
    "Bundle",
    "CredentialsService",
    "IceServers",
    "Item",
    "KeysService",
    "NatToken",
    "NewKey",
    "OpenedSession",
    "PeopleService",
    "Permissions",
    "PermissionsService",
    "Promotion",
    "SafelistService",
    "SecondaryToken",
    "Seeded",
    "SessionsService",
    "SettingsService",
    "TokensService",
]
