"""Nesting and attributes: what does not fit is told, with its place, and nothing else is."""

import pytest
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Dial, Gather, Start, VoiceResponse

from ringback.languages.twiml import schema
from ringback.languages.twiml.parser import parse


def told(xml: str, dialect: schema.Dialect = schema.MESSAGING) -> list[tuple[int, int, int]]:
    return [(warn.code, warn.line, warn.column) for warn in schema.check(parse(xml.encode()), dialect)]


@pytest.mark.parametrize(
    "xml, warnings",
    [
        ("<Response><Message>hi</Message></Response>", []),
        ("<Response><Message to='+1' from='+2' action='/' method='GET' statusCallback='/'/></Response>", []),
        ("<Response><Sms>hi</Sms><Redirect method='GET'>/a</Redirect></Response>", []),
        ("<Response><Message color='red'>hi</Message></Response>", [(12200, 1, 11)]),
        ("<Response>\n <message>hi</message></Response>", [(12200, 2, 2)]),
        ("<Response><Message><Boddy>hi</Boddy></Message></Response>", [(12200, 1, 20)]),
        ("<Response>hi</Response>", [(12200, 1, 1)]),
        ("<Response><Say>hi</Say><Hangup/></Response>", [(14110, 1, 11), (14110, 1, 24)]),
        ("<Response><Message><Say/></Message></Response>", [(12200, 1, 20)]),
    ],
)
def test_what_does_not_fit_a_message_is_told(xml, warnings):
    assert told(xml) == warnings


def test_the_children_of_a_skipped_element_are_not_told_again():
    assert told("<Response><Gathr><Foo/><Bar x='1'/></Gathr></Response>", schema.VOICE) == [(12200, 1, 11)]


def test_ssml_inside_say_is_left_to_the_speaker():
    assert told("<Response><Say>a<emphasis level='strong'>b</emphasis></Say></Response>", schema.VOICE) == []


def test_a_document_full_of_mistakes_is_told_in_a_few_lines():
    warnings = schema.check(parse(b"<Response>" + b"<x/>" * 100 + b"</Response>"), schema.MESSAGING)
    assert len(warnings) == schema.MAX_WARNINGS + 1
    assert "75 more" in warnings[-1].message


def test_every_child_that_a_rule_names_has_a_rule():
    for dialect in (schema.VOICE, schema.MESSAGING):
        assert {child for rule in dialect.rules.values() for child in rule.children} <= dialect.rules.keys()


def test_documents_of_the_official_library_fit():
    answer = MessagingResponse()
    message = answer.message(action="/a", method="POST", to="+1", from_="+2", status_callback="/s")
    message.body("hi")
    message.media("https://example.com/a.png")
    answer.redirect("/next", method="GET")
    assert told(str(answer)) == []

    call = VoiceResponse()
    call.append(Gather(input="dtmf speech", action="/g", num_digits=1, timeout=3, speech_timeout="auto", hints="a,b"))
    dial = Dial(action="/d", caller_id="+1", record="record-from-answer", answer_on_bridge=True)
    dial.number(
        "+1", send_digits="1", status_callback="/s", status_callback_event="answered", machine_detection="Enable"
    )
    dial.client("jenny")
    dial.sip("sip:a@example.com", username="u", password="p")
    call.append(dial)
    start = Start()
    start.stream(url="wss://example.com", name="n", track="both_tracks")
    call.append(start)
    call.record(max_length=3, finish_on_key="#", play_beep=True, recording_status_callback="/r")
    call.enqueue("support", wait_url="/w")
    call.pause(length=1)
    call.hangup()
    assert told(str(call), schema.VOICE) == []
