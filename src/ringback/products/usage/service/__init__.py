"""The verbs of usage: records and balance, and the triggers that watch them."""

from ringback.products.usage.service.records import UsageService
from ringback.products.usage.service.triggers import TriggersService

__all__ = ["TriggersService", "UsageService"]
