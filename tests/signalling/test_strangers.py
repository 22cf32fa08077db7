"""What those may not do who mean harm: relays, forgeries, storms, floods, nonsense."""

import asyncio

import pytest

from ringback.protocols.sip.message import Response
from ringback.signalling import Account, Allowed, Attempt, Challenge, Decision, Denied, Limits
from tests.signalling.party import SDP, Everybody, Party
from tests.signalling.wire import SDP as OFFER
from tests.signalling.wire import Stranger

STRICT = Limits(exempts_loopback=False, failures=5, ban_s=60.0)


class Nobody(Everybody):
    async def call(self, attempt: Attempt) -> Decision:
        return Denied(404, "No such number")

    async def registration(self, attempt: Attempt) -> Decision:
        return Denied(403)


class AsksWho(Everybody):
    async def call(self, attempt: Attempt) -> Decision:
        if attempt.user is not None:
            return Allowed(account_sid="AC1", user=attempt.user)
        return Challenge("ringback.test", {"alice": Account("alice", "correct-horse")}.get)


async def test_what_the_policy_does_not_allow_is_refused_and_goes_no_further():
    async with Party(policy=Nobody()) as party:
        with Stranger(party.endpoint.address) as stranger:
            stranger.ask("INVITE", body=OFFER, user="+19005550100")
            assert (await stranger.hear_status()).status == 404
            assert party.heard.log == []


async def test_a_policy_that_breaks_lets_nobody_in():
    class Broken(Everybody):
        async def call(self, attempt: Attempt) -> Decision:
            raise ValueError("broken on purpose")

    async with Party(policy=Broken()) as party:
        asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
        with Stranger(party.endpoint.address) as stranger:
            stranger.ask("INVITE", body=OFFER)
            assert (await stranger.hear_status()).status == 500
            assert party.heard.log == []


@pytest.mark.parametrize(
    "method, status", [("MESSAGE", 405), ("SUBSCRIBE", 405), ("PUBLISH", 405), ("BYE", 481), ("INFO", 481),
                       ("REFER", 405), ("NOTIFY", 481), ("REGISTER", 405), ("DANCE", 501), ("OPTIONS", 200)]
)  # fmt: skip
async def test_outside_a_call_hardly_anything_is_taken(method: str, status: int):
    async with Party() as party:
        with Stranger(party.endpoint.address) as stranger:
            stranger.ask(method)
            assert (await stranger.hear_status()).status == status


async def test_a_forged_bye_does_not_end_a_call():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller, Stranger(party.endpoint.address, "127.0.0.2") as forger:
            answered = await caller.call()
            await party.heard.until("confirmed")
            known = {"to_tag": answered.to.tag, "call_id": answered.call_id}
            forger.ask("BYE", cseq=2, **known)
            assert (await forger.hear_status()).status == 481
            caller.ask("BYE", cseq=2, to_tag="guessed")
            assert (await caller.hear_status(481)).status == 481
            forger.ask("INVITE", cseq=3, body=OFFER, **known)
            assert (await forger.hear_status()).status == 481
            assert "hung_up" not in party.heard.names and "offered" not in party.heard.names
            caller.ask("BYE", cseq=2, to_tag=answered.to.tag)
            assert (await caller.hear_status(200)) is not None
            await party.heard.until("hung_up")


async def test_a_forged_cancel_does_not_end_the_ringing():
    async with Party(lambda call: call.ring()) as party:
        with Stranger(party.endpoint.address) as caller, Stranger(party.endpoint.address, "127.0.0.2") as forger:
            via = f"SIP/2.0/UDP 127.0.0.1:{caller.port};rport;branch=z9hG4bKseen"
            caller.ask("INVITE", body=OFFER, via=via)
            await caller.hear_status(180)
            forger.ask("CANCEL", via=via, call_id=f"call-{caller.number}")
            assert await forger.hear(0.3) is None and not party.call.is_over
            caller.ask("CANCEL", via=via)
            assert (await caller.hear_status(487)) is not None
            await party.heard.until("cancelled")


