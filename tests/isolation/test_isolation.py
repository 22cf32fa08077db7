"""No account reaches what another has: every declared operation is tried, whatever it is.

When an operation is added this fails until `belongings.py` makes one of its resource (or a line here says why the
resource belongs to no account).
"""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from ringback.rest.endpoint import ACCOUNT_PLACE, Endpoint
from tests.isolation.belongings import ADDRESS, AWS, CAMPAIGN, PUBLIC_KEY, SAFE, TRIGGER, Belongings, furnish
from tests.rest.client import Client, Reply, basic
from tests.world.house import Account, World

# Resources that belong to no account, with the reason.
SHARED = {
    "SessionResource": "says who asks; its own tests are in products/console",
    "HandsetResource": "handsets are the installation's: any account drives them on loopback, the operator elsewhere",
    "HandsetMessageResource": "likewise",
    "HandsetCallResource": "likewise",
    "LineResource": "the simulated network is the installation's",
    "NetworkResource": "the operator's",
    "RouteResource": "the operator's",
    "RouteTrialResource": "the operator's",
    "SmppCarrierResource": "the operator's",
    "JobResource": "the operator's",
    "ClockResource": "the operator's",
    "UsecaseResource": "a list that is the same for all",
    "RecipientResource": "a number is nobody's, and each account says its own of it: tests/products/consent",
    "BrandReviewResource": "the operator's",
    "CampaignReviewResource": "the operator's",
    "DeactivationResource": "numbers that networks have taken back are the same for all",
    "DeactivatedResource": "likewise",
    **{
        f"{name}Resource": "the price list is the same for all"
        for name in (
            *("MessagingCountry", "PhoneNumberCountry", "VoiceCountry", "VoiceNumber", "VoiceCountry2"),
            *("VoiceNumber2", "TrunkingCountry", "TrunkingNumber"),
        )
    },
    "CallerIdValidationResource": "its address is signed, for the one call that asks there",
    "AvailablePhoneNumberCountryResource": "the stock is the same for all",
    **{
        f"AvailablePhoneNumber{kind}Resource": "the stock is the same for all"
        for kind in ("Local", "TollFree", "Mobile", "National", "Voip", "SharedCost", "MachineToMachine")
    },
}
# Reads of one thing an account has exactly once; its answer need not name the account, with the reason.
NAMELESS = {
    "FetchMessagingGeopermissions": "a list of countries",
    "FetchUsAppToPersonUsecase": "a list that is the same for all",
    "FetchBalance": "has the account's SID, which is looked for",
}
# What must be sent for a request to get as far as the question whose it is.
FORMS: dict[str, dict[str, Any]] = {
    "CreatePhoneNumber": {"PhoneNumberSid": "PN" + "0" * 32},
    "CreateShortCode": {"ShortCodeSid": "SC" + "0" * 32},
    "CreateService": {"FriendlyName": "Shop"},
    "CreateAlphaSender": {"AlphaSender": "Acme"},
    "CreateDestinationAlphaSender": {"AlphaSender": "Acme"},
    "CreateBrandRegistrations": {
        "CustomerProfileBundleSid": "BU" + "0" * 32,
        "A2PProfileBundleSid": "BU" + "0" * 32,
    },
    "CreateBrandVetting": {"VettingProvider": "aegis"},
    "CreateUsAppToPerson": CAMPAIGN,
    "UpdateUsAppToPerson": {
        **{
            name: said
            for name, said in CAMPAIGN.items()
            if name not in ("BrandRegistrationSid", "UsAppToPersonUsecase")
        },
        "AgeGated": "false",
        "DirectLending": "false",
    },
    "CreateMessageFeedback": {"Outcome": "confirmed"},
    "CreateAddress": ADDRESS,
    "CreateSipDomain": {"DomainName": "tried.sip.localhost"},
    "CreateSipCredentialList": {"FriendlyName": "Desks"},
    "UpdateSipCredentialList": {"FriendlyName": "Desks"},
    "CreateSipCredential": {"Username": "bob", "Password": "Correct1Horse2Battery"},
    "CreateSipIpAccessControlList": {"FriendlyName": "Office"},
    "UpdateSipIpAccessControlList": {"FriendlyName": "Office"},
    "CreateSipIpAddress": {"FriendlyName": "Office", "IpAddress": "203.0.113.8"},
    "CreateSipCredentialListMapping": {"CredentialListSid": "CL" + "0" * 32},
    "CreateSipIpAccessControlListMapping": {"IpAccessControlListSid": "AL" + "0" * 32},
    "CreateSipAuthCallsCredentialListMapping": {"CredentialListSid": "CL" + "0" * 32},
    "CreateSipAuthCallsIpAccessControlListMapping": {"IpAccessControlListSid": "AL" + "0" * 32},
    "CreateSipAuthRegistrationsCredentialListMapping": {"CredentialListSid": "CL" + "0" * 32},
    "CreateUsageTrigger": TRIGGER,
    "CreateMessage": {"To": "+14155550123", "From": "+14155550100", "Body": "hi"},
    "CreateIncomingPhoneNumber": {"AreaCode": "206"},
    "CreateCall": {"To": "client:desk", "From": "client:desk", "Twiml": "<Response/>"},
    "UpdateCallRecording": {"Status": "paused"},
    "UpdateConferenceRecording": {"Status": "paused"},
    "CreateQueue": {"FriendlyName": "sales"},
    "UpdateMember": {"Url": "https://customer.example/"},
    "CreateValidationRequest": {"PhoneNumber": "+14155550123"},
    "CreateUserDefinedMessage": {"Content": "{}"},
    "CreateUserDefinedMessageSubscription": {"Callback": "https://customer.example/"},
    "FetchSafelist": {"PhoneNumber": SAFE},
    "CreateCredentialAws": {"Credentials": AWS},
    "CreateCredentialPublicKey": {"PublicKey": PUBLIC_KEY},
    "CreateIncomingPhoneNumberLocal": {"PhoneNumber": "+12065550111"},
    "CreateIncomingPhoneNumberMobile": {"PhoneNumber": "+447400123456"},
    "CreateIncomingPhoneNumberTollFree": {"PhoneNumber": "+18005550111"},
}
COUNTRY = "US"


