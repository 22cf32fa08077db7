"""What people say about hearing from us. The subject is the statement in the ledger."""

from ringback.kernel import Event


class ConsentEvent(Event):
    """`service_sid`: the Messaging Service that has the sender, if one has."""

    person: str
    sender: str
    channel: str
    purpose: str
    service_sid: str | None = None
    message_sid: str | None = None


class OptedOut(ConsentEvent, tag="consent.opted_out"):
    """They hear no more from this sender."""


class OptedIn(ConsentEvent, tag="consent.opted_in"):
    """They will hear from it again."""
