"""What /metrics says of binds, on both sides."""

from prometheus_client.parser import text_string_to_metric_families

from ringback.protocols.smpp.session import Role
from ringback.protocols.smpp.status import Status
from tests.carriers.smpp.patience import until
from tests.carriers.smpp.served import Served, texts_us
from tests.carriers.smpp.smsc import ScriptedSmsc

LABELS = ("side", "carrier", "role", "by", "status")


async def figures(served: Served) -> dict[tuple[str, ...], float]:
    """SMPP's samples by their name and the values of their labels."""
    text = (await served.world.house.metrics.text()).decode()
    return {
        (
            sample.name.removeprefix("ringback_smpp_"),
            *(sample.labels[one] for one in LABELS if one in sample.labels),
        ): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name.startswith("ringback_smpp_")
    }


async def test_binds_windows_and_answers_of_applications_are_told(served: Served):
    application = await served.application(window=7, messages_per_s=1)
    await served.application(Role.RECEIVER, receives=False)
    await application.submit()
    assert (await application.submit()).command_status == Status.ESME_RTHROTTLED
    await texts_us(served)
    await application.hears(1)
    await until(lambda: served.server.counts.answered, "the acknowledgement")
    found = await figures(served)
    assert (found["binds", "application", "", "transceiver"], found["binds", "application", "", "receiver"]) == (1, 1)
    assert found["answers_total", "application", "", "us", "ESME_ROK"] == 1
    assert found["answers_total", "application", "", "us", "ESME_RTHROTTLED"] == 1
    assert found["answers_total", "application", "", "them", "ESME_ROK"] >= 1
    assert found["round_trip_seconds_count", "application", ""] >= 1


async def test_binds_windows_and_answers_of_carriers_are_told(served: Served):
    smsc = await ScriptedSmsc().start()
    reply = await served.acme.own(
        "POST", "SmppCarriers", friendly_name="x", host="127.0.0.1", port=smsc.port, system_id="ringback", window=30,
        password="secret", response_s=1,
    )  # fmt: skip
    sid = reply.json["sid"]
    await until(lambda: smsc.bound, "a bind")
    await served.acme.text(body="answered")
    await until(lambda: smsc.submitted, "the message")
    await until(lambda: _answered(served), "its answer")
    smsc.reply = lambda _: None
    await served.acme.text(body="not answered")
    await until(lambda: len(smsc.submitted) == 2, "the message")
    found = await figures(served)
    assert (found["binds", "carrier", sid, "transceiver"], found["window", "carrier", sid]) == (1, 30)
    assert (found["in_flight", "carrier", sid], found["requests_total", "carrier", sid]) == (1, 2)
    assert found["answers_total", "carrier", sid, "them", "ESME_ROK"] == 1
    await until(lambda: _lost(served), "the answer to be given up")
    assert (await figures(served))["unanswered_total", "carrier", sid] == 1
    await smsc.stop()
    await until(lambda: not _bound(served), "the loss of the bind")
    assert (await figures(served))["binds", "carrier", sid, "transceiver"] == 0


def _lines(served: Served):
    [carrier] = served.world.house.smpp_carriers
    return list(carrier.lines)


def _answered(served: Served) -> bool:
    return any(line.counts.answered for line in _lines(served))


def _lost(served: Served) -> bool:
    return any(line.counts.unanswered for line in _lines(served))


def _bound(served: Served) -> bool:
    return any(line.is_bound for line in _lines(served))
