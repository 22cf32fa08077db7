"""Redirect, Reject, Hangup, Refer, and the verbs that a call cannot do yet."""

import pytest

from ringback.languages.twiml.effects import Fail, Fetch, Warn
from ringback.languages.twiml.voice import Role
from ringback.languages.twiml.voice.effects import Failed, Hangup, Refer, Referred, Reject, Tell
from tests.languages.twiml.voice.scene import URL, inline, kinds, on_line, texts, told, verb, xml

AFTER = "<Say>after</Say>"


def test_a_redirect_takes_over_and_resolves_against_the_document_it_stands_in():
    moved = xml("<Redirect method='get'>z?q=1</Redirect>", "https://other.example/x/y")
    effects = on_line(xml(f"<Say>1</Say><Redirect>/x</Redirect>{AFTER}"), moved, xml("<Say>2</Say>"))
    assert effects[1:3] == [Fetch("https://shop.example/x", "POST"), Fetch("https://other.example/x/z?q=1", "GET")]
    assert texts(effects) == ["1", "2"]


def test_an_empty_redirect_is_the_document_itself():
    assert on_line(xml("<Redirect/>"), xml(""))[0] == Fetch(URL, "POST")


def test_a_bad_method_is_told_and_the_redirect_followed_with_post():
    effects = on_line(xml("<Redirect method='PUT'>/x</Redirect>"), xml(""))
    assert told(effects) == [(Warn, 13710)] and effects[1] == Fetch("https://shop.example/x", "POST")


def test_a_redirect_does_not_answer_the_call():
    effects = on_line(xml("<Redirect/>"), xml("<Reject/>"))
    assert effects[-1] == Reject()


@pytest.mark.parametrize("target", ["mailto:a@b", "http://[::1"])
def test_a_redirect_to_nowhere_fails(target):
    assert told(on_line(xml(f"<Redirect>{target}</Redirect>"))) == [(Fail, 11100)]


@pytest.mark.parametrize("target, code", [("/menu", 15004), ("", 15004), ("ftp://a.example/", 11100)])
def test_inline_twiml_redirects_to_an_absolute_url_only(target, code):
    assert told(inline(f"<Redirect>{target}</Redirect>")) == [(Fail, code)]
    assert inline("<Redirect>https://a.example/</Redirect>", xml(""))[0] == Fetch("https://a.example/", "POST")


@pytest.mark.parametrize(
    "document, effect",
    [("<Reject/>", Reject()), ("<Reject reason='busy'/>", Reject("busy")), ("<Reject reason='rejected'/>", Reject())],
)
def test_a_rejected_call_is_refused_without_an_answer(document, effect):
    assert on_line(xml(document + AFTER)) == [effect] and not effect.answers_call


def test_a_bad_reason_is_told_and_the_call_refused():
    effects = on_line(xml("<Reject reason='tired'/>"))
    assert told(effects) == [(Warn, 13810)] and effects[1] == Reject()


def test_a_pause_may_come_before_a_reject():
    assert kinds(on_line(xml("<Pause length='5'/><Reject/>"))) == ["Pause", "Reject"]


def test_an_answered_call_can_only_be_hung_up():
    assert on_line(xml("<Say>a</Say><Reject/>"))[1:] == [Hangup("verb")]
    assert on_line(xml("<Reject/>"), answered=True) == [Hangup("verb")]
    assert on_line(xml("<Reject/>"), role=Role.WHISPER) == [Hangup("verb")]


def test_a_hangup_ends_the_call_where_it_stands():
    assert on_line(xml(f"<Hangup/>{AFTER}")) == [Hangup("verb", answers_call=True)]


@pytest.mark.parametrize("noun", ["Sip", "ReferSip"])
def test_a_refer_sends_the_caller_away(noun):
    effect = verb(f"<Refer><{noun}>sip:carol@pbx.example?X-A=1</{noun}></Refer>")
    assert effect == Refer("sip:carol@pbx.example", (("X-A", "1"),))


def test_the_action_of_a_refer_hears_how_it_went():
    effects = on_line(xml(f"<Refer action='/r'><Sip>sip:c@d.example</Sip></Refer>{AFTER}"), xml(""))
    expected = {"ReferCallStatus": "completed", "ReferSipResponseCode": "202", "NotifySipResponseCode": "200"}
    assert effects[1] == Fetch("https://shop.example/r", "POST", expected) and texts(effects) == []


def test_without_a_notify_the_action_hears_less():
    effects = on_line(
        xml("<Refer action='/r'><Sip>sip:c@d.example</Sip></Refer>"), xml(""), Refer=Referred(sip_status=405)
    )
    assert effects[1].extra_params == {"ReferSipResponseCode": "405"}


def test_a_refer_that_took_the_caller_along_ends_the_run():
    gone = Referred("completed", 202, 200, hung_up=True)
    effects = on_line(xml(f"<Refer action='/r'><Sip>sip:c@d.example</Sip></Refer>{AFTER}"), Refer=gone)
    assert kinds(effects) == ["Refer", "Tell"] and isinstance(effects[1], Tell)


def test_without_an_action_a_refer_goes_to_the_next_verb():
    assert texts(on_line(xml(f"<Refer><Sip>sip:c@d.example</Sip></Refer>{AFTER}"))) == ["after"]


def test_a_caller_who_is_not_on_sip_cannot_be_referred():
    document = xml(f"<Refer><Sip>sip:c@d.example</Sip></Refer>{AFTER}")
    effects = on_line(document, Refer=Failed(13801, "The call is no SIP call"))
    assert told(effects) == [(Warn, 13801)] and texts(effects) == ["after"]


@pytest.mark.parametrize("inside", ["", "<Sip>carol</Sip>"])
def test_a_refer_to_nobody_is_told_and_skipped(inside):
    effects = on_line(xml(f"<Refer>{inside}</Refer>{AFTER}"))
    assert told(effects) == [(Warn, 13243)] and texts(effects) == ["after"]


@pytest.mark.parametrize(
    "inside, code",
    [
        ("<Start><Stream url='wss://a.example'/></Start>", 14300),
        ("<Stop><Stream name='a'/></Stop>", 14300),
        ("<Start><Siprec connectorName='a'/></Start>", 14300),
        ("<Start><Transcription/></Start>", 14300),
        ("<Start><Nonsense/></Start>", 14300),
        ("<Connect><Stream url='wss://a.example'/></Connect>", 14300),
        ("<Connect><ConversationRelay url='wss://a.example'/></Connect>", 14300),
        ("<Connect><VirtualAgent connectorName='a'/></Connect>", 14300),
        ("<Connect><Room>r</Room></Connect>", 14300),
        ("<Connect><Autopilot>UA1</Autopilot></Connect>", 14300),
        ("<Pay/>", 13750),
        ("<Echo/>", 13750),
        ("<Sms>hi</Sms>", 13803),
    ],
)
def test_what_a_call_cannot_do_yet_is_told_and_the_document_goes_on(inside, code):
    effects = on_line(xml(inside + AFTER))
    assert told(effects) == [(Warn, code)] and texts(effects) == ["after"]


def test_what_a_call_cannot_do_yet_is_told_once():
    streams = "<Start><Stream url='wss://a.example'/></Start>" * 2
    assert len(told(on_line(xml(streams + "<Redirect/>"), xml(streams + "<Pay/><Pay/>")))) == 2
