"""Whom a Dial calls."""

import pytest

from ringback.languages.twiml.effects import Warn
from ringback.languages.twiml.voice.effects import (
    ApplicationTarget,
    Callback,
    ClientTarget,
    MachineDetection,
    NumberTarget,
    SipTarget,
)
from tests.languages.twiml.voice.scene import on_line, told, verb, xml

APP = "AP" + "0" * 32
BOB = "+14155550123"


@pytest.mark.parametrize(
    "inside, target",
    [
        (BOB, NumberTarget(BOB)),
        ("(415) 555-0123", NumberTarget(BOB)),
        ("+44 20 7946 0018", NumberTarget("+442079460018")),
        ("22000", NumberTarget("22000")),
        (f"<Number>{BOB}</Number>", NumberTarget(BOB)),
        (f"<Number phoneNumber='{BOB}'/>", NumberTarget(BOB)),
        (f"<Number url='/w' method='GET' sendDigits='ww12#' byoc='BY1'>{BOB}</Number>",
         NumberTarget(BOB, "https://shop.example/w", "GET", send_digits="ww12#", byoc="BY1")),
        (f"<Number statusCallback='/s' statusCallbackEvent='initiated answered'>{BOB}</Number>",
         NumberTarget(BOB, status_callback=Callback("https://shop.example/s", "POST", ("initiated", "answered")))),
        (f"<Number statusCallback='/s' statusCallbackMethod='GET'>{BOB}</Number>",
         NumberTarget(BOB, status_callback=Callback("https://shop.example/s", "GET", ("completed",)))),
        (f"<Number machineDetection='Enable'>{BOB}</Number>",
         NumberTarget(BOB, machine_detection=MachineDetection())),
        (f"<Number machineDetection='DetectMessageEnd' machineDetectionTimeout='20' "
         f"machineDetectionSpeechThreshold='1000' machineDetectionSpeechEndThreshold='500' "
         f"machineDetectionSilenceTimeout='2000' amdStatusCallback='/a'>{BOB}</Number>",
         NumberTarget(BOB, machine_detection=MachineDetection(
             "DetectMessageEnd", 20.0, 1000, 500, 2000, Callback("https://shop.example/a")))),
        ("<Sip>sip:bob@pbx.example</Sip>", SipTarget("sip:bob@pbx.example")),
        ("<Sip>sip:bob@10.0.0.1:5080;transport=tcp;region=us1</Sip>",
         SipTarget("sip:bob@10.0.0.1:5080;transport=tcp;region=us1")),
        ("<Sip>sip:bob@[2001:db8::1]:5060</Sip>", SipTarget("sip:bob@[2001:db8::1]:5060")),
        ("<Sip username='u' password='p'>sip:b@c.example?X-Order=7%208&amp;User-to-User=a</Sip>",
         SipTarget("sip:b@c.example", (("X-Order", "7 8"), ("User-to-User", "a")), "u", "p")),
        ("<Client>alice</Client>", ClientTarget("alice")),
        ("<Client url='/w' statusCallback='/s'><Identity>alice</Identity><Parameter name='a' value='1'/></Client>",
         ClientTarget("alice", {"a": "1"}, "https://shop.example/w",
                      status_callback=Callback("https://shop.example/s", "POST", ("completed",)))),
        (f"<Application>{APP}</Application>", ApplicationTarget(APP)),
        (f"<Application copyParentTo='true' customerId='c'><ApplicationSid>{APP}</ApplicationSid>"
         "<Parameter name='a' value='1'/></Application>", ApplicationTarget(APP, {"a": "1"}, "c", True)),
    ],
)  # fmt: skip
def test_a_noun_says_whom_to_call_and_how(inside, target):
    assert verb(f"<Dial>{inside}</Dial>").targets == (target,)


def test_several_are_called_in_the_order_they_stand():
    effect = verb(f"<Dial><Client>a</Client><Number>{BOB}</Number><Sip>sip:b@c.example</Sip></Dial>")
    assert effect.targets == (ClientTarget("a"), NumberTarget(BOB), SipTarget("sip:b@c.example"))


