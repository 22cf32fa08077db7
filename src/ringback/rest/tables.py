"""What the kit itself keeps in the database."""

from datetime import datetime

import msgspec

from ringback.store import record_table


class KeptAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """The answer to one request with an Idempotency-Key. `status` None: done, and the answer not yet written down."""

    account_sid: str
    idempotency_key: str
    request_hash: str
    kept_until: datetime
    status: int | None = None
    content_type: str = ""
    headers: dict[str, str] = {}
    body: bytes | None = None


kept_answers = record_table(
    "kept_answers", KeptAnswer, key=("account_sid", "idempotency_key"), indexes=[("kept_until",)]
)