async def test_a_digest_that_was_used_is_not_taken_again():
    from ringback.protocols.sip.digest import Account as Login
    from ringback.protocols.sip.digest import DigestClient
    from ringback.protocols.sip.parse import parse
    from ringback.transports.chance import SeededEntropy

    async with Party(policy=AsksWho()) as party:
        with Stranger(party.endpoint.address) as caller, Stranger(party.endpoint.address, "127.0.0.2") as thief:
            plain = caller.text("INVITE", body=OFFER)
            caller.send(plain)
            challenged = await caller.hear_status(407)
            login = DigestClient(Login("alice", "correct-horse"), SeededEntropy(3))
            proved = login.authorized(parse(plain.encode()), challenged)
            proof = f"Proxy-Authorization: {proved.first('Proxy-Authorization')}"
            caller.ask("INVITE", cseq=2, body=OFFER, fields=(proof,))
            assert await caller.hear_status(200) is not None
            thief.ask("INVITE", cseq=1, body=OFFER, fields=(proof,))
            again = await thief.hear_status()
            assert again.status == 407 and "stale=true" in again.first("Proxy-Authenticate")
            assert party.heard.names.count("came") == 1


async def test_a_storm_of_one_invite_is_one_call():
    async with Party(lambda call: call.ring()) as party:
        with Stranger(party.endpoint.address) as caller:
            text = caller.text("INVITE", body=OFFER)
            for _ in range(500):
                caller.send(text)
            assert await caller.hear_status(180) is not None
            caller.ask("OPTIONS", call_id="after")
            await caller.hear_status(200)
            assert party.heard.names == ["came"] and party.endpoint.snapshot()["pending"] == 0


async def test_more_calls_than_can_be_taken_on_are_told_to_try_later():
    async with Party(lambda call: call.ring(), limits=Limits(pending_invites=3)) as party:
        with Stranger(party.endpoint.address) as caller:
            for number in range(5):
                caller.ask("INVITE", body=OFFER, call_id=f"many-{number}")
            refusals = [await caller.hear_status(503), await caller.hear_status(503)]
            assert all(refusal.first("Retry-After") == "5" for refusal in refusals)
            assert party.heard.names == ["came"] * 3


async def test_a_call_that_has_no_hop_left_is_483_and_the_rest_is_known_to_the_taker():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            caller.ask("INVITE", body=OFFER, fields=("Max-Forwards: 0",))
            assert (await caller.hear_status()).status == 483
            caller.ask("INVITE", body=OFFER, fields=("Max-Forwards: 12",), call_id="more", cseq=2)
            await caller.hear_status(200)
            assert party.call.hops == 11


async def test_a_call_of_our_own_that_comes_back_unchanged_is_a_loop():
    async with Party() as alice:
        with Stranger(alice.endpoint.address) as proxy:
            from ringback.signalling import Dialling, Route
            from tests.signalling.party import Heard

            asked = Dialling(
                to_uri="sip:bob@ringback.test", from_uri="sip:a@ringback.test", sdp=SDP,
                route=Route("127.0.0.1", proxy.port),
            )  # fmt: skip
            alice.endpoint.dial(asked, Heard())
            invite = await proxy.hear_request("INVITE")
            via = f"SIP/2.0/UDP 127.0.0.1:{proxy.port};rport;branch=z9hG4bKproxied"
            proxy.send(bytes(invite.with_first("Via", via)))
            assert (await proxy.hear_status(482)) is not None
            assert alice.heard.log == []


async def test_answers_go_where_a_request_came_from_whatever_its_via_says():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller, Stranger(party.endpoint.address, "127.0.0.2") as victim:
            for number, via in enumerate(
                (
                    f"SIP/2.0/UDP 127.0.0.1:{caller.port};branch=z9hG4bKa;maddr=127.0.0.2;rport={victim.port}",
                    f"SIP/2.0/UDP 127.0.0.1:{caller.port};branch=z9hG4bKb;received=127.0.0.2",
                    f"SIP/2.0/UDP 127.0.0.2:{caller.port};branch=z9hG4bKc",
                )
            ):
                caller.ask("OPTIONS", via=via, call_id=f"via-{number}")
                assert (await caller.hear_status(200)) is not None
            assert await victim.hear(0.1) is None


