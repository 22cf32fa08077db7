"""Where SIP domains and their lists are kept."""

from ringback.products.voice.sip.model import (
    CredentialList,
    IpAccessControlList,
    IpAddress,
    SipCredential,
    SipDomain,
    SipMapping,
)
from ringback.store import record_table

_OF_ACCOUNT = [("account_sid", "date_created", "sid")]
sip_domains = record_table("sip_domains", SipDomain, key="sid", indexes=_OF_ACCOUNT, unique=[("label",)])
sip_mappings = record_table("sip_mappings", SipMapping, key=("domain_sid", "kind", "sid"), indexes=[("sid",)])
sip_credential_lists = record_table("sip_credential_lists", CredentialList, key="sid", indexes=_OF_ACCOUNT)
sip_credentials = record_table(
    "sip_credentials",
    SipCredential,
    key="sid",
    indexes=[("credential_list_sid", "date_created", "sid")],
    unique=[("credential_list_sid", "username")],
)
sip_access_lists = record_table("sip_access_lists", IpAccessControlList, key="sid", indexes=_OF_ACCOUNT)
sip_addresses = record_table(
    "sip_addresses", IpAddress, key="sid", indexes=[("ip_access_control_list_sid", "date_created", "sid")]
)
