"""A customer's URL leads only where a customer may go: by name, by number, by redirect, by a changing name."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringback.transports.http_client import HttpClient, Outgoing
from ringback.transports.http_client_faults import Fault, HttpFailed
from ringback.webhooks import Request, Webhooks
from tests.webhooks.customer import Customer

PUBLIC = "93.184.216.34"
ODD_URLS = r"\Ahttps?://([a-z]{1,5}(:[^@]{0,5})?@)?[a-z.]{1,20}(:[0-9]{1,6})?/[^#]{0,20}(#(rc|rp|tt)=[0-9a-z,]{0,4})?\Z"


class Names:
    """A name server: each name has answers, given in turn, the last one for ever."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.knows_nobody = False
        self._answers: dict[str, list[list[str]]] = {}

    def say(self, name: str, *answers: list[str]) -> None:
        self._answers[name] = list(answers)

    async def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        if self.knows_nobody:
            raise OSError(-2, "Name or service not known")
        queued = self._answers[host]
        return queued.pop(0) if len(queued) > 1 else queued[0]


@pytest.fixture
def names() -> Names:
    return Names()


@pytest.fixture
async def http(names: Names) -> AsyncIterator[HttpClient]:
    client = HttpClient(lookup=names)
    yield client
    await client.close()


@pytest.fixture
async def connected(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address a socket was connected to. The public one is this machine's loopback in disguise."""
    loop = asyncio.get_running_loop()
    connect, seen = loop.sock_connect, []

    async def connect_instead(sock: object, address: tuple[str, int]) -> None:
        seen.append(address[0])
        await connect(sock, ("127.0.0.1", address[1]) if address[0] == PUBLIC else address)  # type: ignore[arg-type]

    monkeypatch.setattr(loop, "sock_connect", connect_instead)
    return seen


def get(url: str, **said: object) -> Outgoing:
    return Outgoing(method="GET", url=url, **said)  # type: ignore[arg-type]


async def fault_of(http: HttpClient, outgoing: Outgoing) -> Fault:
    with pytest.raises(HttpFailed) as failed:
        await http.send(outgoing)
    return failed.value.fault


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "0.0.0.0", "10.1.2.3", "169.254.169.254", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]",
             "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1]", "[::]"]
)  # fmt: skip
async def test_a_number_inside_is_refused(http, customer, connected, host):
    assert await fault_of(http, get(f"http://{host}:{customer.port}/")) is Fault.ADDRESS_REFUSED
    assert (customer.heard, connected) == ([], [])


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "0x7f.1", "1"])
async def test_other_spellings_of_loopback_do_not_get_there(http, customer, connected, host):
    fault = await fault_of(http, get(f"http://{host}:{customer.port}/"))
    assert fault in (Fault.ADDRESS_REFUSED, Fault.BAD_HOST)
    assert (customer.heard, connected) == ([], [])


async def test_a_name_that_leads_inside_is_refused(http, names, customer, connected):
    names.say("sneaky.example", ["10.0.0.7", "127.0.0.1"])
    assert await fault_of(http, get(f"http://sneaky.example:{customer.port}/")) is Fault.ADDRESS_REFUSED
    assert connected == []


async def test_of_a_name_with_many_addresses_only_the_public_ones_are_tried(http, names, customer, connected):
    names.say("both.example", ["127.0.0.1", "::1", PUBLIC])
    assert (await http.send(get(f"http://both.example:{customer.port}/"))).status == 204
    assert connected == [PUBLIC]


async def test_the_address_that_was_judged_is_the_one_connected_to(http, names, customer, connected):
    names.say("rebinding.example", [PUBLIC], ["127.0.0.1"])
    assert (await http.send(get(f"http://rebinding.example:{customer.port}/"))).status == 204
    assert (names.asked, connected) == (["rebinding.example"], [PUBLIC])


async def test_a_name_that_changes_its_mind_is_judged_anew(names, customer, connected):
    http = HttpClient(lookup=names, names_kept_s=0)
    names.say("rebinding.example", [PUBLIC], ["127.0.0.1"])
    url = f"http://rebinding.example:{customer.port}/"
    customer.says("/", headers={"Connection": "close"})
    assert (await http.send(get(url))).status == 200
    assert await fault_of(http, get(url)) is Fault.ADDRESS_REFUSED
    assert connected == [PUBLIC]
    await http.close()


async def test_an_account_that_may_reach_inside_lends_its_connections_to_nobody(http, names, customer):
    names.say("inside.example", ["127.0.0.1"])
    url = f"http://inside.example:{customer.port}/"
    assert (await http.send(get(url, allow_private=True))).status == 204
    assert await fault_of(http, get(url)) is Fault.ADDRESS_REFUSED
    assert (await http.send(get(url, allow_private=True))).status == 204


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("inside", ["http://127.0.0.1:{port}/secret", "http://inside.example:{port}/secret"])
async def test_a_redirect_inside_is_refused(build, about, names, customer: Customer, connected, inside, status):
    names.say("shop.example", [PUBLIC])
    names.say("inside.example", ["192.168.1.1"])
    customer.redirects("/in", inside.format(port=customer.port), status)
    webhooks: Webhooks = build(allow_private=False)
    answer = await webhooks.ask(about(f"http://shop.example:{customer.port}/in"))
    assert answer.error is not None
    assert answer.error.code == 11205
    assert [heard.path for heard in customer.heard] == ["/in"]
    assert connected == [PUBLIC]


async def test_even_where_inside_is_allowed_a_redirect_does_not_reach_the_metadata_service(
    webhooks: Webhooks, about: Callable[..., Request], customer: Customer, connected: list[str]
):
    answer = await webhooks.ask(about(customer.redirects("/in", "http://169.254.169.254/latest/meta-data/")))
    assert answer.error is not None
    assert (answer.error.code, connected) == (11205, ["127.0.0.1"])


async def test_a_redirect_elsewhere_takes_no_password_along(build, about, names, customer: Customer, connected):
    names.say("shop.example", [PUBLIC])
    names.say("other.example", [PUBLIC])
    customer.redirects("/in", f"http://other.example:{customer.port}/there", 307)
    await build(allow_private=False).ask(about(f"http://ann:secret@shop.example:{customer.port}/in"))
    assert [heard.headers.get("Authorization", "")[:6] for heard in customer.heard] == ["Basic ", ""]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "gopher://shop.example/", "unix:///run/x", "javascript:1"])
async def test_only_http_is_spoken(webhooks, about, url):
    answer = await webhooks.ask(about(url))
    assert answer.error.code == 11100


@given(url=st.one_of(st.text(max_size=80), st.text(max_size=60).map("http://{}".format), st.from_regex(ODD_URLS)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
async def test_no_url_and_no_parameter_makes_it_raise(webhooks, about, names, url):
    names.knows_nobody = True
    answer = await webhooks.ask(about(url, params={url: url}))
    assert answer.error is not None
    assert answer.records
