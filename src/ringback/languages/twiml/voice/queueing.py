"""Enqueue: waiting for someone who takes the call, and what becomes of the wait."""

import re

import msgspec

from ringback.languages.twiml.parser import Element
from ringback.languages.twiml.voice.effects import Enqueue, LeftQueue, Task
from ringback.languages.twiml.voice.reading import Reading
from ringback.languages.twiml.voice.step import After, Step, not_for

BAD_METHOD, BAD_WAIT_URL, BAD_ACTION, NAME_TOO_SHORT, NAME_TOO_LONG, BAD_WAIT_METHOD = (
    14201, 14202, 14203, 14204, 14205, 14206,
)  # fmt: skip
BAD_WORKFLOW, BAD_TASK = 14220, 14221
LONGEST_NAME, MOST_MEMBERS = 64, 5000
_WORKFLOW = re.compile(r"WW[0-9a-fA-F]{32}").fullmatch


def read_enqueue(reading: Reading) -> Step:
    action = reading.action(BAD_METHOD, defaults_to_document=False)
    if action and action.fail:
        action = msgspec.structs.replace(action, fail=msgspec.structs.replace(action.fail, code=BAD_ACTION))
    effect = _enqueue(reading)
    return Step(effect, action, after_enqueue, unable=After(told(LeftQueue("system-error" if effect else "error"))))


def after_enqueue(outcome: object) -> After:
    if not isinstance(outcome, LeftQueue):
        not_for("Enqueue", outcome)
    return After(told(outcome), outcome.result == "hangup")


def told(outcome: LeftQueue) -> dict[str, str]:
    found = {"QueueResult": outcome.result, "QueueTime": str(outcome.queue_time_s)}
    if outcome.queue_sid:
        found["QueueSid"] = outcome.queue_sid
    return found | outcome.params


def _enqueue(reading: Reading) -> Enqueue | None:
    workflow, name = reading.given("workflowSid") or None, reading.text
    fault = _fault(name, workflow)
    if fault:
        reading.warn(*fault)
        return None
    task = _task(reading)
    wait_url = "" if reading.given("waitUrl") == "" else reading.url("waitUrl", BAD_WAIT_URL)
    most = reading.maybe_whole("maxQueueSize", NAME_TOO_LONG, 1, MOST_MEMBERS)
    method = reading.method("waitUrlMethod", BAD_WAIT_METHOD)
    return None if task is _NO_TASK else Enqueue(name or None, wait_url, method, workflow, task, most)


def _fault(name: str, workflow: str | None) -> tuple[int, str] | None:
    if workflow and not _WORKFLOW(workflow):
        return BAD_WORKFLOW, f"workflowSid is {workflow[:50]!r}; it must be WW and 32 hex digits; nobody waits"
    if not name and not workflow:
        return NAME_TOO_SHORT, f"The <Enqueue> names no queue; its text must have 1 to {LONGEST_NAME} characters"
    if len(name) > LONGEST_NAME:
        return NAME_TOO_LONG, f"The name of the queue has {len(name)} characters, {LONGEST_NAME} are the most"
    return None


_NO_TASK = Task("")  # stands for one that cannot be read


def _task(reading: Reading) -> Task | None:
    found = next((child for child in reading.element.children if child.name == "Task"), None)
    return None if found is None else _read_task(reading.inside(found), found)


def _read_task(reading: Reading, element: Element) -> Task:
    attributes = element.text or "{}"
    if not _is_object(attributes):
        reading.warn(BAD_TASK, f"<Task> holds {attributes[:50]!r}, which is no JSON object; the task is not made")
        return _NO_TASK
    priority = reading.whole("priority", BAD_TASK, 0, 0, 999_999_999)
    return Task(attributes, priority, reading.maybe_whole("timeout", BAD_TASK, 1, 999_999_999))


def _is_object(text: str) -> bool:
    try:
        return isinstance(msgspec.json.decode(text), dict)
    except (msgspec.DecodeError, RecursionError):
        return False
