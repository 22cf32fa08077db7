"""One of everything an account can have, made through the API: what a stranger must not see."""

from typing import Any

from ringback.kernel.alert import Alerted
from ringback.products.voice.model import OutgoingCallerId, UserSubscription
from ringback.products.voice.transcriptions.model import Transcription, TranscriptionStatus
from ringback.store import Unit
from ringback.switch.conferences import events as of_conferences
from ringback.switch.conferences.model import Conference, Participant
from ringback.switch.model import Call, CallStatus, Direction, Recording, RecordingStatus
from ringback.switch.queues.model import Wait
from ringback.webhooks import Request
from tests.world.house import HANDSET, Account, World

Things = dict[str, dict[str, str]]  # a resource's class name → what stands in its path's places
ADDRESS = {
    "CustomerName": "Ada",
    "Street": "1 Loop St",
    "City": "San Francisco",
    "Region": "CA",
    "PostalCode": "94105",
    "IsoCountry": "US",
}
PUBLIC_KEY = """-----BEGIN PUBLIC KEY-----
MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEaxfR8uEsQkf4vOblY6RA8ncDfYEt
6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q==
-----END PUBLIC KEY-----"""
AWS = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
CAMPAIGN = {
    "BrandRegistrationSid": "BN" + "0" * 32,
    "Description": "Tells customers when what they ordered is on its way.",
    "MessageFlow": "Customers tick a box when they order, and may untick it.",
    "MessageSamples": ["Your order 17 has left our house.", "Your order 18 has arrived."],
    "UsAppToPersonUsecase": "DELIVERY_NOTIFICATION",
    "HasEmbeddedLinks": "false",
    "HasEmbeddedPhone": "false",
}
SAFE = "+14155550177"
CALLER = "+14155550188"
DEBUGGER = "/the-debugger-of-the-owner"
SHORT_CODES = iter(str(number) for number in range(30_000, 40_000))


