"""Verbs on networks and permissions, and what calls ask of both."""

from ringback.products.networks.service.caps import Caps
from ringback.products.networks.service.networks import NetworksService

__all__ = ["Caps", "NetworksService"]
