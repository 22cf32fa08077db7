"""Caller IDs that are verified, and the calls that verify them. Calls and recordings themselves are the switch's."""

import enum
from datetime import datetime

import msgspec


class OutgoingCallerId(msgspec.Struct, frozen=True, kw_only=True):
    """A number that an account does not own and may show as its own: whoever answers it keyed in a code."""

    sid: str
    account_sid: str
    phone_number: str
    friendly_name: str
    date_created: datetime
    date_updated: datetime
    version: int = 0


class ValidationStatus(enum.StrEnum):
    PENDING = "pending"
    SUCCESS = "success"
    FAILED = "failed"


class Validation(msgspec.Struct, frozen=True, kw_only=True):
    """A call that asks for a code of six digits. `attempts` counts the wrong ones."""

    call_sid: str
    account_sid: str
    phone_number: str
    friendly_name: str
    validation_code: str
    status: ValidationStatus = ValidationStatus.PENDING
    attempts: int = 0
    status_callback: str | None = None
    status_callback_method: str = "POST"
    date_created: datetime
    version: int = 0


class UserSubscription(msgspec.Struct, frozen=True, kw_only=True):
    """Who hears what the phone of a call sends besides speech. `heard` numbers the messages, from 1."""

    sid: str
    account_sid: str
    call_sid: str
    callback: str
    method: str = "POST"
    heard: int = 0
    date_created: datetime
    date_updated: datetime
    version: int = 0


class UserMessage(msgspec.Struct, frozen=True, kw_only=True):
    """A message that was sent to the phone of a call. It is not kept."""

    sid: str
    account_sid: str
    call_sid: str
    date_created: datetime
