"""Queues, their members and their waits, on the wire."""

from datetime import datetime
from typing import Any

from ringback.kernel.sid import AccountSid, CallSid, QueueSid
from ringback.products.voice.queues import errors
from ringback.products.voice.queues.members import MembersService
from ringback.products.voice.queues.service import QueuesService
from ringback.rest import (
    EXACT,
    OPTIONAL,
    REQUIRED,
    Create,
    Delete,
    Fetch,
    HttpMethod,
    List,
    Resource,
    Update,
    Url,
    field,
    iso8601_ms,
    links,
    self_link,
)
from ringback.switch.queues.model import WaitStatus

PERMISSION = "/twilio/voice/queues"
NAME = [errors.BadName, errors.BadSize, errors.NameTaken]


class QueueResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Queues",
    elements=("Queue", "Queues"),
    permission=PERMISSION,
):
    """A line that callers wait in until somebody dials it."""

    sid: QueueSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field(
        "What <Enqueue> and <Queue> call it: 1 to 64 characters, one queue a name.",
        create=REQUIRED,
        update=OPTIONAL,
        missing=errors.NoName,
    )
    max_size: int = field(
        "How many may wait: 1 to 5000, 1000 unless said.", create=OPTIONAL, update=OPTIONAL, refused=errors.BadSize
    )
    current_size: int = field("How many wait now.")
    average_wait_time: int = field(
        "Seconds: the mean over those who wait, so far, and those who left in the last hour.", of="average_wait_s"
    )
    date_created: datetime = field("When it was made.")
    date_updated: datetime = field("When its name or size last changed.")
    uri: str = self_link()
    subresource_uris: dict[str, Any] = links(members="{sid}/Members")

    operations = [
        Create(QueuesService.create, refuses=NAME),
        Fetch(QueuesService.get),
        List(QueuesService.search),
        Update(QueuesService.update, refuses=NAME),
        Delete(QueuesService.forget, refuses=[errors.NotEmpty]),
    ]


class MemberResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Queues/{queue_sid}/Members",
    one="{call_sid}",
    elements=("QueueMember", "QueueMembers"),
    name="Member",
    permission=PERMISSION,
):
    """A call that waits in a queue. `Front` in place of its SID is the one that has waited longest."""

    call_sid: str = field("The call.")
    queue_sid: QueueSid = field("The queue it waits in.")
    account_sid: AccountSid = field("Whose it is.", shown=False)
    position: int = field("Its place in the line, from 1; 0 once it is taken out.")
    wait_time: int = field("Seconds it has waited.")
    date_enqueued: datetime = field("Since when it waits.", of="date_created")
    uri: str = self_link()
    url: Url = field(
        "Where the TwiML is that it goes on with.", update=REQUIRED, shown=False, refused=errors.InvalidUrl
    )
    method: HttpMethod = field(
        "How Url is asked: POST unless said.", update=OPTIONAL, shown=False, refused=errors.InvalidMethod
    )

    operations = [
        Fetch(MembersService.get),
        List(MembersService.search, order="date_enqueued", token="sid", key="queue_members"),
        Update(MembersService.dequeue, refuses=[errors.InvalidUrl, errors.InvalidMethod]),
    ]


class QueueStateResource(
    Resource, host="ringback", at="v1/QueueStates", one="{sid}", name="QueueState", permission=PERMISSION
):
    """How it stands with a queue at this moment, for a live view."""

    sid: QueueSid = field("The queue.")
    account_sid: AccountSid = field("Whose it is.")
    friendly_name: str = field("What it is called.")
    max_size: int = field("How many may wait.")
    current_size: int = field("How many wait now.")
    longest_wait_ms: int = field("Milliseconds that who stands in front has waited; 0 where nobody waits.")
    average_wait_ms: int = field("Mean over those who wait, so far, and those who left in the last hour.")
    agents_waiting: int = field("How many have dialled it and wait for a caller.")
    date_created: datetime = field("When it was made.", json=iso8601_ms)

    operations = [Fetch(QueuesService.get), List(QueuesService.search)]


class QueueWaitResource(Resource, host="ringback", at="v1/QueueWaits", one="", name="QueueWait", permission=PERMISSION):
    """A caller's wait in a queue, while it lasts and afterwards."""

    sid: str = field("Names it for ever.")
    account_sid: AccountSid = field("Whose it is.")
    queue_sid: QueueSid = field("The queue.", filter=EXACT)
    queue_name: str = field("What it was called when the wait began.")
    call_sid: CallSid = field("The call that waited.", filter=EXACT)
    from_: str = field("Who called.")
    status: WaitStatus = field("waiting, connecting while a whisper is heard, or over.", filter=EXACT)
    result: str | None = field("How it ended, in the words of QueueResult.")
    wait_ms: int = field("Milliseconds until somebody took the call, or until the end; so far while it lasts.")
    enqueued_at: datetime = field("When it began.", of="date_created", json=iso8601_ms)
    left_at: datetime | None = field("When it ended.", json=iso8601_ms)
    agent_call_sid: CallSid | None = field("The call that took this one.")
    workflow_sid: str | None = field("The workflow it waited for, if any.")
    after: datetime = field("Leaves out waits that were over by then.", filter=EXACT, shown=False)

    operations = [List(MembersService.history, token="sid")]


RESOURCES = (QueueResource, MemberResource, QueueStateResource, QueueWaitResource)
