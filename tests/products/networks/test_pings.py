"""Whether a network is there is asked of itself, and shown."""

from ringback.products.networks import rules
from ringback.products.networks.model import Health, Network
from ringback.products.networks.pings import Pings
from tests.world.house import World

CARRIER = {"friendly_name": "Carrier", "host": "203.0.113.7"}


class Carrier:
    """Answers pings as told."""

    def __init__(self, status: int) -> None:
        self.status, self.asked = status, 0

    async def ping(self, network: Network, within_s: float) -> int:
        self.asked += 1
        return self.status


async def health(world: World, sid: str) -> str:
    return (await world.acme.own("GET", f"Networks/{sid}")).json["health"]


def test_any_answer_shows_that_a_network_is_there():
    assert {rules.pinged(rules.NEVER_PINGED, status, 0.0).health for status in (200, 401, 404, 486)} == {Health.UP}


def test_one_lost_ping_says_nothing_and_three_say_that_it_is_down():
    one = rules.pinged(rules.NEVER_PINGED, 408, 0.0)
    three = rules.pinged(rules.pinged(one, 408, 10.0), 503, 20.0)
    assert (one.health, three.health, three.due_at) == (Health.UNKNOWN, Health.DOWN, 30.0)
    assert rules.pinged(three, 200, 30.0).health is Health.UP


async def test_a_networks_health_is_what_its_pings_have_shown(world: World):
    sid = (await world.acme.own("POST", "Networks", **CARRIER)).json["sid"]
    assert await health(world, sid) == "unknown"
    carrier = Carrier(200)
    pings = Pings(world.house.networks, carrier.ping)
    await pings.look(100.0)
    assert await health(world, sid) == "up"
    await pings.look(101.0)
    assert carrier.asked == 1  # it was asked a moment ago
    carrier.status = 408
    for at in (140.0, 150.0, 160.0):
        await pings.look(at)
    assert await health(world, sid) == "down"


async def test_a_network_that_is_switched_off_is_left_in_peace(world: World):
    await world.acme.own("POST", "Networks", enabled=False, **CARRIER)
    carrier = Carrier(200)
    await Pings(world.house.networks, carrier.ping).look(100.0)
    assert carrier.asked == 0
