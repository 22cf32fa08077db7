"""What happens to SMPP credentials. Passwords stay out of it."""

from ringback.kernel.audit import Audited


class SmppCredentialCreated(Audited, tag="messaging.smpp_credential.created"):
    event_type: str = "smpp-credential.created"
    resource_type: str = "smpp-credential"


class SmppCredentialUpdated(Audited, tag="messaging.smpp_credential.updated"):
    event_type: str = "smpp-credential.updated"
    resource_type: str = "smpp-credential"


class SmppCredentialDeleted(Audited, tag="messaging.smpp_credential.deleted"):
    event_type: str = "smpp-credential.deleted"
    resource_type: str = "smpp-credential"
