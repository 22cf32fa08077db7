"""Accounts on the wire. `RESOURCES` is all of them."""

from ringback.products.accounts.resources.accounts import (
    AccountResource,
    AuthTokenPromotionResource,
    SecondaryAuthTokenResource,
)
from ringback.products.accounts.resources.applications import ApplicationResource, TokenResource
from ringback.products.accounts.resources.credentials import (
    CredentialAwsResource,
    CredentialPublicKeyResource,
    SafelistResource,
)
from ringback.products.accounts.resources.keys import IamKeyResource, KeyResource, SigningKeyResource
from ringback.products.accounts.resources.own import AccountSettingsResource, TestCredentialsResource
from ringback.products.accounts.resources.people import (
    BulkConsentsResource,
    BulkContactsResource,
    GeoPermissionsResource,
)

RESOURCES = (
    AccountResource,
    AccountSettingsResource,
    ApplicationResource,
    AuthTokenPromotionResource,
    BulkConsentsResource,
    BulkContactsResource,
    CredentialAwsResource,
    CredentialPublicKeyResource,
    GeoPermissionsResource,
    IamKeyResource,
    KeyResource,
    SafelistResource,
    SecondaryAuthTokenResource,
    SigningKeyResource,
    TestCredentialsResource,
    TokenResource,
)
