"""The fixture `ringback`, as an application's tests use it."""

from datetime import timedelta

import pytest

from ringback.testing.api import RingbackError

PHONE = "+14155550123"
REPLY = "<Response><Message>hello yourself</Message></Response>"


def test_a_text_sent_with_the_official_client_is_on_the_handset(ringback):
    sent = ringback.client().messages.create(to=PHONE, from_=ringback.number, body="hello")
    [text] = ringback.handset(PHONE).received
    assert (text.sid, text.from_, text.to, text.body) == (sent.sid, ringback.number, PHONE, "hello")
    assert (text.parts, text.encoding, text.media_urls) == (1, "GSM-7", [])


@pytest.mark.parametrize("order", ["first", "second"])
def test_no_test_sees_what_another_did(ringback, order):
    phone = ringback.handset(PHONE)
    assert (phone.messages, ringback.webhooks.records(), ringback.client().messages.list()) == ([], [], [])
    assert ringback.carrier.is_down is False
    ringback.client().messages.create(to=PHONE, from_=ringback.number, body=order)
    assert [text.body for text in phone.received] == [order]
    phone.script(sms={"outcome": "silent"})
    ringback.carrier.is_down = True


def test_the_app_hears_of_each_step_with_a_signature_that_holds(ringback):
    url = ringback.listener.url("/status")
    ringback.client().messages.create(to=PHONE, from_=ringback.number, body="hi", status_callback=url)
    assert ringback.listener.heard("MessageStatus") == ["sent", "delivered"]
    assert all(request.is_signed for request in ringback.listener.requests)
    assert [(told.kind, told.status) for told in ringback.webhooks.records()] == [("message-status", 200)] * 2


def test_a_text_from_a_handset_reaches_the_app_and_its_answer_the_handset(ringback):
    ringback.answer_texts_at(ringback.listener.url("/sms", respond=REPLY))
    phone = ringback.handset(PHONE)
    phone.send(ringback.number, "hello")
    assert ringback.listener.heard("Body") == ["hello"]
    assert [text.body for text in phone.received] == ["hello yourself"]


def test_the_app_may_answer_with_what_it_was_asked(ringback):
    url = ringback.listener.url(
        "/sms", respond=lambda asked: f"<Response><Message>{asked['Body']}!</Message></Response>"
    )
    ringback.answer_texts_at(url)
    ringback.handset(PHONE).send(ringback.number, "echo")
    assert ringback.handset(PHONE).received[0].body == "echo!"


def test_an_app_that_fails_is_told_to_the_test(ringback):
    def respond(asked):
        raise LookupError(f"no such customer: {asked['From']}")

    ringback.answer_texts_at(ringback.listener.url("/sms", respond=respond))
    ringback.handset(PHONE).send(ringback.number, "hello")
    with pytest.raises(LookupError, match="no such customer"):
        ringback.listener.heard("Body")
    [failed] = ringback.webhooks.failed
    assert (failed.status, failed.error_code, failed.params["Body"]) == (500, 11200, "hello")
    assert "11200" in ringback.failed_webhooks()


def test_a_handset_plays_its_script(ringback):
    phone = ringback.handset(PHONE).script(sms={"after_s": 30}, replies=[{"when": "(?i)confirm", "body": "YES"}])
    ringback.client().messages.create(to=PHONE, from_=ringback.number, body="Please confirm")
    assert phone.received == []
    ringback.clock.leap(seconds=30)
    assert ([text.body for text in phone.received], [text.body for text in phone.sent]) == (["Please confirm"], ["YES"])


def test_a_phone_that_is_switched_off_gets_nothing_and_the_sender_the_reason(ringback):
    ringback.carrier.cannot_reach(ringback.handset(PHONE))
    sent = ringback.client().messages.create(to=PHONE, from_=ringback.number, body="hi")
    assert ringback.handset(PHONE).received == []
    later = ringback.client().messages(sent.sid).fetch()
    assert (later.status, later.error_code) == ("undelivered", 30003)


