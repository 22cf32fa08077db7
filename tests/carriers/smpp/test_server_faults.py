"""Applications that vanish, flood, dawdle and speak out of turn; a server that is killed; doors with TLS."""

import asyncio
import functools
import ssl
from pathlib import Path

import pytest

from bench.world.carrier import own
from ringback.app.build import listening_context
from ringback.app.settings import Settings, SettingsError
from ringback.carriers.smpp.server import server as server_room
from ringback.protocols.smpp import content
from ringback.protocols.smpp.pdus import BindTransceiver, EnquireLink, QuerySm
from ringback.protocols.smpp.session import Role, Timers
from ringback.protocols.smpp.status import Status
from ringback.testing.server import ServerProcess
from tests.carriers.smpp.application import bind, connect, message
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.served import Served, texts_us
from tests.webhooks.test_tls import Authority

HASTY = Timers(init_s=0.3, response_s=0.4, enquire_s=60.0, window=10)


async def test_an_application_that_vanishes_in_mid_window_leaves_what_it_sent_and_nothing_else(served: Served):
    made = await served.credential()
    application = await served.bound(made)
    for n in range(40):
        application.session.send(message(f"Nr {n}"), 0.0, asyncio.get_running_loop().create_future())
    application.flush()
    await until(lambda: served.server.connections()[0].submits, "the first of them to come")
    application.transport.abort()
    await until(lambda: served.server.binds_of(made["sid"]) == 0, "the end of the bind")
    await served.world.settle()
    bodies = [one["body"] for one in (await served.acme.get("Messages", PageSize=100)).json["messages"]]
    assert len(bodies) == len(set(bodies)) and set(bodies) <= {f"Nr {n}" for n in range(40)}
    assert (await (await served.bound(made)).submit("again")).command_status == Status.ESME_ROK


async def test_texts_of_an_application_that_vanishes_come_again_at_its_next_bind(served: Served):
    made = await served.credential(window=50)
    first = await served.bound(made)
    first.acknowledges = None
    for n in range(10):
        await texts_us(served, f"Nr {n}")
    await first.hears(10)
    first.transport.abort()
    second = await served.bound(made)
    assert [content.read(one).text for one in await second.hears(10)] == [f"Nr {n}" for n in range(10)]


async def test_what_is_submitted_again_because_its_answer_was_lost_is_another_message(served: Served):
    """SMPP gives a submit_sm no name: documented."""
    made = await served.credential()
    first = await served.bound(made)
    first.session.send(message("once"), 0.0, asyncio.get_running_loop().create_future())
    first.transport.write(first.session.take())
    await until(lambda: served.server.connections()[0].submits, "it to come")
    first.transport.abort()
    await (await served.bound(made)).submit("once")
    assert len(await served.messages()) == 2


async def test_an_application_that_never_reads_is_let_go_of(served: Served):
    application = await served.application()
    application.transport.pause_reading()
    for _ in range(400):
        if application.transport.is_closing():
            break
        application.transport.write(b"".join(bytes(EnquireLink(sequence_number=n + 1)) for n in range(1000)))
        await asyncio.sleep(0)
        if not served.server.connections():
            break
    await until(lambda: not served.server.connections(), "the end of the connection")


