"""What happens to services and their pools. All of it stands in the audit log."""

from ringback.kernel.audit import Audited


class ServiceCreated(Audited, tag="messaging.service.created"):
    event_type: str = "messaging-service.created"
    resource_type: str = "messaging-service"


class ServiceUpdated(Audited, tag="messaging.service.updated"):
    event_type: str = "messaging-service.updated"
    resource_type: str = "messaging-service"


class ServiceDeleted(Audited, tag="messaging.service.deleted"):
    event_type: str = "messaging-service.deleted"
    resource_type: str = "messaging-service"


class SenderJoined(Audited, kw_only=True, frozen=True, tag="messaging.service.sender_joined"):
    """The subject is the number, short code or name; the data say in which service."""

    event_type: str = "messaging-service-sender.created"
    resource_type: str = "messaging-service-sender"
    service_sid: str


class SenderLeft(Audited, kw_only=True, frozen=True, tag="messaging.service.sender_left"):
    event_type: str = "messaging-service-sender.deleted"
    resource_type: str = "messaging-service-sender"
    service_sid: str
