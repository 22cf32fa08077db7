"""An accounts room on either engine, and the people who come to its gate."""

import msgspec
import pytest

from ringback.kernel import Caller, Entropy, Role, SidSource
from ringback.products.accounts.gate import AccountsGate
from ringback.products.accounts.model import Account
from ringback.products.accounts.service import (
    AccountsService,
    ApplicationsService,
    CredentialsService,
    IceServers,
    KeysService,
    PeopleService,
    PermissionsService,
    SafelistService,
    Seeded,
    SessionsService,
    SettingsService,
    TokensService,
)
from ringback.rest.auth import Asked
from ringback.rest.operations import Access
from ringback.store import Store, Unit
from ringback.transports.clocks import LeapingClock

STRANGER = "AC" + "f" * 32


class Room:
    """Everything of accounts, on one store."""

    def __init__(self, store: Store, clock: LeapingClock, sids: SidSource, entropy: Entropy) -> None:
        self.store, self.clock = store, clock
        self.accounts = AccountsService(store, clock, sids, entropy)
        self.keys = KeysService(store, clock, sids, entropy, self.accounts)
        self.applications = ApplicationsService(store, clock, sids)
        self.credentials = CredentialsService(store, clock, sids, self.accounts)
        self.safelist = SafelistService(store, clock, sids)
        self.settings = SettingsService(store, clock, self.accounts)
        self.people = PeopleService(store, clock)
        self.permissions = PermissionsService(store, clock)
        self.sessions = SessionsService(store, clock, entropy)
        self.tokens = TokensService(store, clock, IceServers(("stun:turn.example.org", "turn:turn.example.org"), "s3"))
        self.gate = self.gate_for(is_private=False)
        self.seeded: Seeded

    def gate_for(self, *, is_private: bool) -> AccountsGate:
        return AccountsGate(self.store, self.clock, self.accounts, self.sessions, is_private=is_private)

    @property
    def first(self) -> Caller:
        """The first account's owner, asking with its token."""
        return self.owner(self.seeded.account)

    def owner(self, account: Account, parent: Account | None = None) -> Caller:
        """Whoever holds the account's token, or its parent's."""
        holder = (parent or account).sid
        return Caller(account.sid, holder, holder, ip="192.0.2.7")

    async def subaccount(self, name: str = "Desk") -> Account:
        return await self.accounts.create(self.first, friendly_name=name)

    async def stranger(self) -> Account:
        """A parent account that has nothing to do with the first."""
        known = self.seeded.account
        other = msgspec.structs.replace(
            known, sid=STRANGER, owner_account_sid=STRANGER, auth_token="f" * 32, friendly_name="Other"
        )
        await self.store.commit(Unit(insert=[other]))
        return other

    async def told(self, *types: str) -> list[dict]:
        """What the event log holds, oldest first."""
        return [event.as_dict() for event in await self.store.events.read() if not types or event.type in types]

    async def knock(self, user: str, secret: str, *, gate: AccountsGate | None = None, ip: str = "192.0.2.7"):
        """Whose credentials these are, as the gate says."""
        return await (gate or self.gate).authenticate(
            scheme="basic", user=user, secret=secret, ip=ip, request_sid="RQ" + "0" * 32
        )


@pytest.fixture
async def room(store: Store, clock: LeapingClock, sids: SidSource, entropy: Entropy) -> Room:
    room = Room(store, clock, sids, entropy)
    room.seeded = await room.accounts.seed()
    return room


def asked(
    name: str = "FetchMessage",
    *,
    permission: str = "/twilio/messaging/messages/read",
    access: Access = Access.ACCOUNT,
    test: bool = False,
    main_only: bool = False,
) -> Asked:
    """What a request wants, as the gate hears it."""
    return Asked(name, "api_v2010", access, permission, test, main_only)


def as_role(caller: Caller, role: Role) -> Caller:
    return msgspec.structs.replace(caller, role=role)