class Belongings:
    """`things` fill the places of paths; `marks` are texts that only this account's answers may hold."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.things: Things = {}
        self.marks: set[str] = {account.sid, SAFE, DEBUGGER}

    def has(self, resource: str, **places: str) -> None:
        self.things[resource] = places
        self.marks |= {value for value in places.values() if len(value) > 3}

    async def made(self, resource: str, path: str, **form: Any) -> dict[str, Any]:
        """Creates one through the API; it stands for its resource from then on."""
        reply = await self.account.post(path, **form)
        assert reply.status in (200, 201), f"{resource}: {reply.text}"
        if "sid" in reply.json:
            self.has(resource, sid=reply.json["sid"])
        return reply.json


async def furnish(world: World, account: Account) -> Belongings:
    """An account with one of everything. A resource that is new here is given its line below."""
    own = Belongings(account)
    own.has("AccountResource", sid=account.sid)
    await _settings(world, own)
    await _keys(own)
    await _numbers(world, own)
    await _messages(world, own)
    await _services(own)
    await _calls(world, own)
    await _queues(world, own)
    await _sip(own)
    await _told(own)
    return own


async def _settings(world: World, own: Belongings) -> None:
    await own.made("ApplicationResource", "Applications", FriendlyName="Menu")
    await own.made("CredentialAwsResource", "/accounts/v1/Credentials/AWS", Credentials=AWS)
    await own.made("CredentialPublicKeyResource", "/accounts/v1/Credentials/PublicKeys", PublicKey=PUBLIC_KEY)
    await own.made("UsageTriggerResource", "Usage/Triggers", **TRIGGER)
    await own.made("SafelistResource", "/accounts/v1/SafeList/Numbers", PhoneNumber=SAFE)
    told = await own.account.own("POST", "DebuggerWebhook", url=world.customer.url(DEBUGGER))
    assert told.status == 200, told.text


TRIGGER = {"UsageCategory": "sms", "TriggerValue": "1000", "CallbackUrl": "https://customer.example/"}


async def _keys(own: Belongings) -> None:
    await own.made("KeyResource", "Keys", FriendlyName="desk")
    await own.made("SigningKeyResource", "SigningKeys", FriendlyName="desk")
    await own.made("IamKeyResource", "/iam/v1/Keys", AccountSid=own.account.sid)
    bound = await own.account.own("POST", "SmppCredentials", friendly_name="desk")
    assert bound.status == 201, bound.text
    own.has("SmppCredentialResource", sid=bound.json["sid"])


async def _numbers(world: World, own: Belongings) -> None:
    address = await own.made("AddressResource", "Addresses", **ADDRESS)
    own.has("DependentPhoneNumberResource", address_sid=address["sid"])
    for kind, country in (("Local", "US"), ("TollFree", "US"), ("Mobile", "GB")):
        offered = (await own.account.get(f"AvailablePhoneNumbers/{country}/{kind}", PageSize=1)).json
        number = offered["available_phone_numbers"][0]["phone_number"]
        form = {"PhoneNumber": number} | ({"EmergencyAddressSid": address["sid"]} if kind == "Local" else {})
        bought = await own.made("IncomingPhoneNumberResource", f"IncomingPhoneNumbers/{kind}", **form)
        own.marks.add(bought["phone_number"])
    await world.house.short_codes.assign(own.account.sid, next(SHORT_CODES))
    [code] = (await own.account.get("SMS/ShortCodes", PageSize=1)).json["short_codes"]
    own.has("ShortCodeResource", sid=code["sid"])


async def _messages(world: World, own: Belongings) -> None:
    """A text with a picture, whose status goes to a server that fails: a message, media, webhooks and an alert."""
    numbers = (await own.account.get("IncomingPhoneNumbers/Local", PageSize=1)).json["incoming_phone_numbers"]
    picture = world.customer.says("/picture.png", "not a real one", content_type="image/png")
    failing = world.customer.says("/failing", status=500)
    form = {"To": HANDSET, "From": numbers[0]["phone_number"], "MediaUrl": picture, "StatusCallback": failing}
    sent = await own.made("MessageResource", "Messages", Body="a secret", **form)
    await world.leap(seconds=10)
    [media] = (await own.account.get(f"Messages/{sent['sid']}/Media")).json["media_list"]
    own.has("MediaResource", message_sid=sent["sid"], sid=media["sid"])
    own.has("MessageFeedbackResource", message_sid=sent["sid"])
    own.has("TraceResource", sid=sent["sid"])


async def _services(own: Belongings) -> None:
    """A Messaging Service with one sender of each kind."""
    service = (await own.made("ServiceResource", "/messaging/v1/Services", FriendlyName="Shop"))["sid"]
    [code] = (await own.account.get("SMS/ShortCodes", PageSize=1)).json["short_codes"]
    for resource, path, form in (
        (
            "ServicePhoneNumberResource",
            "PhoneNumbers",
            {"PhoneNumberSid": own.things["IncomingPhoneNumberResource"]["sid"]},
        ),
        ("ServiceShortCodeResource", "ShortCodes", {"ShortCodeSid": code["sid"]}),
        ("AlphaSenderResource", "AlphaSenders", {"AlphaSender": "Acme"}),
        ("DestinationAlphaSenderResource", "DestinationAlphaSenders", {"AlphaSender": "Acme", "IsoCountryCode": "FR"}),
    ):
        joined = await own.made(resource, f"/messaging/v1/Services/{service}/{path}", **form)
        own.has(resource, service_sid=service, sid=joined["sid"])
    await _registrations(own, service)
    await _consent(own, service)


async def _consent(own: Belongings, service: str) -> None:
    """A line in the ledger, a policy, words of the service's own, somebody on the list and somewhere."""
    person, client = "+14155550166", own.account
    said = await client.own("POST", "Consents", person=person, word="opt-in", proof=f"said to {own.account.sid}")
    assert said.status == 201, said.text
    own.has("StatementResource", sid=said.json["sid"])
    for resource, method, path, fields, places in (
        ("PolicyResource", "PUT", f"ConsentPolicies/{service}", {"frequency_most": 100}, {"scope": service}),
        ("KeywordsResource", "PUT", f"Services/{service}/Keywords", {"stop": ["GENUG"]}, {"service_sid": service}),
        ("DoNotCallResource", "POST", "DoNotCall", {"numbers": [person]}, {"number": person}),
    ):
        reply = await client.own(method, path, **fields)
        assert reply.status in (200, 201), reply.text
        own.has(resource, **places)


