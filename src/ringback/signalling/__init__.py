"""SIP on real sockets: calls in and out, registrations, limits; who may call is asked of a `Policy` handed down.

Begin reading at `endpoint`. Messages and their rules are `protocols.sip`; here are flows, moments and chance for it.
"""

from ringback.signalling.endpoint import Endpoint
from ringback.signalling.incoming import IncomingCall
from ringback.signalling.limits import Limits
from ringback.signalling.listener import Listener
from ringback.signalling.model import Registration
from ringback.signalling.outgoing import Dialling, OutgoingCall, Route
from ringback.signalling.policy import Account, Allowed, Attempt, Challenge, Decision, Denied, Policy, Source
from ringback.signalling.registrar import Contact, Registrar, RegistrationRefused
from ringback.signalling.trace import Traced

__all__ = [
    "Account",
    "Allowed",
    "Attempt",
    "Challenge",
    "Contact",
    "Decision",
    "Denied",
    "Dialling",
    "Endpoint",
    "IncomingCall",
    "Limits",
    "Listener",
    "OutgoingCall",
    "Policy",
    "Registrar",
    "Registration",
    "RegistrationRefused",
    "Route",
    "Source",
    "Traced",
]