def path_of(endpoint: Endpoint, places: dict[str, str]) -> str:
    path = endpoint.path.format(**places)
    host = endpoint.declared.host
    is_bare = endpoint.operation.bare
    return f"/{path}{'' if is_bare else '.json'}" if host == "api" else f"/{host}/{path}"


async def ask(client: Client, endpoint: Endpoint, places: dict[str, str]) -> Reply:
    form, target = dict(FORMS.get(endpoint.name, {})), path_of(endpoint, places)
    if any(parameter.name == ACCOUNT_PLACE for parameter in endpoint.table.parameters):
        form["AccountSid"] = places[ACCOUNT_PLACE]
    if endpoint.method == "GET":
        return await client.get(f"{target}?{urlencode(form)}" if form else target)
    if endpoint.body.value == "application/json":
        return await client.send_json(endpoint.method, target, form)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return await client.ask(endpoint.method, target, body=urlencode(form).encode(), headers=headers)


def outcome_of(reply: Reply) -> tuple[int, int]:
    """The status and the error's code, said in JSON or XML; 0 where it is none."""
    code = re.search(r'"code":(\d+)|<Code>(\d+)', reply.text) if reply.status >= 400 else None
    return reply.status, int(code[1] or code[2]) if code else 0


def own_endpoints(world: World) -> list[Endpoint]:
    return [e for e in world.api.endpoints if e.resource.__name__ not in SHARED]