async def _registrations(own: Belongings, service: str) -> None:
    """A brand with a vetting, and the campaign of the service."""
    bundles = {"CustomerProfileBundleSid": "BU" + "1" * 32, "A2PProfileBundleSid": "BU" + "2" * 32}
    brand = (await own.made("BrandRegistrationsResource", "/messaging/v1/a2p/BrandRegistrations", **bundles))["sid"]
    own.has("BrandRegistrationOtpResource", brand_sid=brand)
    vetting = await own.made(
        "BrandVettingResource", f"/messaging/v1/a2p/BrandRegistrations/{brand}/Vettings", VettingProvider="aegis"
    )
    own.has("BrandVettingResource", brand_sid=brand, brand_vetting_sid=vetting["brand_vetting_sid"])
    path = f"/messaging/v1/Services/{service}/Compliance/Usa2p"
    campaign = await own.made("UsAppToPersonResource", path, **{**CAMPAIGN, "BrandRegistrationSid": brand})
    own.has("UsAppToPersonResource", service_sid=service, sid=campaign["sid"])
    own.has("UsAppToPersonUsecaseResource", service_sid=service)


async def _calls(world: World, own: Belongings) -> None:
    """A call that is over, with a recording, an exchange and an alert; a caller ID. The records are put there: a call
    that lives would change while a stranger looks."""
    now, sid = world.clock.now(), world.house.sids.new
    shared = {"account_sid": own.account.sid, "date_created": now, "date_updated": now}
    call = Call(
        sid=sid("CA", now),
        direction=Direction.API,
        from_="+14155550111",
        to=HANDSET,
        status=CallStatus.COMPLETED,
        start_time=now,
        end_time=now,
        duration=1,
        **shared,
    )
    recording = Recording(
        sid=sid("RE", now),
        call_sid=call.sid,
        status=RecordingStatus.COMPLETED,
        source="OutboundAPI",
        start_time=now,
        duration=1,
        **shared,
    )
    room = Conference(sid=sid("CF", now), friendly_name="a secret", **shared)
    mix = Recording(
        sid=sid("RE", now),
        conference_sid=room.sid,
        status=RecordingStatus.COMPLETED,
        source="Conference",
        start_time=now,
        **shared,
    )
    there = Participant(conference_sid=room.sid, call_sid=call.sid, label="a secret", joined_at=now, **shared)
    opened = of_conferences.of_conference(of_conferences.ConferenceCreated, room, now)
    written = Transcription(
        sid=sid("TR", now),
        recording_sid=recording.sid,
        call_sid=call.sid,
        status=TranscriptionStatus.COMPLETED,
        text="a secret",
        **shared,
    )
    verified = OutgoingCallerId(sid=sid("PN", now), phone_number=CALLER, friendly_name="Desk", **shared)
    hears = UserSubscription(sid=sid("ZY", now), call_sid=call.sid, callback="https://customer.example/", **shared)
    alert = Alerted(account_sid=own.account.sid, subject_sid=call.sid, at=now, error_code=12100, message="a secret")
    kept = [call, recording, room, mix, there, written, verified, hears]
    await world.store.commit(Unit(insert=kept, events=[alert, opened]))
    asked = Request(
        account_sid=own.account.sid,
        subject_sid=call.sid,
        kind="voice",
        url=world.customer.says("/twiml", "<Response/>"),
        params={"CallSid": call.sid},
    )
    await world.house.webhooks.keep(await world.house.webhooks.ask(asked))
    own.has("CallResource", sid=call.sid)
    own.has("CallEventResource", call_sid=call.sid)
    own.has("StepResource", sid=call.sid)
    own.has("LegResource", sid=call.sid)
    own.has("RecordingResource", sid=recording.sid, media=recording.sid)
    own.has("CallRecordingResource", call_sid=call.sid, sid=recording.sid)
    own.has("WaveformResource", sid=recording.sid)
    own.has("ConferenceResource", sid=room.sid)
    own.has("ParticipantResource", conference_sid=room.sid, call_sid=call.sid)
    own.has("ConferenceRecordingResource", conference_sid=room.sid, sid=mix.sid)
    own.has("AttendeeResource", conference_sid=room.sid)
    own.has("ConferenceStepResource", conference_sid=room.sid)
    own.has("TranscriptionResource", sid=written.sid)
    own.has("RecordingTranscriptionResource", recording_sid=recording.sid, sid=written.sid)
    own.has("TranscriptResource", sid=recording.sid)
    own.has("OutgoingCallerIdResource", sid=verified.sid)
    own.has("UserDefinedMessageResource", call_sid=call.sid)
    own.has("UserDefinedMessageSubscriptionResource", call_sid=call.sid, sid=hears.sid)
    [told] = (await own.account.get(f"Calls/{call.sid}/Notifications")).json["notifications"]
    own.has("NotificationResource", sid=told["sid"])
    own.has("CallNotificationResource", call_sid=call.sid, sid=told["sid"])


