"""What happens to networks and permissions. Passwords stay out of it."""

from ringback.kernel.audit import Audited
from ringback.kernel.event import Event


class NetworkCreated(Audited, tag="networks.network.created"):
    event_type: str = "network.created"
    resource_type: str = "network"


class NetworkUpdated(Audited, tag="networks.network.updated"):
    event_type: str = "network.updated"
    resource_type: str = "network"


class NetworkDeleted(Audited, tag="networks.network.deleted"):
    event_type: str = "network.deleted"
    resource_type: str = "network"


class NetworkHealthChanged(Event, kw_only=True, frozen=True, tag="networks.health_changed"):
    """A network went up or down. `account_sid` is empty: it is the installation's."""

    health: str
    reason: str = ""


class VoicePermissionsUpdated(Audited, tag="networks.voice_permissions.updated"):
    event_type: str = "voice-permissions.updated"
    resource_type: str = "voice-permissions"
