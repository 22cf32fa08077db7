"""Messages between an application and the phone of a call."""

import pytest

from ringback.kernel import Job
from ringback.store import Unit


async def phone_says(world, call_sid: str, content: str) -> None:
    """As the switch writes it down."""
    job = Job(kind="voice.user-message", key=call_sid, account_sid=world.acme.sid, args={"content": content})
    await world.store.commit(Unit(jobs=[job]))
    await world.settle()


async def test_the_phone_of_a_call_is_told_something(world):
    sid = await world.answered_call()
    sent = await world.acme.post(f"Calls/{sid}/UserDefinedMessages", Content='{"room": 7}')
    assert (sent.status, sent.json["call_sid"]) == (201, sid) and sent.json["sid"].startswith("KX")
    assert world.exchange.told == [("application/json", b'{"room": 7}')]


@pytest.mark.parametrize("content", ["not json", "[" * 9000, '"' + "x" * 10_240 + '"'])
async def test_what_is_not_json_or_too_long_is_refused(world, content):
    sid = await world.answered_call()
    refused = await world.acme.post(f"Calls/{sid}/UserDefinedMessages", Content=content)
    assert (refused.status, refused.code) == (400, 32702), refused.text


async def test_a_call_that_is_not_in_progress_has_nobody_to_tell(world):
    sid = await world.queued_call()
    refused = await world.acme.post(f"Calls/{sid}/UserDefinedMessages", Content="{}")
    assert (refused.status, refused.code) == (400, 21220)


async def test_what_the_phone_sends_is_told_to_who_has_subscribed(world):
    sid = await world.answered_call()
    callback = world.customer.says("/said")
    path = f"Calls/{sid}/UserDefinedMessageSubscriptions"
    made = await world.acme.post(path, Callback=callback)
    assert made.status == 201 and made.json["uri"].endswith(f"{path}/{made.json['sid']}.json")
    await phone_says(world, sid, '{"pressed": "help"}')
    await phone_says(world, sid, '{"pressed": "more"}')
    first, second = [one.form for one in world.customer.heard]
    assert (first["Content"], first["SequenceNumber"]) == ('{"pressed": "help"}', "1")
    assert (second["SequenceNumber"], second["CallSid"]) == ("2", sid)
    assert (await world.acme.delete(f"{path}/{made.json['sid']}")).status == 204
    await phone_says(world, sid, "{}")
    assert len(world.customer.heard) == 2
    assert (await world.acme.delete(f"{path}/{made.json['sid']}")).status == 404
