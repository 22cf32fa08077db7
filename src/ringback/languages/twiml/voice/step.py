"""One verb, read: what it asks for, where control may go after it, and how an outcome decides that."""

from collections.abc import Callable
from typing import NoReturn

import msgspec

from ringback.languages.twiml.voice.effects import Asking, Done, Failed
from ringback.languages.twiml.voice.reading import Action


class After(msgspec.Struct, frozen=True):
    """What comes after an outcome: the action with `params`, or the next verb where they are None.

    `is_gone`: the call is over; the action still hears of it. `action` wins over the verb's own. `mistake` is told.
    """

    params: dict[str, str] | None = None
    is_gone: bool = False
    action: Action | None = None
    mistake: Failed | None = None


NEXT = After()


def only_next(outcome: object) -> After:
    """For verbs that just end, as Say does."""
    return NEXT if isinstance(outcome, Done) else not_for("Say, Play or Pause", outcome)


class Step(msgspec.Struct, frozen=True):
    """`effect` None where nothing in the verb could be done; `unable` is then what comes, and after a `Failed` too."""

    effect: Asking | None
    action: Action | None = None
    after: Callable[[object], After] = only_next
    unable: After = NEXT


def not_for(verb: str, outcome: object) -> NoReturn:
    """Raises TypeError: the room that runs the document has answered something else."""
    raise TypeError(f"a {verb} is not answered with {outcome!r}")
