"""Verbs on SIP domains, the lists that guard them, and what is on the lists."""

from ringback.products.voice.sip.service.access import AccessListsService
from ringback.products.voice.sip.service.credentials import CredentialListsService
from ringback.products.voice.sip.service.domains import SipDomainsService
from ringback.products.voice.sip.service.mappings import SipMappingsService

__all__ = ["AccessListsService", "CredentialListsService", "SipDomainsService", "SipMappingsService"]
