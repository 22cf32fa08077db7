"""Every resource there is, and their descriptions as served."""

from ringback.app import clock
from ringback.products.accounts import resources as accounts
from ringback.products.handsets import resources as handsets
from ringback.products.messaging import resources as messaging
from ringback.products.usage import resources as usage
from ringback.rest import Resource
from ringback.rest.asgi import RestApp

RESOURCES: tuple[type[Resource], ...] = (
    *accounts.RESOURCES,
    *handsets.RESOURCES,
    *messaging.RESOURCES,
    *usage.RESOURCES,
    *clock.RESOURCES,
)


def description(product: str, api: RestApp) -> bytes | None:
    """OpenAPI 3.1 of one product; the list of products for ""; None for a product that is not there."""
    raise NotImplementedError
