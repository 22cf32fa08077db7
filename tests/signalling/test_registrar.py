"""Phones say where they are, and are found there."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from ringback.signalling import Account, Allowed, Attempt, Challenge, Decision, Dialling, Source
from ringback.signalling.registrar import TOO_MANY_CONTACTS, TOO_OFTEN
from ringback.store import Store
from ringback.transports.clocks import LeapingClock
from tests.signalling.party import SDP, Everybody, Heard, Party
from tests.signalling.test_strangers import Line
from tests.signalling.wire import Stranger

DOMAIN = "acme.sip.ringback.test"


class Home(Everybody):
    """Users register under their own name at one domain of account AC1."""

    async def registration(self, attempt: Attempt) -> Decision:
        return Allowed(account_sid="AC1", domain=DOMAIN)


class Guarded(Home):
    async def registration(self, attempt: Attempt) -> Decision:
        if attempt.user is None:
            return Challenge(DOMAIN, {"bob": Account("bob", "correct-horse")}.get)
        return Allowed(account_sid="AC1", domain=DOMAIN, user=attempt.user)


@pytest.fixture
async def party(store: Store, clock: LeapingClock) -> AsyncIterator[Party]:
    async with Party(policy=Home(), store=store, clock=clock) as party:
        yield party


async def register(stranger: Stranger, *, cseq: int = 1, expires: int = 600, contact: str | None = None, **more):
    contact = contact or f"<sip:bob@{stranger.ip}:{stranger.port}>"
    stranger.ask("REGISTER", cseq=cseq, fields=(f"Contact: {contact}", f"Expires: {expires}"), **more)
    return await stranger.hear_status()


async def found(party: Party, user: str = "bob") -> list[str]:
    return [contact.uri for contact in await party.endpoint.registrar.contacts("AC1", DOMAIN, user)]


async def test_a_phone_that_registered_is_found_and_called(party: Party):
    with Stranger(party.endpoint.address) as phone:
        answered = await register(phone)
        assert answered.status == 200 and f"<sip:bob@127.0.0.1:{phone.port}>;expires=600" in answered.all("Contact")
        (contact,) = await party.endpoint.registrar.contacts("AC1", DOMAIN, "bob")
        assert contact.source == Source("127.0.0.1", phone.port, "udp")
        assert await party.endpoint.registrar.clients("AC1", "bob") == [contact]
        heard = Heard()
        party.endpoint.dial(Dialling(to_uri=contact.uri, from_uri="sip:a@ringback.test", sdp=SDP, flow=contact), heard)
        assert (await phone.hear_request("INVITE")).request_uri == f"sip:bob@127.0.0.1:{phone.port}"


async def test_the_request_line_names_the_phone_and_to_names_the_user(party: Party):
    with Stranger(party.endpoint.address) as phone:
        await register(phone, contact=f"<sip:bob-0x5f@127.0.0.1:{phone.port}>")
        (contact,) = await party.endpoint.registrar.contacts("AC1", DOMAIN, "bob")
        asked = Dialling(to_uri=f"sip:bob@{DOMAIN}", from_uri="sip:a@ringback.test", sdp=SDP, flow=contact)
        party.endpoint.dial(asked, Heard())
        invite = await phone.hear_request("INVITE")
        assert invite.request_uri == f"sip:bob-0x5f@127.0.0.1:{phone.port}"
        assert invite.all("To") == [f"<sip:bob@{DOMAIN}>"]


async def test_another_account_does_not_find_it(party: Party):
    with Stranger(party.endpoint.address) as phone:
        await register(phone)
        assert await party.endpoint.registrar.contacts("AC2", DOMAIN, "bob") == []
        assert await party.endpoint.registrar.clients("AC2", "bob") == []


async def test_a_registration_outlives_the_process(store: Store, clock: LeapingClock):
    async with Party(policy=Home(), store=store, clock=clock) as party:
        with Stranger(party.endpoint.address) as phone:
            await register(phone)
            before = await found(party)
    async with Party(policy=Home(), store=store, clock=clock) as party:
        assert before and await found(party) == before


async def test_it_ends_when_its_time_is_over_and_is_swept(party: Party, clock: LeapingClock):
    with Stranger(party.endpoint.address) as phone:
        await register(phone, expires=120)
        clock.leap_to(clock.now() + timedelta(seconds=121))
        assert await found(party) == []
        assert (await party.endpoint.registrar.sweep(), await party.endpoint.registrar.sweep()) == (1, 0)


async def test_it_ends_when_the_phone_leaves(party: Party):
    with Stranger(party.endpoint.address) as phone:
        await register(phone)
        await register(phone, cseq=2, expires=0)
        assert await found(party) == []
        await register(phone, cseq=3)
        assert (await register(phone, cseq=4, contact="*", expires=0)).status == 200
        assert await found(party) == []


async def test_spans_are_bounded(party: Party):
    with Stranger(party.endpoint.address) as phone:
        brief = await register(phone, expires=10)
        assert (brief.status, brief.first("Min-Expires")) == (423, "60")
        assert ";expires=3600" in (await register(phone, cseq=2, expires=86_400)).first("Contact")


async def test_the_eleventh_contact_is_refused_and_told(party: Party):
    told = []
    party.endpoint.registrar.told = told.append
    contacts = ", ".join(f"<sip:bob@192.0.2.{number}>" for number in range(11))
    with Stranger(party.endpoint.address) as phone:
        assert (await register(phone, contact=contacts)).status == 403
        assert [(refused.code, refused.aor) for refused in told] == [(TOO_MANY_CONTACTS, f"bob@{DOMAIN}")]
        assert await found(party) == []


async def test_more_than_five_a_second_are_told_to_wait(party: Party):
    told = []
    party.endpoint.registrar.told = told.append
    with Stranger(party.endpoint.address) as phone:
        statuses = [(await register(phone, cseq=number, branch=f"z9hG4bK{number}")).status for number in range(1, 8)]
        assert statuses[:5] == [200] * 5 and 503 in statuses[5:]
        assert {refused.code for refused in told} == {TOO_OFTEN}


async def test_a_phone_behind_a_nat_is_called_where_it_was_heard(party: Party):
    with Stranger(party.endpoint.address) as phone:
        await register(phone, contact="<sip:bob@10.9.8.7:5060>")
        (contact,) = await party.endpoint.registrar.contacts("AC1", DOMAIN, "bob")
        heard = Heard()
        party.endpoint.dial(Dialling(to_uri=contact.uri, from_uri="sip:a@ringback.test", sdp=SDP, flow=contact), heard)
        assert (await phone.hear_request("INVITE")).request_uri == "sip:bob@10.9.8.7:5060"


async def test_a_phone_on_tcp_is_called_on_its_own_connection_and_lost_with_it(party: Party):
    async with Line(party) as line:
        with Stranger(party.endpoint.address) as text:
            asked = text.text("REGISTER", fields=("Contact: <sip:bob@10.9.8.7:5060;transport=tcp>", "Expires: 600"))
        line.writer.write(asked.replace("SIP/2.0/UDP", "SIP/2.0/TCP").encode())
        assert b"SIP/2.0 200" in await line.read()
        (contact,) = await party.endpoint.registrar.contacts("AC1", DOMAIN, "bob")
        heard = Heard()
        party.endpoint.dial(Dialling(to_uri=contact.uri, from_uri="sip:a@ringback.test", sdp=SDP, flow=contact), heard)
        assert (await line.read()).startswith(b"INVITE sip:bob@10.9.8.7:5060")
    assert (await heard.until("failed"))[0] == 503
    assert await found(party) == []


async def test_only_who_proves_it_registers(store: Store, clock: LeapingClock):
    async with Party(policy=Guarded(), store=store, clock=clock) as party:
        with Stranger(party.endpoint.address) as phone:
            assert (await register(phone)).status == 401
            assert await found(party) == []
