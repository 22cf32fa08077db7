"""SIP domains and what guards them, as the 2010 API shows them."""

from datetime import datetime
from typing import Any

from ringback.kernel.sid import AccountSid, PhoneNumberSid, Sid
from ringback.products.voice.sip import errors
from ringback.products.voice.sip.model import MappingKind
from ringback.products.voice.sip.service import (
    AccessListsService,
    CredentialListsService,
    SipDomainsService,
    SipMappingsService,
)
from ringback.rest import (
    OPTIONAL,
    REQUIRED,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Operation,
    Resource,
    Update,
    Url,
    field,
    links,
    self_link,
)

SIP = "2010-04-01/Accounts/{account_sid}/SIP"
DOMAIN = f"{SIP}/Domains/{{domain_sid}}"
AUTH = f"{DOMAIN}/Auth"
ACL, CALLS, REGISTRATIONS = (
    {"kind": MappingKind.CALL_ACL},
    {"kind": MappingKind.CALL_CREDENTIALS},
    {"kind": MappingKind.REGISTRATION_CREDENTIALS},
)


class SipDomainSid(Sid):
    prefixes = ("SD",)


class CredentialListSid(Sid):
    prefixes = ("CL",)


class SipCredentialSid(Sid):
    prefixes = ("CR",)


class IpAccessControlListSid(Sid):
    prefixes = ("AL",)


class IpAddressSid(Sid):
    prefixes = ("IP",)


class ByocTrunkSid(Sid):
    prefixes = ("BY",)


class SipDomainResource(Resource, host="api", at=f"{SIP}/Domains", elements=("Domain", "Domains")):
    """A name that phones and PBXs call, and register at: `sip:anybody@<domain_name>`."""

    sid: SipDomainSid = field("Names this domain for ever.")
    account_sid: AccountSid = field("Whose it is.")
    api_version: str = field("The version of the API that its calls run under.")
    auth_type: str = field("What guards its calls: IP_ACL, CREDENTIAL_LIST, both with a comma, or nothing: no calls.")
    domain_name: str = field(
        "`<label>.sip.<domain>`: the label is 1 to 63 letters, digits and hyphens, and unique here.",
        create=REQUIRED,
        update=OPTIONAL,
        example="acme.sip.localhost",
    )
    friendly_name: str | None = field("What people call it, at most 64 characters.", create=OPTIONAL, update=OPTIONAL)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    voice_url: Url | None = field("Asked what to do with a call.", create=OPTIONAL, update=OPTIONAL)
    voice_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    voice_fallback_url: Url | None = field("Asked where `voice_url` fails.", create=OPTIONAL, update=OPTIONAL)
    voice_fallback_method: HttpMethod | None = field("How it is asked.", create=OPTIONAL, update=OPTIONAL)
    voice_status_callback_url: Url | None = field("Hears when a call is over.", create=OPTIONAL, update=OPTIONAL)
    voice_status_callback_method: HttpMethod | None = field("How it is told.", create=OPTIONAL, update=OPTIONAL)
    sip_registration: bool | None = field("Whether phones may register here.", create=OPTIONAL, update=OPTIONAL)
    emergency_calling_enabled: bool | None = field(
        "Kept for the API; emergency calls are not carried.", create=OPTIONAL, update=OPTIONAL
    )
    secure: bool | None = field("Whether TLS is asked of callers.", create=OPTIONAL, update=OPTIONAL)
    byoc_trunk_sid: ByocTrunkSid | None = field(
        "For trunks that come later; refused until then.", create=OPTIONAL, update=OPTIONAL
    )
    emergency_caller_sid: PhoneNumberSid | None = field(
        "A number of the account's to call back in an emergency.", create=OPTIONAL, update=OPTIONAL
    )
    uri: str = self_link()
    subresource_uris: dict[str, Any] = links(
        credential_list_mappings="{sid}/CredentialListMappings",
        ip_access_control_list_mappings="{sid}/IpAccessControlListMappings",
    )

    operations = [
        Create(
            SipDomainsService.create,
            refuses=[errors.InvalidDomainName, errors.DomainNameTaken, errors.InvalidDomain, errors.TooManyDomains],
        ),
        Fetch(SipDomainsService.get),
        List(SipDomainsService.search),
        Update(
            SipDomainsService.update,
            refuses=[errors.InvalidDomainName, errors.DomainNameTaken, errors.InvalidDomain],
        ),
        Delete(SipDomainsService.delete),
    ]


