"""SIP domains, the lists that guard them, and what is on the lists."""

import enum
from datetime import datetime

import msgspec

from ringback.kernel.sid import made_at


class SipDomain(msgspec.Struct, frozen=True, kw_only=True):
    """A name that calls and registrations are sent to: `<label>.sip.<domain>`. The label is unique here.

    The three lists of SIDs say what `SipMapping` rows say, in their order, so that a call is judged by one record.
    """

    sid: str
    account_sid: str
    domain_name: str
    label: str
    friendly_name: str | None = None
    api_version: str = "2010-04-01"
    voice_url: str | None = None
    voice_method: str = "POST"
    voice_fallback_url: str | None = None
    voice_fallback_method: str = "POST"
    voice_status_callback_url: str | None = None
    voice_status_callback_method: str = "POST"
    sip_registration: bool = False
    emergency_calling_enabled: bool = False
    secure: bool = False
    byoc_trunk_sid: str | None = None
    emergency_caller_sid: str | None = None
    call_acls: tuple[str, ...] = ()
    call_credentials: tuple[str, ...] = ()
    registration_credentials: tuple[str, ...] = ()
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def auth_type(self) -> str:
        kinds = (("IP_ACL", self.call_acls), ("CREDENTIAL_LIST", self.call_credentials))
        return ",".join(word for word, lists in kinds if lists)


class MappingKind(enum.StrEnum):
    """What a list is mapped for. The value is the field of SipDomain that repeats it."""

    CALL_ACL = "call_acls"
    CALL_CREDENTIALS = "call_credentials"
    REGISTRATION_CREDENTIALS = "registration_credentials"

    @property
    def is_acl(self) -> bool:
        return self is MappingKind.CALL_ACL


class SipMapping(msgspec.Struct, frozen=True, kw_only=True):
    """A list that guards a domain. `sid` is the list's; `list_made_at` is its moment, which pages are cut by."""

    domain_sid: str
    kind: MappingKind
    sid: str
    account_sid: str
    list_made_at: datetime
    date_created: datetime
    date_updated: datetime


class Mapped(msgspec.Struct, frozen=True, kw_only=True):
    """A mapping as it is shown: under the list's name of today."""

    sid: str
    account_sid: str
    domain_sid: str
    friendly_name: str
    date_created: datetime
    date_updated: datetime


class CredentialList(msgspec.Struct, frozen=True, kw_only=True):
    """Users who may call, register, or both, wherever the list is mapped."""

    sid: str
    account_sid: str
    friendly_name: str
    date_created: datetime
    date_updated: datetime
    version: int = 0


class SipCredential(msgspec.Struct, frozen=True, kw_only=True):
    """A user of a list. Of the password there are only the two HA1 over `rules.REALM`: docs/decisions/0006."""

    sid: str
    account_sid: str
    credential_list_sid: str
    username: str
    ha1_md5: str
    ha1_sha256: str
    date_created: datetime
    date_updated: datetime
    version: int = 0


class IpAccessControlList(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses that may call. `blocks` says what the `IpAddress` rows say, as CIDR, in any order."""

    sid: str
    account_sid: str
    friendly_name: str
    blocks: tuple[str, ...] = ()
    date_created: datetime
    date_updated: datetime
    version: int = 0


class IpAddress(msgspec.Struct, frozen=True, kw_only=True):
    """One address of a list, or with a shorter prefix a block of them."""

    sid: str
    account_sid: str
    ip_access_control_list_sid: str
    friendly_name: str
    ip_address: str
    cidr_prefix_length: int = 32
    date_created: datetime
    date_updated: datetime
    version: int = 0

    @property
    def block(self) -> str:
        return f"{self.ip_address}/{self.cidr_prefix_length}"


List = CredentialList | IpAccessControlList


def mapping(domain: SipDomain, kind: MappingKind, guard: List, now: datetime) -> SipMapping:
    """`guard` put before `domain`."""
    return SipMapping(
        domain_sid=domain.sid,
        kind=kind,
        sid=guard.sid,
        account_sid=domain.account_sid,
        list_made_at=made_at(guard.sid),
        date_created=now,
        date_updated=now,
    )
