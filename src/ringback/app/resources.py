"""Every resource there is, and their descriptions as served."""

import msgspec

from ringback.app import clock
from ringback.products.accounts import resources as accounts
from ringback.products.consent import resources as consent
from ringback.products.console import resources as console
from ringback.products.handsets import resources as handsets
from ringback.products.messaging import resources as messaging
from ringback.products.messaging.a2p import resources as messaging_a2p
from ringback.products.messaging.services import resources as messaging_services
from ringback.products.messaging.smpp import resources as messaging_smpp
from ringback.products.monitor import notification_resources as notifications
from ringback.products.monitor import resources as monitor
from ringback.products.networks import resources as networks
from ringback.products.networks.routing import resources as networks_routing
from ringback.products.networks.smpp import resources as networks_smpp
from ringback.products.numbers import resources as numbers
from ringback.products.pricing import resources as pricing
from ringback.products.usage import resources as usage
from ringback.products.voice import later as voice_later
from ringback.products.voice import resources as voice
from ringback.products.voice.queues import resources as voice_queues
from ringback.products.voice.sip import resources as voice_sip
from ringback.rest import Resource
from ringback.rest.asgi import RestApp
from ringback.rest.describe import index, openapi
from ringback.rest.later import Later

RESOURCES: tuple[type[Resource], ...] = (
    *accounts.RESOURCES,
    *consent.RESOURCES,
    *console.RESOURCES,
    *handsets.RESOURCES,
    *messaging.RESOURCES,
    *messaging_a2p.RESOURCES,
    *messaging_services.RESOURCES,
    *messaging_smpp.RESOURCES,
    *monitor.RESOURCES,
    *networks.RESOURCES,
    *networks_routing.RESOURCES,
    *networks_smpp.RESOURCES,
    *numbers.RESOURCES,
    *notifications.RESOURCES,
    *pricing.RESOURCES,
    *usage.RESOURCES,
    *voice.RESOURCES,
    *voice_queues.RESOURCES,
    *voice_sip.RESOURCES,
    *clock.RESOURCES,
)

LATER: tuple[Later, ...] = (*voice_later.LATER,)


def description(product: str, api: RestApp) -> bytes | None:
    """OpenAPI 3.1 of one product; the list of products for ""; None for a product that is not there."""
    document = openapi(api.endpoints, product) if product else index(api.endpoints)
    return msgspec.json.encode(document) if document is not None else None