def places_of(endpoint: Endpoint, own: Belongings) -> dict[str, str]:
    """What fills the places of the path: the owner's. Fails for a resource of which the owner has none."""
    names = [name for name in endpoint.path_names if name != ACCOUNT_PLACE]
    places = own.things.get(endpoint.resource.__name__, {}) | {"country_code": COUNTRY}
    missing = [name for name in names if name not in places]
    assert not missing, f"{endpoint.name}: make a {endpoint.resource.__name__} in belongings.py (needs {missing})"
    return {name: places[name] for name in names} | {ACCOUNT_PLACE: own.account.sid}


@pytest.fixture(params=["siblings", "a parent and its subaccount"])
async def owner_and_stranger(request, world) -> tuple[Belongings, Account]:
    """An account with one of everything, and one that must not reach any of it."""
    owner = await world.subaccount("owner") if request.param == "siblings" else world.acme
    return await furnish(world, owner), await world.subaccount("stranger")


@pytest.fixture
def owner(owner_and_stranger) -> Belongings:
    return owner_and_stranger[0]


@pytest.fixture
async def strangers(world, owner_and_stranger) -> dict[str, Client]:
    """The other account, by its token and by two kinds of API key."""
    account = owner_and_stranger[1]
    key = (await account.post("Keys")).json
    restricted = (
        await account.post(
            "/iam/v1/Keys",
            AccountSid=account.sid,
            KeyType="restricted",
            Policy='{"allow": ["/twilio/messaging/messages/read", "/twilio/api/messages/read"]}',
        )
    ).json
    held = {"token": (account.sid, account.token), "key": (key["sid"], key["secret"])}
    if "secret" in restricted:
        held["restricted key"] = (restricted["sid"], restricted["secret"])
    return {name: Client(world.api, auth=basic(*pair)) for name, pair in held.items()}


async def seen_by(client: Client, world: World, own: Belongings) -> dict[str, tuple[int, str]]:
    """What every read answers under the owner's own paths."""
    return {
        f"{e.product} {e.name}": ((reply := await ask(client, e, places_of(e, own))).status, stable(reply))
        for e in own_endpoints(world)
        if e.method == "GET" and not e.operation.bare and not is_ever_new(e)
    }


def is_ever_new(endpoint: Endpoint) -> bool:
    """Usage says of when it is; a parent's list of accounts and of events grows with its subaccounts."""
    return endpoint.name.startswith("ListUsageRecord") or endpoint.name in ("ListAccount", "ListEvent")


def stable(reply: Reply) -> str:
    """The answer, without waits that grow as one looks."""
    return WAITS.sub('"wait"', reply.text) if reply.status == 200 else str(reply.status)


WAITS = re.compile(r'"\w*wait\w*": ?"?\d+"?')


async def test_the_owner_reads_everything_it_has(world, owner):
    """The control: if this saw nothing, that strangers see nothing would prove nothing."""
    client = Client(world.api, auth=basic(owner.account.sid, owner.account.token))
    for endpoint in own_endpoints(world):
        if endpoint.method != "GET" or endpoint.operation.bare:
            continue
        reply = await ask(client, endpoint, places_of(endpoint, owner))
        assert reply.status == 200 or endpoint.name == "FetchTestCredentials", f"{endpoint.name}: {reply.text}"
        has_mark = any(mark in reply.text for mark in owner.marks)
        assert has_mark or endpoint.name in NAMELESS, f"{endpoint.name} shows nothing of its owner's: {reply.text}"


