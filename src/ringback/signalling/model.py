"""What is kept of registrations."""

from datetime import datetime

import msgspec


class Registration(msgspec.Struct, frozen=True, kw_only=True):
    """One contact of an address of record (`user@domain`), and the way by which it was heard."""

    aor: str
    contact: str
    account_sid: str
    domain: str
    user: str
    call_id: str
    cseq: int
    q: float
    transport: str
    source_ip: str
    source_port: int
    user_agent: str
    date_expires: datetime
    date_created: datetime
    date_updated: datetime