def test_a_carrier_that_is_down_delivers_once_it_is_up_again(ringback):
    ringback.carrier.is_down = True
    sent = ringback.client().messages.create(to=PHONE, from_=ringback.number, body="hi")
    ringback.clock.leap(minutes=5)
    assert ringback.client().messages(sent.sid).fetch().status == "queued"
    ringback.carrier.is_down = False
    ringback.clock.leap(minutes=2)
    assert ringback.client().messages(sent.sid).fetch().status == "delivered"


def test_receipts_that_come_twice_are_told_once(ringback):
    ringback.carrier.receipt_duplicates = 2
    url = ringback.listener.url("/status")
    ringback.client().messages.create(to=PHONE, from_=ringback.number, body="hi", status_callback=url)
    ringback.clock.leap(minutes=1)
    assert ringback.listener.heard("MessageStatus") == ["sent", "delivered"]


def test_the_clock_leaps_and_says_what_it_shows(ringback):
    before = ringback.clock.now
    after = ringback.clock.leap(hours=2, minutes=30)
    assert timedelta(hours=2.5) <= after - before < timedelta(hours=2.5, minutes=1)
    assert ringback.clock.settle() >= after


def test_a_picture_arrives_with_its_address(ringback):
    picture = ringback.listener.url("/cat.svg", respond="<svg xmlns='http://www.w3.org/2000/svg'/>")
    phone = ringback.handset(PHONE)
    sent = phone.send(ringback.number, "look", media_urls=[picture])
    assert (sent.direction, sent.media_urls) == ("sent", [picture])


def test_a_webhook_can_be_made_again(ringback):
    ringback.answer_texts_at(ringback.listener.url("/sms"))
    ringback.handset(PHONE).send(ringback.number, "hello")
    [asked] = ringback.webhooks.records()
    again = ringback.webhooks.replay(asked)
    assert (again.params["Body"], again.status) == ("hello", 200)
    assert ringback.listener.heard("Body") == ["hello", "hello"]


def test_what_the_server_refuses_is_said_in_its_words(ringback):
    with pytest.raises(RingbackError, match=r"\+1415.*error 20409"):
        ringback.handset(ringback.number).script(sms={"outcome": "silent"})


def test_the_client_reaches_nothing_outside(ringback):
    with pytest.raises(ValueError, match="nothing outside"):
        ringback.client().request("GET", "https://example.com/")


def test_every_product_host_is_reached(ringback):
    client = ringback.client()
    assert client.monitor.v1.alerts.list(limit=1) == []
    assert client.api.v2010.accounts(ringback.account_sid).fetch().status == "active"


def test_a_handset_calls_the_app_and_hears_what_it_says(ringback):
    ringback.answer_calls_at(ringback.listener.url("/voice", respond="<Response><Say>Ahoy!</Say></Response>"))
    call = ringback.handset(PHONE).dial(ringback.number, then=[{"wait_s": 20}]).wait()
    assert (call.heard.captions, call.ended_by, call.sip_status) == (["Ahoy!"], "far", 200)
    assert ringback.client().calls(call.sid).fetch()._from == PHONE
    assert call.audio[:4] == b"RIFF" and len(call.audio) > 3000


def test_a_handset_is_answered_by_the_test_itself(ringback):
    phone = ringback.handset(PHONE).script(answer_after_s=None)
    twiml = "<Response><Gather numDigits='1' timeout='20'/><Say>Thank you</Say></Response>"
    ringback.client().calls.create(to=PHONE, from_=ringback.number, twiml=twiml)
    call = phone.wait_for_call().answer().press("1")
    assert call.wait().said.digits == "1"


def test_a_bad_line_is_mended_after_the_test(ringback):
    ringback.carrier.loss_percent = 10.0
    assert ringback.carrier.line()["loss_percent"] == 10.0
    ringback.carrier.mend()
    assert ringback.carrier.loss_percent == 0.0