async def test_a_foreign_path_is_401_for_every_operation(world, owner, strangers):
    before = await seen_by(Client(world.api, auth=basic(owner.account.sid, owner.account.token)), world, owner)
    tried = 0
    for endpoint in world.api.endpoints:
        if not is_under_an_account(endpoint):
            continue
        for who, client in strangers.items():
            reply = await ask(client, endpoint, foreign_places(endpoint, owner))
            # an account that is fetched is itself the thing: under one's own /Accounts a foreign SID
            expected = (404, 20404) if endpoint.resource.__name__ == "AccountResource" else (401, 20003)
            allowed = {expected} | ({(401, 70051), (401, 20003)} if may_be_refused(who, endpoint) else set())
            assert outcome_of(reply) in allowed, f"{who}: {endpoint.method} {endpoint.path}: {reply.text}"
            tried += 1
    assert tried > 150
    after = await seen_by(Client(world.api, auth=basic(owner.account.sid, owner.account.token)), world, owner)
    assert after == before


def is_under_an_account(endpoint: Endpoint) -> bool:
    is_account = endpoint.resource.__name__ == "AccountResource" and "sid" in endpoint.path_names
    return (ACCOUNT_PLACE in endpoint.path_names or is_account) and endpoint.asked.access.value != "open"


def foreign_places(endpoint: Endpoint, own: Belongings) -> dict[str, str]:
    if endpoint.resource.__name__ in SHARED:
        return {ACCOUNT_PLACE: own.account.sid, "country_code": COUNTRY}
    return places_of(endpoint, own)


async def test_a_foreign_sid_is_404_under_ones_own_path(world, owner, strangers, owner_and_stranger):
    before = await seen_by(Client(world.api, auth=basic(owner.account.sid, owner.account.token)), world, owner)
    tried = 0
    for endpoint in own_endpoints(world):
        names_a_thing = set(endpoint.path_names) - {ACCOUNT_PLACE, "country_code"}
        if not names_a_thing or endpoint.resource.__name__ == "AccountResource":
            continue
        places = places_of(endpoint, owner) | {ACCOUNT_PLACE: owner_and_stranger[1].sid}
        for who, client in strangers.items():
            reply = await ask(client, endpoint, places)
            allowed = {(404, 20404)} | ({(401, 70051), (401, 20003)} if may_be_refused(who, endpoint) else set())
            assert outcome_of(reply) in allowed, f"{who}: {endpoint.method} {endpoint.path}: {reply.text}"
            tried += 1
    assert tried > 100
    after = await seen_by(Client(world.api, auth=basic(owner.account.sid, owner.account.token)), world, owner)
    assert after == before


def may_be_refused(who: str, endpoint: Endpoint) -> bool:
    """Restricted keys, and keys on what needs the token itself, are refused before anything is looked up."""
    return who == "restricted key" or (who == "key" and endpoint.asked.main_only)


async def test_what_one_lists_and_reads_of_ones_own_holds_nothing_of_another(
    world, owner, strangers, owner_and_stranger
):
    for endpoint in world.api.endpoints:
        if endpoint.method != "GET" or endpoint.asked.access.value != "account":
            continue
        if set(endpoint.path_names) - {ACCOUNT_PLACE, "country_code"}:
            continue
        places = {ACCOUNT_PLACE: owner_and_stranger[1].sid, "country_code": COUNTRY}
        for who, client in strangers.items():
            reply = await ask(client, endpoint, places)
            if reply.status == 200:
                found = [mark for mark in owner.marks if mark in reply.text and mark not in path_of(endpoint, places)]
                allowed = {owner.account.sid} if endpoint.resource.__name__ == "AccountResource" else set()
                allowed |= {SAFE} if endpoint.name == "FetchSafelist" else set()
                assert not set(found) - allowed, f"{who}: {endpoint.path} shows {found}"


