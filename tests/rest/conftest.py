"""The made-up product behind the real application."""

from collections.abc import Callable
from typing import Any

import pytest

from ringback.kernel import Caller, Role, SidSource
from ringback.kernel.refused import NotAuthenticated, NotPermitted
from ringback.kernel.refused import TestCredentials as NotWithTestCredentials
from ringback.rest.asgi import RestApp
from ringback.rest.auth import Asked
from ringback.rest.operations import Access
from ringback.rest.refusals import OperatorsOnly
from ringback.transports.clocks import LeapingClock
from tests.rest.client import Client, basic
from tests.rest.notes import RESOURCES, BoardService, NoteService

ACCOUNT = "AC" + "a" * 32
OTHER = "AC" + "b" * 32
TEST = "AC" + "c" * 32
KEY = "SK" + "d" * 32
READER = "SK" + "e" * 32


class SmallGate:
    """Three accounts with the password `secret`, a standard key, and a key that may only read notes."""

    async def authenticate(self, *, scheme: str, user: str, secret: str, ip: str, request_sid: str) -> str | None:
        if scheme == "bearer":
            return ACCOUNT if secret == "token" else None
        if scheme.startswith("session"):
            return ACCOUNT if secret == "cookie" and (scheme == "session" or user == "csrf") else None
        return user if secret == "secret" and user in (ACCOUNT, OTHER, TEST, KEY, READER) else None

    def enter(self, principal: str, account_sid: str | None, asked: Asked) -> Caller:
        own = ACCOUNT if principal in (KEY, READER) else principal
        if account_sid not in (None, own):
            raise NotAuthenticated
        role = {KEY: Role.STANDARD, READER: Role.RESTRICTED, TEST: Role.TEST}.get(principal, Role.MAIN)
        if role is Role.TEST and not asked.test:
            raise NotWithTestCredentials(what=asked.name)
        if role is Role.STANDARD and asked.main_only:
            raise NotAuthenticated
        if role is Role.RESTRICTED and asked.permission != "/twilio/notes/notes/read":
            raise NotPermitted(reason=f"This key lacks {asked.permission}")
        if asked.access is Access.OPERATOR and principal != ACCOUNT:
            raise OperatorsOnly(what=asked.name)
        return Caller(own, own, principal, role)


@pytest.fixture
def notes(clock: LeapingClock, sids: SidSource) -> NoteService:
    return NoteService(clock, sids)


@pytest.fixture
def boards(clock: LeapingClock) -> BoardService:
    return BoardService(clock)


@pytest.fixture
def build(notes: NoteService, boards: BoardService, clock: LeapingClock, sids: SidSource) -> Callable[..., RestApp]:
    """Makes the application, with whatever else it is to be told."""

    def build(**more: Any) -> RestApp:
        services = [more.pop("notes", notes), boards]
        return RestApp(RESOURCES, services, gate=SmallGate(), clock=clock, sids=sids, **more)

    return build


@pytest.fixture
def client(build: Callable[..., RestApp]) -> Client:
    return Client(build(), auth=basic(ACCOUNT, "secret"))
