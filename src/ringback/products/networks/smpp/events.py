"""What happens to SMPP carriers. Passwords stay out of it."""

from ringback.kernel.audit import Audited


class SmppCarrierCreated(Audited, tag="networks.smpp_carrier.created"):
    event_type: str = "smpp-carrier.created"
    resource_type: str = "smpp-carrier"


class SmppCarrierUpdated(Audited, tag="networks.smpp_carrier.updated"):
    event_type: str = "smpp-carrier.updated"
    resource_type: str = "smpp-carrier"


class SmppCarrierDeleted(Audited, tag="networks.smpp_carrier.deleted"):
    event_type: str = "smpp-carrier.deleted"
    resource_type: str = "smpp-carrier"