async def test_a_foreign_thing_cannot_be_named_in_a_request(world, owner, strangers, owner_and_stranger):
    """Every parameter that takes a SID, given the owner's."""
    stranger, client = owner_and_stranger[1], strangers["token"]
    theirs = {
        "address_sid": owner.things["AddressResource"]["sid"],
        "emergency_address_sid": owner.things["AddressResource"]["sid"],
        "voice_application_sid": owner.things["ApplicationResource"]["sid"],
        "sms_application_sid": owner.things["ApplicationResource"]["sid"],
        "application_sid": owner.things["ApplicationResource"]["sid"],
        "phone_number_sid": owner.things["IncomingPhoneNumberResource"]["sid"],
        "short_code_sid": owner.things["ShortCodeResource"]["sid"],
        "account_sid": owner.account.sid,
        "to_account_sid": owner.account.sid,
        "emergency_caller_sid": owner.things["IncomingPhoneNumberResource"]["sid"],
        "credential_list_sid": owner.things["SipCredentialListResource"]["sid"],
        "brand_registration_sid": owner.things["BrandRegistrationsResource"]["sid"],
        "ip_access_control_list_sid": owner.things["SipIpAccessControlListResource"]["sid"],
    }
    # belongings of products that are not there yet, and names that are only compared
    later = {"identity_sid", "bundle_sid", "trunk_sid", "byoc_trunk_sid", "messaging_service_sid", "content_sid"}
    later |= {"customer_profile_bundle_sid", "a2p_profile_bundle_sid"}
    later |= {"actor_sid", "resource_sid", "call_sid", "parent_call_sid", "conference_sid", "queue_sid"}
    tried = set()
    bought = await stranger.post("IncomingPhoneNumbers", AreaCode="206")
    service = (await stranger.post("/messaging/v1/Services", FriendlyName="own")).json["sid"]
    domain = (await stranger.post("SIP/Domains", DomainName="own.sip.localhost")).json["sid"]
    own = {ACCOUNT_PLACE: stranger.sid, "sid": bought.json["sid"], "service_sid": service, "domain_sid": domain}
    for endpoint in own_endpoints(world):
        for parameter in endpoint.table.parameters:
            if not parameter.name.endswith("_sid") or parameter.name in later or endpoint.name == "CreateMessage":
                continue
            assert parameter.name in theirs, f"{endpoint.name}: say whose SID {parameter.wire} takes"
            form = FORMS.get(endpoint.name, {}) | {parameter.wire: theirs[parameter.name]}
            target = path_of(endpoint, own)
            get = endpoint.method == "GET"
            reply = await (client.get(f"{target}?{urlencode(form)}") if get else client.post(target, form))
            assert 400 <= reply.status < 500, f"{endpoint.name} took {parameter.wire} of another account: {reply.text}"
            assert reply.code not in (20001, 21451) or parameter.wire in reply.text, reply.text
            tried.add(parameter.name)
    assert tried == set(theirs)


async def test_a_foreign_application_hears_nothing_of_ones_messages(world, owner, owner_and_stranger):
    """A message names it; one that is not there is passed over, and a foreign one is not there."""
    stranger, application = owner_and_stranger[1], owner.things["ApplicationResource"]["sid"]
    url = world.customer.url("/the-application-of-the-owner")
    assert (await owner.account.post(f"Applications/{application}", MessageStatusCallback=url)).status == 200
    number = (await stranger.post("IncomingPhoneNumbers", AreaCode="206")).json["phone_number"]
    assert (await stranger.text(From=number, ApplicationSid=application)).status == 201
    await world.leap(seconds=10)
    assert not [heard for heard in world.customer.heard if heard.path == "/the-application-of-the-owner"]


async def test_a_foreign_number_cannot_send(world, owner, owner_and_stranger):
    listed = (await owner.account.get("IncomingPhoneNumbers")).json["incoming_phone_numbers"]
    refused = await owner_and_stranger[1].text(From=listed[0]["phone_number"])
    assert (refused.status, refused.code) == (400, 21606) or refused.code == 21660, refused.text


def test_every_reason_is_still_needed(world):
    names = {endpoint.resource.__name__ for endpoint in world.api.endpoints}
    operations = {endpoint.name for endpoint in world.api.endpoints}
    assert set(SHARED) <= names and set(NAMELESS) <= operations and set(FORMS) <= operations
