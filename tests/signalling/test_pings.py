"""OPTIONS of ours: whether anybody is there."""

import socket

from ringback.signalling import Route
from tests.signalling.party import Party


async def test_a_ping_is_answered_by_whoever_is_there():
    async with Party() as alice, Party() as bob:
        assert await alice.endpoint.ping(bob.route("udp"), 5.0) == 200
        assert await alice.endpoint.ping(bob.route("tcp"), 5.0) == 200


async def test_a_ping_that_nobody_answers_is_given_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        async with Party() as alice:
            assert await alice.endpoint.ping(Route(*silent.getsockname(), "udp"), 0.2) == 408


async def test_a_ping_that_no_way_leads_to_says_so():
    async with Party() as alice:
        assert await alice.endpoint.ping(Route("127.0.0.1", 1, "tls"), 5.0) == 503