async def _queues(world: World, own: Belongings) -> None:
    """A queue in which somebody waits."""
    queue, now = await own.made("QueueResource", "Queues", FriendlyName="support"), world.clock.now()
    new = world.house.sids.new
    call_sid = new("CA", now)
    wait = Wait(
        sid=new("QW", now),
        account_sid=own.account.sid,
        queue_sid=queue["sid"],
        queue_name="support",
        asked_name="support",
        call_sid=call_sid,
        from_=HANDSET,
        date_created=now,
        date_updated=now,
    )
    await world.store.commit(Unit(insert=[wait]))
    own.has("MemberResource", queue_sid=queue["sid"], call_sid=call_sid)
    own.has("QueueStateResource", sid=queue["sid"])
    own.has("QueueWaitResource")


async def _sip(own: Belongings) -> None:
    """A SIP domain with a list of each kind mapped for each thing."""
    label = own.account.sid[-12:].lower()
    own.has("VoicePermissionsResource")
    domain = (await own.made("SipDomainResource", "SIP/Domains", DomainName=f"d{label}.sip.localhost"))["sid"]
    users = (await own.made("SipCredentialListResource", "SIP/CredentialLists", FriendlyName="Desks"))["sid"]
    addresses = (await own.made("SipIpAccessControlListResource", "SIP/IpAccessControlLists", FriendlyName="Office"))[
        "sid"
    ]
    alice = {"Username": "alice", "Password": "Correct1Horse2Battery"}
    made = await own.made("SipCredentialResource", f"SIP/CredentialLists/{users}/Credentials", **alice)
    own.has("SipCredentialResource", credential_list_sid=users, sid=made["sid"])
    office = {"FriendlyName": "Office", "IpAddress": "203.0.113.7"}
    made = await own.made("SipIpAddressResource", f"SIP/IpAccessControlLists/{addresses}/IpAddresses", **office)
    own.has("SipIpAddressResource", ip_access_control_list_sid=addresses, sid=made["sid"])
    for kind, sid in (("CredentialList", users), ("IpAccessControlList", addresses)):
        form, resource = {f"{kind}Sid": sid}, f"{kind}MappingResource"
        await own.made(f"SipAuthCalls{resource}", f"SIP/Domains/{domain}/Auth/Calls/{kind}Mappings", **form)
        for name in (f"SipAuthCalls{resource}", f"Sip{resource}"):
            own.has(name, domain_sid=domain, sid=sid)
    form, resource = {"CredentialListSid": users}, "SipAuthRegistrationsCredentialListMappingResource"
    await own.made(resource, f"SIP/Domains/{domain}/Auth/Registrations/CredentialListMappings", **form)
    own.has(resource, domain_sid=domain, sid=users)


async def _told(own: Belongings) -> None:
    """What was written down of all that."""
    for resource, path, key in (
        ("AlertResource", "/monitor/v1/Alerts", "alerts"),
        ("EventResource", "/monitor/v1/Events", "events"),
        ("WebhookResource", "/ringback/v1/Webhooks", "items"),
    ):
        listed = (await own.account.get(path)).json[key]
        assert listed, f"nothing was written down under {path}"
        own.has(resource, sid=listed[0]["sid"])
