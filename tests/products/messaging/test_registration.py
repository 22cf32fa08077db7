"""Ten-digit numbers and the United States: brands, campaigns, and texts that none of them stands for."""

from typing import Any

import pytest

from ringback.products.messaging.a2p.model import Campaign
from tests.products.messaging.pools import SERVICES, now_is, pool, through
from tests.world.house import Account, World, open_world

BRANDS = "/messaging/v1/a2p/BrandRegistrations"
BUNDLES = {"CustomerProfileBundleSid": "BU" + "1" * 32, "A2PProfileBundleSid": "BU" + "2" * 32}
CAMPAIGN = {
    "Description": "Tells customers of the shop when what they ordered is on its way to them.",
    "MessageFlow": "Customers tick a box when they order, and can take the tick away at any time.",
    "MessageSamples": ["Your order 17 has left our house today.", "Your order 18 is at your neighbour's."],
    "UsAppToPersonUsecase": "DELIVERY_NOTIFICATION",
    "HasEmbeddedLinks": "false",
    "HasEmbeddedPhone": "false",
}
OURS, TOLL_FREE = "+14155550111", "+18005550111"


async def brand(world: World, account: Account | None = None, **more: Any) -> dict[str, Any]:
    """A brand, reviewed if anybody does."""
    made = await (account or world.acme).post(BRANDS, **{**BUNDLES, **more})
    assert made.status == 201 and made.json["status"] == "PENDING", made.text
    await world.settle()
    return (await (account or world.acme).get(f"{BRANDS}/{made.json['sid']}")).json


async def campaign(world: World, service: str, **more: Any) -> dict[str, Any]:
    """A campaign of the service, reviewed if anybody does."""
    said = {"BrandRegistrationSid": more.pop("brand", None) or (await brand(world))["sid"], **CAMPAIGN, **more}
    made = await world.acme.post(f"{SERVICES}/{service}/Compliance/Usa2p", **said)
    assert made.status == 201 and made.json["campaign_status"] == "PENDING", made.text
    await world.settle()
    return (await world.acme.get(f"{SERVICES}/{service}/Compliance/Usa2p/{made.json['sid']}")).json


@pytest.fixture
async def strict(world: World) -> World:
    """An account that is held to registration."""
    said = await world.acme.own("POST", f"Accounts/{world.acme.sid}/Settings", requires_us_registration=True)
    assert said.status == 200 and said.json["requires_us_registration"] is True, said.text
    return world


async def outcome(world: World, sent: Any) -> tuple[str, int | None]:
    await world.leap(seconds=30)
    now = await now_is(world.acme, sent)
    return now["status"], now["error_code"]


async def test_the_simulated_registry_approves_a_brand_and_says_that_it_is_simulated(world: World):
    reviewed = await brand(world)
    assert (reviewed["status"], reviewed["identity_status"]) == ("APPROVED", "VERIFIED")
    assert reviewed["tcr_id"].startswith("SIM")


async def test_without_it_a_brand_waits_for_the_operator(database_url, tmp_path, customer):
    world = await open_world(database_url, tmp_path, customer, simulated=False)
    waiting = await brand(world)
    assert waiting["status"] == "PENDING" and waiting["tcr_id"] is None
    unsaid = await world.acme.own("POST", f"Brands/{waiting['sid']}", status="FAILED")
    assert unsaid.status == 400
    said = await world.acme.own("POST", f"Brands/{waiting['sid']}", status="FAILED", failure_reason="EIN unknown")
    assert said.status == 200, said.text
    assert (await world.acme.get(f"{BRANDS}/{waiting['sid']}")).json["failure_reason"] == "EIN unknown"
    again = await world.acme.post(f"{BRANDS}/{waiting['sid']}")
    assert (again.status, again.json["status"], again.json["failure_reason"]) == (202, "PENDING", None)
    await world.acme.own("POST", f"Brands/{waiting['sid']}", status="APPROVED", tcr_id="BABC123", brand_score=80)
    known = (await world.acme.get(f"{BRANDS}/{waiting['sid']}")).json
    assert (known["status"], known["tcr_id"], known["brand_score"]) == ("APPROVED", "BABC123", 80)
    await world.house.stop()


