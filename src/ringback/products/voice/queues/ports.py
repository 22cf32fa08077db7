"""What queues over REST ask of the switch. `app/` hands it down when it builds the house."""

from typing import Protocol

from ringback.switch.model import Instructions
from ringback.switch.queues.model import Queue, Wait


class Lines(Protocol):
    """The callers that wait in this process."""

    async def dequeue(self, queue_sid: str, call_sid: str | None, instructions: Instructions) -> Wait | None:
        """Takes a caller out of a queue (None: the front one) and on to a document; None where nobody is there."""
        ...

    def agents_waiting(self, queue_sid: str) -> int:
        """How many have dialled the queue and wait for a caller."""
        ...

    def close(self, queue: Queue) -> bool:
        """Before it is deleted: nobody enters it any more, until `settle`. False while somebody waits."""
        ...

    def settle(self, queue: Queue, *, is_deleted: bool) -> None:
        """The deletion is written, or came to nothing. Whoever has slipped in is told."""
        ...
