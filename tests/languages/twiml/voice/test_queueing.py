"""Enqueue and Leave."""

import pytest

from ringback.languages.twiml.effects import Fail, Fetch, Warn
from ringback.languages.twiml.voice import VoiceRun
from ringback.languages.twiml.voice.effects import Enqueue, Failed, HungUp, LeftQueue, Task, Tell
from tests.languages.twiml.voice.scene import URL, kinds, on_line, texts, told, verb, xml

AFTER, WORKFLOW = "<Say>after</Say>", "WW" + "a" * 32


@pytest.mark.parametrize(
    "document, effect",
    [
        ("<Enqueue>support</Enqueue>", Enqueue("support")),
        ("<Enqueue waitUrl='/w' waitUrlMethod='GET' maxQueueSize='5'>q</Enqueue>",
         Enqueue("q", "https://shop.example/w", "GET", max_queue_size=5)),
        ("<Enqueue waitUrl=''>q</Enqueue>", Enqueue("q", "")),
        (f"<Enqueue workflowSid='{WORKFLOW}'><Task priority='5' timeout='30'>{{\"lang\": \"de\"}}</Task></Enqueue>",
         Enqueue(None, workflow_sid=WORKFLOW, task=Task('{"lang": "de"}', 5, 30))),
        (f"<Enqueue workflowSid='{WORKFLOW}'><Task/></Enqueue>",
         Enqueue(None, workflow_sid=WORKFLOW, task=Task("{}"))),
        ("<Enqueue maxQueueSize='1'>q</Enqueue>", Enqueue("q", max_queue_size=1)),
        (f"<Enqueue workflowSid='{WORKFLOW}'/>", Enqueue(None, workflow_sid=WORKFLOW)),
    ],
)  # fmt: skip
def test_the_attributes_say_where_to_wait(document, effect):
    assert verb(document) == effect


@pytest.mark.parametrize(
    "attributes, code", [("method='x'", 14201), ("waitUrl='mailto:x'", 14202), ("waitUrlMethod='x'", 14206)]
)
def test_a_bad_attribute_is_told_and_the_caller_waits(attributes, code):
    effects = on_line(xml(f"<Enqueue {attributes}>q</Enqueue>"))
    assert told(effects) == [(Warn, code)] and kinds(effects)[1] == "Enqueue"


@pytest.mark.parametrize(
    "inside, code",
    [
        ("<Enqueue action='/left'/>", 14204),
        (f"<Enqueue action='/left'>{'x' * 65}</Enqueue>", 14205),
        ("<Enqueue action='/left' workflowSid='WW1'>q</Enqueue>", 14220),
        (f"<Enqueue action='/left' workflowSid='{WORKFLOW}'><Task>no json</Task></Enqueue>", 14221),
        (f"<Enqueue action='/left' workflowSid='{WORKFLOW}'><Task>[1]</Task></Enqueue>", 14221),
    ],
)
def test_a_queue_that_cannot_be_joined_is_told_and_the_action_hears_error(inside, code):
    effects = on_line(xml(inside + AFTER), xml("<Say>left</Say>"))
    assert told(effects) == [(Warn, code)] and texts(effects) == ["left"]
    assert effects[1].extra_params == {"QueueResult": "error", "QueueTime": "0"}


def test_without_an_action_a_queue_that_cannot_be_joined_goes_on_below():
    assert texts(on_line(xml("<Enqueue/>" + AFTER))) == ["after"]


@pytest.mark.parametrize("result", ["bridged", "leave", "queue-full", "redirected-from-bridged", "error"])
def test_the_action_hears_how_the_wait_ended_and_takes_over(result):
    left = LeftQueue(result, "QU1", 7, {"TaskSid": "WT1"})
    effects = on_line(xml(f"<Enqueue action='/left'>q</Enqueue>{AFTER}"), xml(""), Enqueue=left)
    expected = {"QueueResult": result, "QueueSid": "QU1", "QueueTime": "7", "TaskSid": "WT1"}
    assert effects[1] == Fetch("https://shop.example/left", "POST", expected) and texts(effects) == []


def test_without_an_action_the_next_verb_runs_when_the_wait_is_over():
    assert texts(on_line(xml(f"<Enqueue>q</Enqueue>{AFTER}"), Enqueue=LeftQueue("leave"))) == ["after"]


def test_a_caller_who_gives_up_is_told_to_the_action_and_that_is_all():
    effects = on_line(xml(f"<Enqueue action='/left'>q</Enqueue>{AFTER}"), Enqueue=LeftQueue("hangup", "QU1", 99))
    expected = {"QueueResult": "hangup", "QueueSid": "QU1", "QueueTime": "99"}
    assert effects[1:] == [Tell("https://shop.example/left", "POST", expected)]
    assert kinds(on_line(xml("<Enqueue>q</Enqueue>"), Enqueue=HungUp())) == ["Enqueue"]


def test_what_the_switch_refuses_is_told_and_the_action_hears_system_error():
    effects = on_line(xml("<Enqueue action='/left'>q</Enqueue>"), xml(""), Enqueue=Failed(14222, "No router"))
    assert told(effects) == [(Warn, 14222)] and effects[2].extra_params["QueueResult"] == "system-error"


def test_an_action_that_is_no_url_fails_with_the_queues_own_code():
    assert told(on_line(xml("<Enqueue action='mailto:x'>q</Enqueue>"))) == [(Fail, 14203)]


def test_who_is_redirected_out_of_a_queue_is_told_to_the_action_and_goes_elsewhere():
    run = VoiceRun(first=Fetch(URL, "POST"))
    run.start()
    run.receive(xml("<Enqueue action='/left'>q</Enqueue>"))
    effects = run.redirect(Fetch("https://a.example/new", "GET"), left=LeftQueue("redirected", "QU1", 3))
    expected = {"QueueResult": "redirected", "QueueSid": "QU1", "QueueTime": "3"}
    assert effects == [Tell("https://shop.example/left", "POST", expected), Fetch("https://a.example/new", "GET")]


def test_leaving_means_nothing_outside_a_queue():
    assert kinds(on_line(xml(f"<Leave/>{AFTER}"))) == ["Say", "Hangup"]
