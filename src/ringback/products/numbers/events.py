"""What happened to numbers and addresses. All of it stands in the audit log; usage counts what is bought and kept."""

from ringback.kernel.audit import Audited


class NumberBought(Audited, kw_only=True, frozen=True, tag="numbers.number.bought"):
    """From now on it costs its monthly price. `kind` as in the API's paths (local, toll_free, mobile, …)."""

    event_type: str = "phone-number.created"
    resource_type: str = "phone-number"
    phone_number: str
    kind: str
    country: str


class NumberConfigured(Audited, kw_only=True, frozen=True, tag="numbers.number.configured"):
    event_type: str = "phone-number.updated"
    resource_type: str = "phone-number"
    phone_number: str


class NumberTransferred(Audited, kw_only=True, frozen=True, tag="numbers.number.transferred"):
    """`account_sid` owns it now, `from_account_sid` did."""

    event_type: str = "phone-number.transferred"
    resource_type: str = "phone-number"
    phone_number: str
    kind: str
    country: str
    from_account_sid: str


class NumberReleased(Audited, kw_only=True, frozen=True, tag="numbers.number.released"):
    event_type: str = "phone-number.deleted"
    resource_type: str = "phone-number"
    phone_number: str
    kind: str
    country: str


class ShortCodeAssigned(Audited, kw_only=True, frozen=True, tag="numbers.short_code.assigned"):
    event_type: str = "short-code.created"
    resource_type: str = "short-code"
    short_code: str
    country: str


class ShortCodeConfigured(Audited, kw_only=True, frozen=True, tag="numbers.short_code.configured"):
    event_type: str = "short-code.updated"
    resource_type: str = "short-code"
    short_code: str


class ShortCodeReleased(Audited, kw_only=True, frozen=True, tag="numbers.short_code.released"):
    event_type: str = "short-code.deleted"
    resource_type: str = "short-code"
    short_code: str
    country: str


class AddressCreated(Audited, kw_only=True, frozen=True, tag="numbers.address.created"):
    """Holds only the country: what else is in an address is personal."""

    event_type: str = "address.created"
    resource_type: str = "address"


class AddressUpdated(Audited, kw_only=True, frozen=True, tag="numbers.address.updated"):
    event_type: str = "address.updated"
    resource_type: str = "address"


class AddressDeleted(Audited, kw_only=True, frozen=True, tag="numbers.address.deleted"):
    event_type: str = "address.deleted"
    resource_type: str = "address"
