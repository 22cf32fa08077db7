"""Services and their pools, as tests of messages want them."""

from datetime import timedelta
from typing import Any

from tests.rest.client import Reply
from tests.world.house import HANDSET, Account, World

SERVICES = "/messaging/v1/Services"


async def service(account: Account, **settings: Any) -> str:
    """The SID of a new service."""
    made = await account.post(SERVICES, **{"FriendlyName": "Shop", **settings})
    assert made.status == 201, made.text
    return made.json["sid"]


async def owns(world: World, account: Account, *numbers: str) -> list[str]:
    """The SIDs of numbers that the account has from now on, made up for the test if need be."""
    return [(await world.house.numbers.provision(account.sid, number)).sid for number in numbers]


async def pool(world: World, *numbers: str, **settings: Any) -> str:
    """A service of the first account with these numbers in its pool."""
    sid = await service(world.acme, **settings)
    for number in await owns(world, world.acme, *numbers):
        joined = await world.acme.post(f"{SERVICES}/{sid}/PhoneNumbers", PhoneNumberSid=number)
        assert joined.status == 201, joined.text
    return sid


async def through(account: Account, service_sid: str, to: str = HANDSET, body: str = "hi", **more: Any) -> Reply:
    """A text through a service."""
    return await account.post("Messages", To=to, MessagingServiceSid=service_sid, Body=body, **more)


async def now_is(account: Account, sent: Reply) -> dict[str, Any]:
    """The message as it stands now."""
    assert sent.status == 201, sent.text
    return (await account.get(f"Messages/{sent.json['sid']}")).json


async def sender_of(world: World, sent: Reply) -> str | None:
    await world.settle()
    return (await now_is(world.acme, sent))["from"]


def ahead(world: World, **span: float) -> str:
    """A moment as SendAt takes it."""
    return (world.clock.now() + timedelta(**span)).strftime("%Y-%m-%dT%H:%M:%SZ")


def in_an_hour(world: World) -> str:
    return ahead(world, hours=1)


def statuses(world: World) -> list[str]:
    return [heard.form["MessageStatus"] for heard in world.customer.heard if "MessageStatus" in heard.form]