class _Mapping(Resource):
    """What all mappings show."""

    sid: Sid = field("The list's own SID.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field("What the list is called.")
    date_created: datetime = field("When it was mapped.")
    date_updated: datetime = field("The same: what is mapped does not change.")


def _operations(map_: Any, given: dict[str, MappingKind]) -> list[Operation]:
    return [
        Create(map_, given=given, refuses=[errors.AlreadyMapped]),
        Fetch(SipMappingsService.get, given=given),
        List(SipMappingsService.search, given=given),
        Delete(SipMappingsService.remove, given=given),
    ]


class SipAuthCallsCredentialListMappingResource(
    _Mapping, host="api", at=f"{AUTH}/Calls/CredentialListMappings", key="contents"
):
    """A credential list whose users may call the domain."""

    credential_list_sid: CredentialListSid = field("The list to map.", create=REQUIRED, shown=False)
    operations = _operations(SipMappingsService.map_credentials, CALLS)


class SipAuthCallsIpAccessControlListMappingResource(
    _Mapping, host="api", at=f"{AUTH}/Calls/IpAccessControlListMappings", key="contents"
):
    """A list of the addresses that may call the domain."""

    ip_access_control_list_sid: IpAccessControlListSid = field("The list to map.", create=REQUIRED, shown=False)
    operations = _operations(SipMappingsService.map_access, ACL)


class SipAuthRegistrationsCredentialListMappingResource(
    _Mapping, host="api", at=f"{AUTH}/Registrations/CredentialListMappings", key="contents"
):
    """A credential list whose users may register at the domain."""

    credential_list_sid: CredentialListSid = field("The list to map.", create=REQUIRED, shown=False)
    operations = _operations(SipMappingsService.map_credentials, REGISTRATIONS)


class SipCredentialListMappingResource(_Mapping, host="api", at=f"{DOMAIN}/CredentialListMappings"):
    """The older path of a credential list for calls: the same mapping as under `/Auth/Calls`."""

    domain_sid: SipDomainSid = field("The domain it guards.")
    uri: str = self_link()
    credential_list_sid: CredentialListSid = field("The list to map.", create=REQUIRED, shown=False)
    operations = _operations(SipMappingsService.map_credentials, CALLS)


class SipIpAccessControlListMappingResource(_Mapping, host="api", at=f"{DOMAIN}/IpAccessControlListMappings"):
    """The older path of a list of addresses for calls: the same mapping as under `/Auth/Calls`."""

    domain_sid: SipDomainSid = field("The domain it guards.")
    uri: str = self_link()
    ip_access_control_list_sid: IpAccessControlListSid = field("The list to map.", create=REQUIRED, shown=False)
    operations = _operations(SipMappingsService.map_access, ACL)


class SipCredentialListResource(
    Resource, host="api", at=f"{SIP}/CredentialLists", elements=("CredentialList", "CredentialLists")
):
    """Users and passwords, for the domains that the list is mapped to. At most 100 an account."""

    sid: CredentialListSid = field("Names this list for ever.")
    account_sid: AccountSid = field("Whose it is.")
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    friendly_name: str = field("What people call it, 1 to 64 characters.", create=REQUIRED, update=REQUIRED)
    subresource_uris: dict[str, Any] = links(credentials="{sid}/Credentials")
    uri: str = self_link()

    operations = [
        Create(CredentialListsService.create, refuses=[errors.InvalidCredentialList, errors.TooManyCredentialLists]),
        Fetch(CredentialListsService.get),
        List(CredentialListsService.search),
        Update(CredentialListsService.rename, refuses=[errors.InvalidCredentialList]),
        Delete(CredentialListsService.delete, refuses=[errors.CredentialListInUse]),
    ]


class SipCredentialResource(
    Resource,
    host="api",
    at=f"{SIP}/CredentialLists/{{credential_list_sid}}/Credentials",
    elements=("Credential", "Credentials"),
):
    """A user of a credential list. At most 1,000 a list."""

    sid: SipCredentialSid = field("Names this user for ever.")
    account_sid: AccountSid = field("Whose it is.")
    credential_list_sid: CredentialListSid = field("The list it is on.")
    username: str = field("The name that calls and registers, 1 to 32 characters.", create=REQUIRED, example="alice")
    password: str = field(
        "12 characters or more with upper-case and lower-case letters and digits. Never shown: digests of it are kept.",
        create=REQUIRED,
        update=OPTIONAL,
        shown=False,
        secret=True,
    )
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When its password was last set.")
    uri: str = self_link()

    operations = [
        Create(CredentialListsService.create_user, refuses=[errors.InvalidCredential, errors.TooManyCredentials]),
        Fetch(CredentialListsService.get_user),
        List(CredentialListsService.search_users),
        Update(CredentialListsService.set_password, refuses=[errors.InvalidCredential]),
        Delete(CredentialListsService.delete_user),
    ]


class SipIpAccessControlListResource(
    Resource, host="api", at=f"{SIP}/IpAccessControlLists", elements=("IpAccessControlList", "IpAccessControlLists")
):
    """Addresses that may call the domains that the list is mapped to. At most 100 an account."""

    sid: IpAccessControlListSid = field("Names this list for ever.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field("What people call it, 1 to 255 characters.", create=REQUIRED, update=REQUIRED)
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    subresource_uris: dict[str, Any] = links(ip_addresses="{sid}/IpAddresses")
    uri: str = self_link()

    operations = [
        Create(AccessListsService.create, refuses=[errors.InvalidAccessList, errors.TooManyAccessLists]),
        Fetch(AccessListsService.get),
        List(AccessListsService.search),
        Update(AccessListsService.rename, refuses=[errors.InvalidAccessList]),
        Delete(AccessListsService.delete, refuses=[errors.AccessListInUse]),
    ]


class SipIpAddressResource(
    Resource,
    host="api",
    at=f"{SIP}/IpAccessControlLists/{{ip_access_control_list_sid}}/IpAddresses",
    elements=("IpAddress", "IpAddresses"),
):
    """An address, or a block of them, on a list. At most 100 a list."""

    sid: IpAddressSid = field("Names this address for ever.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field("What people call it, 1 to 255 characters.", create=REQUIRED, update=OPTIONAL)
    ip_address: str = field("IPv4 or IPv6.", create=REQUIRED, update=OPTIONAL, example="203.0.113.7")
    cidr_prefix_length: int = field("How many of its bits count; without, all.", create=OPTIONAL, update=OPTIONAL)
    ip_access_control_list_sid: IpAccessControlListSid = field("The list it is on.")
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When it was last changed.")
    uri: str = self_link()

    operations = [
        Create(AccessListsService.create_address, refuses=[errors.InvalidAddress, errors.TooManyAddresses]),
        Fetch(AccessListsService.get_address),
        List(AccessListsService.search_addresses),
        Update(AccessListsService.update_address, refuses=[errors.InvalidAddress]),
        Delete(AccessListsService.delete_address),
    ]


RESOURCES = (
    SipDomainResource,
    SipAuthCallsCredentialListMappingResource,
    SipAuthCallsIpAccessControlListMappingResource,
    SipAuthRegistrationsCredentialListMappingResource,
    SipCredentialListMappingResource,
    SipIpAccessControlListMappingResource,
    SipCredentialListResource,
    SipCredentialResource,
    SipIpAccessControlListResource,
    SipIpAddressResource,
)