@pytest.mark.parametrize(
    "attributes, code",
    [
        ("method='x'", 13221),
        ("sendDigits='12x'", 13222),
        ("url='mailto:x'", 11100),
        ("statusCallback='mailto:x'", 11100),
        ("statusCallback='/s' statusCallbackEvent='sneezed'", 12200),
        ("statusCallback='/s' statusCallbackMethod='x'", 12200),
        ("machineDetection='Maybe'", 12200),
        ("machineDetection='Enable' machineDetectionTimeout='2'", 12200),
        ("machineDetection='Enable' machineDetectionSilenceTimeout='1'", 12200),
        ("asyncAmd='true'", 12200),
    ],
)
def test_a_bad_attribute_is_told_and_the_number_is_called_without_it(attributes, code):
    warning, effect, *_ = on_line(xml(f"<Dial><Number {attributes}>{BOB}</Number></Dial>"))
    assert (type(warning), warning.code) == (Warn, code) and effect.targets[0].number == BOB


@pytest.mark.parametrize(
    "noun, code",
    [
        ("<Number>call me</Number>", 13223),
        ("<Number/>", 13223),
        ("<Sip>bob@pbx.example</Sip>", 13243),
        ("<Sip>sip:pbx.example</Sip>", 13243),
        (f"<Sip>sip:{'b' * 250}@pbx.example</Sip>", 13243),
        ("<Client/>", 12200),
        (f"<Client>{'x' * 122}</Client>", 12200),
        ("<Application>AP1</Application>", 21218),
        ("<Sim>DE1</Sim>", 13258),
        (f"<WhatsApp>{BOB}</WhatsApp>", 13215),
        ("<Conversation/>", 13215),
        ("<Pigeon>coo</Pigeon>", 13215),
    ],
)
def test_a_noun_that_cannot_be_called_is_told_and_the_others_ring(noun, code):
    effects = on_line(xml(f"<Dial>{noun}<Client>other</Client></Dial>"))
    assert told(effects) == [(Warn, code)] and effects[1].targets == (ClientTarget("other"),)


@pytest.mark.parametrize(
    "noun, code, headers",
    [
        ("<Sip>sip:b@c.example?From=eve&amp;X-A=1</Sip>", 13252, (("X-A", "1"),)),
        ("<Sip>sip:b@c.example?X-A=1%0D%0AVia:x</Sip>", 13252, ()),
        (f"<Sip>sip:b@c.example?X-A={'x' * 1020}</Sip>", 13253, ()),
        ("<Sip>sip:b@c.example?" + "&amp;".join(f"X-{i}=1" for i in range(31)) + "</Sip>", 13251,
         tuple((f"X-{i}", "1") for i in range(30))),
        ("<Sip method='x'>sip:b@c.example</Sip>", 13241, ()),
        ("<Sip password='p'>sip:b@c.example</Sip>", 13249, ()),
        ("<Sip username='u'>sip:b@c.example</Sip>", 13249, ()),
        (f"<Sip username='{'u' * 256}' password='p'>sip:b@c.example</Sip>", 13249, ()),
    ],
)  # fmt: skip
def test_what_sip_cannot_carry_is_told_and_left_out(noun, code, headers):
    warning, effect, *_ = on_line(xml(f"<Dial>{noun}</Dial>"))
    assert warning.code == code and effect.targets == (SipTarget("sip:b@c.example", headers),)


def test_ten_are_called_and_the_eleventh_is_told():
    effects = on_line(xml("<Dial>" + "<Client>a</Client>" * 11 + "</Dial>"))
    assert told(effects) == [(Warn, 13250)] and len(effects[1].targets) == 10


def test_parameters_past_their_limit_are_told_and_left_out():
    inside = "<Parameter name='a' value='1'/><Parameter name='b' value='" + "x" * 800 + "'/>"
    effects = on_line(xml(f"<Dial><Client><Identity>a</Identity>{inside}</Client></Dial>"))
    assert told(effects) == [(Warn, 12200)] and effects[1].targets[0].parameters == {"a": "1"}
