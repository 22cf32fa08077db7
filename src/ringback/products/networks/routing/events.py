"""What happens to routes."""

from ringback.kernel.audit import Audited


class RouteCreated(Audited, tag="networks.route.created"):
    event_type: str = "route.created"
    resource_type: str = "route"


class RouteUpdated(Audited, tag="networks.route.updated"):
    event_type: str = "route.updated"
    resource_type: str = "route"


class RouteDeleted(Audited, tag="networks.route.deleted"):
    event_type: str = "route.deleted"
    resource_type: str = "route"
