"""What queues ask of a room above them. `app/` hands it down when it builds the house."""

from typing import Protocol

from ringback.switch.queues.model import Wait


class Router(Protocol):
    """Routes callers that wait for a workflow: the task router."""

    async def route(self, wait: Wait) -> str | None:
        """Makes a task of the caller (`wait.workflow_sid`, `wait.task`) and gives its SID. None: there is no such
        workflow. Whoever is to have the caller dials the queue named by the workflow's SID, or is connected to it.
        """
        ...