async def test_before_the_bind_every_request_is_answered_and_nonsense_ends_it(served: Served):
    stranger = await connect(served.address)
    stranger.transport.write(bytes(EnquireLink(sequence_number=1)) + bytes(message(sequence_number=2)))
    await until(lambda: stranger.events, "an answer")
    assert not stranger.transport.is_closing()
    stranger.transport.write(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
    await until(lambda: not served.server.connections(), "the end of the connection")


async def test_a_pdu_longer_than_any_is_refused_before_it_has_come(served: Served):
    application = await served.application()
    application.transport.write((10_000_000).to_bytes(4, "big") + bytes(12))
    await until(lambda: not served.server.connections(), "the end of the connection")


async def test_an_application_that_connects_and_says_nothing_is_let_go_of(served: Served, monkeypatch):
    monkeypatch.setattr("ringback.carriers.smpp.server.connection.TIMERS", HASTY)
    silent = await connect(served.address)
    half = await connect(served.address)
    pdu = bytes(BindTransceiver(system_id="half", password="x", sequence_number=1))
    half.transport.write(pdu[:20])
    await until(lambda: silent.transport.is_closing() and half.transport.is_closing(), "the end of both")


async def test_half_a_pdu_an_octet_at_a_time_is_let_go_of(served: Served, monkeypatch):
    monkeypatch.setattr("ringback.carriers.smpp.server.connection.TIMERS", HASTY)
    application = await served.application()
    octets = iter(bytes(message("x" * 160, sequence_number=9)))  # all of it would take a second

    def dribbles() -> bool:
        if not application.transport.is_closing():
            application.transport.write(bytes([next(octets)]))
        return not served.server.connections()

    await until(dribbles, "the end of the connection")
    assert await served.messages() == []


async def test_a_silent_application_is_asked_whether_it_is_there(served: Served, monkeypatch):
    monkeypatch.setattr(
        "ringback.carriers.smpp.server.connection.TIMERS", Timers(init_s=5.0, response_s=0.2, enquire_s=0.1, window=10)
    )
    there = await served.application()
    gone = await served.application()
    gone.data_received = lambda data: None  # type: ignore[method-assign] - it hangs
    await until(lambda: len(served.server.connections()) == 1, "the end of the one that hangs")
    assert there.ended is None


async def test_more_binds_than_can_be_decided_are_told_to_come_again(served: Served, monkeypatch):
    monkeypatch.setattr(server_room, "UNDECIDED_MOST", 3)
    made = await served.credential(max_binds=20)
    found = await asyncio.gather(*(served.bind(made["system_id"], made["password"], Role.RECEIVER) for _ in range(12)))
    statuses = {one.ended.status for one in found if one.ended}
    assert statuses == {Status.ESME_RSYSERR} and sum(one.ended is None for one in found) >= 3


async def test_binds_are_shown_with_their_credential(served: Served):
    made = await served.credential()
    application = await served.bound(made)
    [shown] = (await served.acme.own("GET", f"SmppCredentials/{made['sid']}")).json["binds"]
    host, port = application.transport.get_extra_info("sockname")[:2]
    assert (shown["role"], shown["address"], shown["tls"], shown["submits"]) == (
        "transceiver", f"{host}:{port}", False, 0,
    )  # fmt: skip
    application.transport.abort()

    async def none() -> bool:
        return (await served.acme.own("GET", "SmppCredentials")).json["items"][0]["binds"] == []

    await until(none, "its end to be shown")


async def test_what_binds_bring_is_told_while_they_stand(served: Served, monkeypatch):
    monkeypatch.setattr(server_room, "KEEP_S", 0.05)
    await served.server.stop()
    await served.server.start("127.0.0.1", 0)
    made = await served.credential()
    application = await served.bound(made)
    for _ in range(3):
        await application.submit()

    async def told() -> bool:
        [shown] = (await served.acme.own("GET", f"SmppCredentials/{made['sid']}")).json["binds"]
        return shown["submits"] == 3

    await until(told, "the three")


# -- TLS


async def test_an_application_binds_over_tls(served: Served, tmp_path):
    authority = Authority(tmp_path)
    authority.context("localhost")  # writes server.pem: key and certificate
    settings = Settings(smpp_tls_certificate=tmp_path / "server.pem")
    address = await served.server.start_tls("127.0.0.1", 0, listening_context(settings))
    trusting = ssl.create_default_context(cafile=str(authority.file))
    trusting.check_hostname = False
    made = await served.credential()
    application = await bind(address, made["system_id"], made["password"], tls=trusting)
    assert application.ended is None and (await application.submit()).command_status == Status.ESME_ROK
    assert (await served.acme.own("GET", f"SmppCredentials/{made['sid']}")).json["binds"][0]["tls"] is True
    application.transport.abort()


async def test_who_speaks_plainly_to_the_door_with_tls_is_not_heard(served: Served, tmp_path):
    Authority(tmp_path).context("localhost")
    context = listening_context(Settings(smpp_tls_certificate=tmp_path / "server.pem"))
    address = await served.server.start_tls("127.0.0.1", 0, context)
    plain = await connect(address)
    plain.transport.write(bytes(BindTransceiver(system_id="x", password="y", sequence_number=1)))
    await until(plain.transport.is_closing, "the end of the connection")
    assert served.server.connections() == []


@pytest.mark.parametrize("said", [{}, {"smpp_tls_certificate": Path("absent.pem")}])
def test_tls_without_a_certificate_is_told_at_once(said):
    with pytest.raises(SettingsError, match="smpp_tls_certificate"):
        listening_context(Settings(**said))


# -- the server is killed


@pytest.mark.timeout(120)
async def test_what_was_answered_survives_a_kill(tmp_path):
    process = ServerProcess(tmp_path / "data", {})
    ready = await asyncio.to_thread(process.start)
    ask = functools.partial(asyncio.to_thread, own)
    made = await ask(ready, "POST", "SmppCredentials", friendly_name="kill", window=100)
    host, _, port = str(ready.smpp).rpartition(":")
    application = await bind((host, int(port)), made["system_id"], made["password"])
    answered: list[str] = []

    async def submits(client: int) -> None:
        for n in range(1000):
            answered.append((await application.submit(f"{client}: {n}")).message_id)

    clients = [asyncio.create_task(submits(client)) for client in range(20)]
    await until(lambda: len(answered) >= 300, "three hundred answers")
    await asyncio.to_thread(process.kill)
    await asyncio.gather(*clients, return_exceptions=True)
    ready = await asyncio.to_thread(process.start)
    try:
        host, _, port = str(ready.smpp).rpartition(":")
        again = await bind((host, int(port)), made["system_id"], made["password"])
        assert again.ended is None, again.ended  # the binds of the dead are not counted
        lost = [one for one in answered if not await _is_there(again, one)]
        assert lost == []
        again.transport.abort()
    finally:
        await asyncio.to_thread(process.stop)


async def _is_there(application, message_id: str) -> bool:
    return (await application.ask(QuerySm(message_id=message_id))).command_status == Status.ESME_ROK
