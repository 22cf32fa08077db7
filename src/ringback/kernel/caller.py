"""Who is asking, and for which account."""

import enum

import msgspec


class Role(enum.StrEnum):
    MAIN = "main"  # account SID and auth token, or the console session of its owner
    STANDARD = "standard"  # an API key: all but accounts and keys
    RESTRICTED = "restricted"  # an API key with a policy
    TEST = "test"  # test credentials: nothing is stored, sent or charged


class Caller(msgspec.Struct, frozen=True):
    """An authenticated request. Every record is looked up with `account_sid`.

    `account_sid` is the account acted for (the one in the path, or the credential's own); `credential_account_sid`
    is the account the credential belongs to: the same, or its parent.
    """

    account_sid: str
    credential_account_sid: str
    actor_sid: str
    role: Role = Role.MAIN
    permissions: frozenset[str] = frozenset()
    ip: str = ""
    source: str = "api"  # or "console"
    request_sid: str = ""

    @property
    def is_test(self) -> bool:
        return self.role is Role.TEST

    @property
    def actor_type(self) -> str:
        return "api-key" if self.actor_sid.startswith("SK") else "account"
