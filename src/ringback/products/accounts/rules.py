"""Decisions about accounts and keys, pure: what may become what, who may do what."""

import base64
import hashlib
import hmac
import re
from collections.abc import Set
from datetime import datetime
from typing import Any

from ringback.kernel.time import to_ms
from ringback.products.accounts import errors
from ringback.products.accounts.model import Account, AccountStatus, Standing

NAME_LIMIT = 64
SUBACCOUNT_LIMIT = 1000
APPLICATION_LIMIT = 1000
KEY_LIMIT = 1000  # a page; who has more has lost count of who holds them
PERMISSION_LIMIT = 100
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_PERMISSION = re.compile(r"/twilio/[a-z][a-z0-9-]{1,40}/[a-z0-9][a-z0-9.-]{0,80}/(read|list|create|update|delete|\*)")
_KEY_ID = re.compile(r"[A-Z0-9]{16,128}")  # AWS IAM, CreateAccessKey: 16 to 128 characters
_KEY_SECRET = re.compile(r"[A-Za-z0-9/+=]{16,128}")
_SAFE_NUMBER = re.compile(r"\+[1-9][0-9]{3,14}")


def default_name(now: datetime) -> str:
    """What a subaccount is called when nobody names it."""
    return f"SubAccount Created at {now:%Y-%m-%d} {(now.hour % 12) or 12:02}:{now:%M} {'am' if now.hour < 12 else 'pm'}"


def checked_name(name: str) -> str:
    if len(name) > NAME_LIMIT:
        raise errors.FriendlyNameTooLong(length=len(name), limit=NAME_LIMIT)
    return name


def checked_key_name(name: str | None) -> str | None:
    if name and len(name) > NAME_LIMIT:
        raise errors.KeyNameTooLong(length=len(name), limit=NAME_LIMIT)
    return name or None


def standing_of(account: Account | None, parent: Account | None) -> Standing:
    """What an account may do: no more than its parent."""
    if account is None:
        return Standing.UNKNOWN
    if account.status is AccountStatus.ACTIVE and parent is not None:
        return Standing(parent.status.value)
    return Standing(account.status.value)


def status_after(account: Account, parent: Account, actor_account_sid: str, wanted: str) -> AccountStatus:
    """The status an account gets when its parent asks for one; raises a Refused otherwise."""
    if wanted not in set(AccountStatus):
        raise errors.InvalidStatus(value=wanted)
    if account.is_parent:
        raise errors.ParentStatusFixed(account_sid=account.sid)
    if actor_account_sid != account.owner_account_sid:
        raise errors.OnlyTheParentMay(account_sid=account.sid)
    if parent.status is not AccountStatus.ACTIVE:
        raise errors.ParentNotActive(account_sid=parent.sid, standing=parent.status.value)
    if account.status is AccountStatus.CLOSED:
        raise errors.AccountIsClosed(account_sid=account.sid)
    return AccountStatus(wanted)


def base62(chance: bytes, length: int) -> str:
    """`length` letters and digits of `chance`; as many bytes as letters leave no bias worth the name."""
    number = int.from_bytes(chance, "big")
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(_BASE62[digit])
    return "".join(digits)


def hash_of(secret: str) -> str:
    """SHA-256 in hex. Enough for secrets of 128 bits and more that we made ourselves: there is nothing to guess."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_same(given: str, kept: str | None) -> bool:
    """Compares secrets in a time that does not tell how far they agree."""
    return kept is not None and hmac.compare_digest(given.encode(), kept.encode())


def checked_policy(policy: Any) -> dict[str, Any]:
    """A restricted key's policy, normal and without repeats; raises InvalidPolicy."""
    allow = policy.get("allow") if isinstance(policy, dict) else None
    if not isinstance(allow, list) or not allow or set(policy) != {"allow"}:
        raise errors.InvalidPolicy(reason="is not understood")
    if len(allow) > PERMISSION_LIMIT:
        raise errors.InvalidPolicy(reason=f"has {len(allow)} permissions and {PERMISSION_LIMIT} are allowed")
    for permission in allow:
        if not isinstance(permission, str) or not _PERMISSION.fullmatch(permission):
            raise errors.InvalidPolicy(reason=f"allows {permission!r}, which is no permission")
    return {"allow": list(dict.fromkeys(allow))}


def permits(held: Set[str], wanted: str) -> bool:
    """Whether one of the permissions is the wanted one or its `/*`."""
    return wanted in held or wanted.rpartition("/")[0] + "/*" in held


def checked_aws(credentials: str) -> str:
    """`<access key id>:<secret access key>`; raises InvalidAwsCredentials."""
    key_id, colon, secret = credentials.partition(":")
    if not colon:
        raise errors.InvalidAwsCredentials(reason="there is no colon")
    if not _KEY_ID.fullmatch(key_id):
        raise errors.InvalidAwsCredentials(reason=f"the id has {len(key_id)} characters")
    if not _KEY_SECRET.fullmatch(secret):
        raise errors.InvalidAwsCredentials(reason="the secret is not one")
    return credentials


def checked_safe_number(phone_number: str) -> str:
    if not _SAFE_NUMBER.fullmatch(phone_number):
        raise errors.InvalidSafeNumber(value=phone_number)
    return phone_number


def covers(safe: str, phone_number: str) -> bool:
    """Whether a safe-listed number, or first digits of a thousand numbers, stands for this one."""
    return phone_number == safe or (len(phone_number) == len(safe) + 3 and phone_number.startswith(safe))


def turn_credentials(secret: str, account_sid: str, now: datetime, ttl_s: int) -> tuple[str, str]:
    """User name and password for a TURN server that shares `secret`: the TURN REST scheme
    (draft-uberti-behave-turn-rest-00 §2.2), which coturn calls `use-auth-secret`."""
    username = f"{to_ms(now) // 1000 + ttl_s}:{account_sid}"
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return username, base64.b64encode(digest).decode()
