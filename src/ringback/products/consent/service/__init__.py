"""Verbs on the ledger, on policies and lists."""

from ringback.products.consent.service.consent import ConsentService, Heard
from ringback.products.consent.service.ledger import LedgerService
from ringback.products.consent.service.policies import PoliciesService

__all__ = ["ConsentService", "Heard", "LedgerService", "PoliciesService"]