async def test_a_source_that_fails_too_often_is_not_heard_for_a_while():
    async with Party(policy=Nobody(), limits=STRICT) as party:
        with Stranger(party.endpoint.address) as scanner, Stranger(party.endpoint.address, "127.0.0.2") as other:
            for number in range(5):
                scanner.ask("INVITE", body=OFFER, call_id=f"try-{number}")
                assert (await scanner.hear_status()).status == 404
            scanner.ask("OPTIONS", call_id="banned")
            assert await scanner.hear_status(200, within_s=0.2) is None
            assert party.endpoint.snapshot()["banned"] == 1
            other.ask("OPTIONS")
            assert (await other.hear_status()).status == 200


async def test_a_scanner_is_banned_for_its_name():
    async with Party(limits=STRICT) as party:
        with Stranger(party.endpoint.address) as scanner:
            for number in range(5):
                scanner.ask("OPTIONS", call_id=f"scan-{number}", fields=("User-Agent: friendly-scanner",))
            scanner.ask("OPTIONS", call_id="after")
            heard = [await scanner.hear(0.3) for _ in range(6)]
            assert sum(isinstance(one, Response) for one in heard) == 5


async def test_one_source_has_only_so_many_messages_a_second():
    limits = Limits(exempts_loopback=False, messages_per_s=5, messages_burst=10)
    async with Party(limits=limits) as party:
        with Stranger(party.endpoint.address) as flood:
            for number in range(50):
                flood.ask("OPTIONS", call_id=f"flood-{number}")
            answers = 0
            while await flood.hear(0.2) is not None:
                answers += 1
            assert 10 <= answers <= 13


async def test_a_malformed_request_is_answered_with_its_fault():
    async with Party() as party:
        with Stranger(party.endpoint.address) as stranger:
            stranger.send(stranger.text("INVITE").replace("CSeq: 1 INVITE", "CSeq: one INVITE"))
            answer = await stranger.hear_status()
            assert answer.status == 400 and "CSeq" in answer.reason
            stranger.send(b"\x00\xff nonsense")
            assert await stranger.hear(0.1) is None


class Line:
    """A connection over which bytes go as they are."""

    def __init__(self, party: Party) -> None:
        self._address = party.endpoint.address

    async def __aenter__(self) -> "Line":
        self.reader, self.writer = await asyncio.open_connection(*self._address)
        return self

    async def __aexit__(self, *_: object) -> None:
        self.writer.close()

    async def read(self, within_s: float = 2.0) -> bytes:
        async with asyncio.timeout(within_s):
            return await self.reader.read(65_536)


async def test_a_stream_that_cannot_be_cut_is_closed():
    async with Party() as party:
        for head in (
            b"OPTIONS sip:a SIP/2.0\r\nContent-Length: -1\r\n\r\n",
            b"X" * 40_000,
            b"OPTIONS a SIP/2.0\r\nl: 999999999\r\n\r\n",
        ):
            async with Line(party) as line:
                line.writer.write(head)
                while await line.read():
                    pass
        assert party.endpoint.snapshot()["connections"] == 0


async def test_a_ping_on_a_stream_is_answered():
    async with Party() as party, Line(party) as line:
        line.writer.write(b"\r\n\r\n")
        assert await line.read() == b"\r\n"


async def test_connections_of_one_source_are_counted():
    limits = Limits(exempts_loopback=False, connections_per_source=2)
    async with Party(limits=limits) as party, Line(party), Line(party), Line(party) as third:
        assert await third.read() == b""


async def test_a_connection_that_breaks_with_calls_ringing_loses_nothing_else():
    async with Party(lambda call: call.ring()) as party:
        async with Line(party) as line:
            with Stranger(party.endpoint.address) as text:
                invite = text.text("INVITE", body=OFFER).replace("SIP/2.0/UDP", "SIP/2.0/TCP")
            line.writer.write(invite.encode())
            assert b"180 Ringing" in await line.read()
        party.call.answer(SDP)
        with Stranger(party.endpoint.address) as other:
            other.ask("OPTIONS")
            assert (await other.hear_status()).status == 200
        await party.heard.until("lost", within_s=8)


async def test_a_call_that_nobody_acknowledges_is_hung_up_and_told():
    async with Party() as party:
        with Stranger(party.endpoint.address) as caller:
            caller.ask("INVITE", body=OFFER)
            assert await caller.hear_status(200) is not None
            assert await caller.hear_request("BYE", within_s=8) is not None
            assert "acknowledge" in (await party.heard.until("lost"))[0]