async def test_only_the_operator_reviews_and_brings_lists_on_a_server_on_the_net(database_url, tmp_path, customer):
    world = await open_world(database_url, tmp_path, customer, public_url="https://phone.example")
    sub = await world.subaccount()
    theirs = await brand(world, sub)
    refused = [
        await sub.own("POST", f"Brands/{theirs['sid']}", status="SUSPENDED"),
        await sub.own("GET", "Brands"),
        await sub.own("GET", "Campaigns"),
        await sub.own("POST", "Deactivations", numbers=["+14155550123"]),
    ]
    assert [reply.status for reply in refused] == [401] * 4 or [reply.status for reply in refused] == [403] * 4
    assert [brand["sid"] for brand in (await world.acme.own("GET", "Brands")).json["items"]] == [theirs["sid"]]
    await world.house.stop()


async def test_a_verified_campaign_lets_its_numbers_text_the_united_states(strict: World):
    service = await pool(strict, OURS)
    before = await outcome(strict, await through(strict.acme, service))
    assert before == ("failed", 30034)
    verified = await campaign(strict, service)
    assert verified["campaign_status"] == "VERIFIED" and verified["rate_limits"]["att"]["mps"] > 0
    assert (await strict.acme.get(f"{SERVICES}/{service}")).json["us_app_to_person_registered"] is True
    assert await outcome(strict, await through(strict.acme, service)) == ("delivered", None)
    await strict.acme.delete(f"{SERVICES}/{service}/Compliance/Usa2p/{verified['sid']}")
    assert (await strict.acme.get(f"{SERVICES}/{service}")).json["us_app_to_person_registered"] is False
    assert await outcome(strict, await through(strict.acme, service)) == ("failed", 30034)


async def test_a_suspended_campaign_stops_its_numbers(strict: World):
    service = await pool(strict, OURS)
    verified = await campaign(strict, service)
    await strict.acme.own("POST", f"Campaigns/{verified['sid']}", campaign_status="SUSPENDED")
    assert await outcome(strict, await through(strict.acme, service)) == ("failed", 30033)


async def test_a_mock_brand_is_approved_anywhere_and_never_sends(strict: World):
    service = await pool(strict, OURS)
    mock = await brand(strict, Mock="true")
    assert (await campaign(strict, service, brand=mock["sid"]))["campaign_status"] == "VERIFIED"
    assert await outcome(strict, await through(strict.acme, service)) == ("failed", 30034)


async def test_toll_free_numbers_and_other_countries_need_none(strict: World):
    [sid] = [(await strict.house.numbers.provision(strict.acme.sid, TOLL_FREE)).sid]
    assert sid and await outcome(strict, await strict.acme.text(From=TOLL_FREE)) == ("delivered", None)
    await strict.acme.own("PUT", "Handsets/+442079460018")
    abroad = await strict.acme.text(to="+442079460018")
    assert (await outcome(strict, abroad))[1] != 30034


