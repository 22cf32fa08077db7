"""Webhook records over Ringback's own API."""

from collections.abc import Callable

import pytest

from ringback.kernel import SidSource
from ringback.products.monitor.webhook_resources import RESOURCES
from ringback.rest.asgi import RestApp
from ringback.store import Store
from ringback.transports.clocks import LeapingClock
from ringback.webhooks import Webhooks
from tests.rest.client import Client, basic
from tests.rest.conftest import SmallGate
from tests.webhooks.conftest import ACCOUNT, MESSAGE
from tests.webhooks.customer import Customer
from tests.webhooks.test_records import kept

AT = "/ringback/v1/Webhooks"


class Gate(SmallGate):
    """Everybody whose password is `secret` is who they say."""

    async def authenticate(self, *, scheme: str, user: str, secret: str, ip: str, request_sid: str) -> str | None:
        return user if secret == "secret" else None


@pytest.fixture
def webhooks(build: Callable[..., Webhooks], store: Store) -> Webhooks:
    return build(store)


@pytest.fixture
def api(webhooks: Webhooks, clock: LeapingClock, sids: SidSource) -> Client:
    app = RestApp(RESOURCES, [webhooks], gate=Gate(), clock=clock, sids=sids)
    return Client(app, auth=basic(ACCOUNT, "secret"))


async def test_a_record_on_the_wire(api: Client, webhooks, about, customer: Customer):
    url = customer.says("/x", "broken", status=500)
    sid = await kept(webhooks, about(url, params={"Body": "hi"}))
    shown = (await api.ask("GET", f"{AT}/{sid}")).json
    assert list(shown) == [
        "sid", "account_sid", "subject_sid", "kind", "url", "method", "attempt", "at", "duration_ms", "timing",
        "request", "response", "error", "replay_of",
    ]  # fmt: skip
    assert (shown["sid"], shown["subject_sid"], shown["url"], shown["method"]) == (sid, MESSAGE, url, "POST")
    assert list(shown["timing"]) == ["dns_ms", "connect_ms", "tls_ms", "first_byte_ms", "total_ms"]
    assert shown["request"]["body"] == "Body=hi"
    assert (shown["response"]["status"], shown["response"]["body"]) == (500, "broken")
    assert shown["error"]["code"] == 11200
    assert shown["replay_of"] is None


async def test_lists_are_narrowed_and_what_never_came_is_null(api: Client, webhooks, about, customer, unused_tcp_port):
    good = await kept(webhooks, about(customer.url("/x")))
    bad = await kept(webhooks, about(f"http://127.0.0.1:{unused_tcp_port}/", kind="call-status", subject_sid="CA1"))

    async def found(query: str) -> list[str]:
        reply = (await api.ask("GET", f"{AT}?{query}")).json
        assert "items" in reply, reply
        return [item["sid"] for item in reply["items"]]

    everything = (await api.ask("GET", AT)).json["items"]
    assert (everything[0]["sid"], everything[0]["response"], everything[-1]["error"]) == (bad, None, None)
    assert await found("outcome=ok") == [good]
    assert (await found("outcome=failed"))[0] == bad
    assert await found(f"subject={MESSAGE}") == [good]
    assert (await found("kind=call-status"))[0] == bad
    assert await found(f"host=127.0.0.1:{customer.port}") == [good]


async def test_a_replay_over_the_api_is_a_new_record(api: Client, webhooks, about, customer):
    sid = await kept(webhooks, about(customer.url("/x"), params={"Body": "hi"}))
    reply = await api.ask("POST", f"{AT}/{sid}/Replay")
    assert (reply.status, reply.json["replay_of"]) == (201, sid)
    assert [heard.body for heard in customer.heard] == ["Body=hi"] * 2


async def test_another_account_gets_404(api: Client, webhooks, about, customer):
    sid = await kept(webhooks, about(customer.url("/x")))
    api.auth = basic("AC" + "9" * 32, "secret")
    for method, path in (("GET", f"{AT}/{sid}"), ("POST", f"{AT}/{sid}/Replay")):
        reply = await api.ask(method, path)
        assert (reply.status, reply.code) == (404, 20404)
    assert (await api.ask("GET", AT)).json["items"] == []
