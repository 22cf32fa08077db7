"""What happens to SIP domains and their lists. All of it stands in the audit log; no passwords, no digests."""

from ringback.kernel.audit import Audited


class SipDomainCreated(Audited, tag="voice.sip_domain.created"):
    event_type: str = "sip-domain.created"
    resource_type: str = "sip-domain"


class SipDomainUpdated(Audited, tag="voice.sip_domain.updated"):
    event_type: str = "sip-domain.updated"
    resource_type: str = "sip-domain"


class SipDomainDeleted(Audited, tag="voice.sip_domain.deleted"):
    event_type: str = "sip-domain.deleted"
    resource_type: str = "sip-domain"


class SipListMapped(Audited, tag="voice.sip_domain.list_mapped"):
    """The subject is the domain; the data say which list guards what of it from now on."""

    event_type: str = "sip-domain-mapping.created"
    resource_type: str = "sip-domain-mapping"


class SipListUnmapped(Audited, tag="voice.sip_domain.list_unmapped"):
    event_type: str = "sip-domain-mapping.deleted"
    resource_type: str = "sip-domain-mapping"


class CredentialListCreated(Audited, tag="voice.credential_list.created"):
    event_type: str = "sip-credential-list.created"
    resource_type: str = "sip-credential-list"


class CredentialListUpdated(Audited, tag="voice.credential_list.updated"):
    event_type: str = "sip-credential-list.updated"
    resource_type: str = "sip-credential-list"


class CredentialListDeleted(Audited, tag="voice.credential_list.deleted"):
    event_type: str = "sip-credential-list.deleted"
    resource_type: str = "sip-credential-list"


class SipCredentialCreated(Audited, tag="voice.sip_credential.created"):
    event_type: str = "sip-credential.created"
    resource_type: str = "sip-credential"


class SipCredentialUpdated(Audited, tag="voice.sip_credential.updated"):
    """It has another password."""

    event_type: str = "sip-credential.updated"
    resource_type: str = "sip-credential"


class SipCredentialDeleted(Audited, tag="voice.sip_credential.deleted"):
    event_type: str = "sip-credential.deleted"
    resource_type: str = "sip-credential"


class AccessListCreated(Audited, tag="voice.ip_access_control_list.created"):
    event_type: str = "sip-ip-access-control-list.created"
    resource_type: str = "sip-ip-access-control-list"


class AccessListUpdated(Audited, tag="voice.ip_access_control_list.updated"):
    event_type: str = "sip-ip-access-control-list.updated"
    resource_type: str = "sip-ip-access-control-list"


class AccessListDeleted(Audited, tag="voice.ip_access_control_list.deleted"):
    event_type: str = "sip-ip-access-control-list.deleted"
    resource_type: str = "sip-ip-access-control-list"


class IpAddressCreated(Audited, tag="voice.ip_address.created"):
    event_type: str = "sip-ip-address.created"
    resource_type: str = "sip-ip-address"


class IpAddressUpdated(Audited, tag="voice.ip_address.updated"):
    event_type: str = "sip-ip-address.updated"
    resource_type: str = "sip-ip-address"


class IpAddressDeleted(Audited, tag="voice.ip_address.deleted"):
    event_type: str = "sip-ip-address.deleted"
    resource_type: str = "sip-ip-address"