async def test_all_numbers_of_a_campaign_share_its_speed(strict: World):
    service = await pool(strict, OURS, "+14155550112", StickySender="false")
    slow = await campaign(strict, service, UsAppToPersonUsecase="LOW_VOLUME")
    kept = await strict.store.get(Campaign, slow["sid"])
    assert kept is not None and kept.segments_a_second == 1.25
    sent = [await through(strict.acme, service, to=f"+1415555013{n}") for n in range(5)]
    await strict.leap(seconds=2)
    gone = [(await now_is(strict.acme, one))["status"] for one in sent].count("delivered")
    assert 1 <= gone <= 4  # five would have gone by two numbers of their own
    await strict.leap(seconds=10)
    assert [(await now_is(strict.acme, one))["status"] for one in sent] == ["delivered"] * 5


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"Description": "x" * 4097}, 21722),
        ({"MessageSamples": ["a sample of a message that is long enough"] * 6}, 21722),
        ({"UsAppToPersonUsecase": "S" * 65}, 21722),
        ({"UsAppToPersonUsecase": "SOLE_PROPRIETOR"}, 21723),
        ({"BrandRegistrationSid": "BN" + "0" * 32}, 21719),
        ({"HelpMessage": "help " * 100}, 21722),
    ],
)
async def test_what_is_wrong_with_a_campaign_is_said(world: World, said: dict[str, str], code: int):
    service = await pool(world, OURS)
    whole = {"BrandRegistrationSid": (await brand(world))["sid"], **CAMPAIGN, **said}
    refused = await world.acme.post(f"{SERVICES}/{service}/Compliance/Usa2p", **whole)
    assert (refused.status, refused.code) == (400, code)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"Description": "short"}, "Description has 5 characters; 40 are needed"),
        (
            {"MessageSamples": "only one sample of a message that is long enough"},
            "MessageSamples is 1 of the 2 samples",
        ),
        ({"HelpMessage": "help"}, "HelpMessage has 4 characters; 20 are needed"),
        ({"UsAppToPersonUsecase": "SPAM"}, "UsAppToPersonUsecase is 'SPAM'; it is one of 2FA"),
    ],
)
async def test_a_campaign_that_says_too_little_fails_its_review(world: World, said: dict[str, str], reason: str):
    failed = await campaign(world, await pool(world, OURS), **said)
    assert failed["campaign_status"] == "FAILED" and reason in failed["errors"][0]["error_reason"]
    path = f"{SERVICES}/{failed['messaging_service_sid']}/Compliance/Usa2p/{failed['sid']}"
    better = {name: value for name, value in CAMPAIGN.items() if name != "UsAppToPersonUsecase"}
    again = await world.acme.post(path, AgeGated="false", DirectLending="false", **better)
    assert again.status == 200, again.text
    await world.settle()
    assert (await world.acme.get(path)).json["campaign_status"] == (
        "FAILED" if said.keys() & {"HelpMessage", "UsAppToPersonUsecase"} else "VERIFIED"
    )


async def test_a_service_has_one_campaign(world: World):
    service = await pool(world, OURS)
    there = await campaign(world, service)
    more = {"BrandRegistrationSid": there["brand_registration_sid"], **CAMPAIGN}
    refused = await world.acme.post(f"{SERVICES}/{service}/Compliance/Usa2p", **more)
    assert (refused.status, refused.code) == (400, 21721) and there["sid"] in refused.json["message"]


async def test_what_campaigns_are_for_goes_by_the_brand(world: World):
    service = await pool(world, OURS)
    alone = await brand(world, BrandType="SOLE_PROPRIETOR")
    path = f"{SERVICES}/{service}/Compliance/Usa2p/Usecases"
    of_one = (await world.acme.get(path, BrandRegistrationSid=alone["sid"])).json["us_app_to_person_usecases"]
    assert [usecase["code"] for usecase in of_one] == ["SOLE_PROPRIETOR"]
    assert len((await world.acme.get(path)).json["us_app_to_person_usecases"]) > 15


async def test_a_vetting_is_kept_with_its_brand(world: World):
    sid = (await brand(world))["sid"]
    made = await world.acme.post(f"{BRANDS}/{sid}/Vettings", VettingProvider="campaign-verify", VettingId="CV1")
    assert made.status == 201, made.text
    [kept] = (await world.acme.get(f"{BRANDS}/{sid}/Vettings", VettingProvider="campaign-verify")).json["data"]
    assert kept["vetting_id"] == "CV1" and kept["vetting_status"] == "PENDING"


async def test_deactivated_numbers_are_fetched_by_day(world: World):
    brought = await world.acme.own("POST", "Deactivations", numbers=["+14155550123", "+14155550124", "+14155550123"])
    assert (brought.status, brought.json["count"]) == (201, 2), brought.text
    pointed = await world.acme.get("/messaging/v1/Deactivations", Date=brought.json["day"])
    assert pointed.status == 307
    path = pointed.headers["location"].partition("8080")[2]
    assert (await world.acme.get(path)).text.split() == ["+14155550123", "+14155550124"]


async def test_a_day_that_has_not_come_and_what_is_no_number_are_refused(world: World):
    assert (await world.acme.get("/messaging/v1/Deactivations", Date="2999-01-01")).status == 400
    assert (await world.acme.own("POST", "Deactivations", numbers=["hello"])).status == 400
