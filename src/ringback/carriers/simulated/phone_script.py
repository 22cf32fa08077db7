"""What a phone does once it has answered: the steps of `then`, read and followed without a clock or a socket.

A `PhoneRun` says what to do now (a `Turn`); whoever drives it does that and reports `done`. A hand on the phone
(`order`) takes over from the script. Reports of a turn that is no longer on are let pass, so that no driver has
to take back a timer in time.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

STEPS_MOST = 200
WHOLE_MOST_S = 4 * 3600.0  # of one call: what the platform's own time limit allows
RINGS_MOST_S = 600.0  # the longest that a caller may ask to ring
PATIENCE_S = 60.0  # that a phone nobody attends to stays on the line after its greeting
TEXT_MOST = 3000  # characters of one say: three minutes of speech
DIGITS_MOST = 200  # of one press: 40 s of tones
URL_MOST = 2048
AHOY = "Ahoy!"
_DIGITS = re.compile(rf"[0-9A-D*#wW]{{1,{DIGITS_MOST}}}")
_LOWER = str.maketrans("abcd", "ABCD")


class ScriptError(ValueError):
    """A script cannot be followed. The text says which step, what it held, and what would do."""


class Wait(msgspec.Struct, frozen=True):
    seconds: float


class Press(msgspec.Struct, frozen=True):
    """Digits 0-9 * # A-D; w waits half a second, W a whole one."""

    digits: str


class Say(msgspec.Struct, frozen=True):
    text: str


class Play(msgspec.Struct, frozen=True):
    url: str


class Answer(msgspec.Struct, frozen=True):
    """Picks up: something for a hand on the phone, of no use in a script."""


class HangUp(msgspec.Struct, frozen=True):
    pass


class Stay(msgspec.Struct, frozen=True):
    """Nothing is left to do: stays on the line, for so long or (None) until the far side hangs up."""

    seconds: float | None = None


Step = Wait | Press | Say | Play | Answer | HangUp
Deed = Step | Stay
GREETING: tuple[Step, ...] = (Say(AHOY),)


class Turn(msgspec.Struct, frozen=True):
    """One deed; `number` is what `done` takes."""

    number: int
    deed: Deed


# -- reading


def read_steps(then: object) -> tuple[Step, ...]:
    """The steps of a script as it came over the wire. Raises ScriptError."""
    if not isinstance(then, Sequence) or isinstance(then, str):
        raise ScriptError('then must be a list of steps such as {"say": "hello"}')
    if len(then) > STEPS_MOST:
        raise ScriptError(f"then has {len(then)} steps; a phone follows {STEPS_MOST} at most")
    steps = tuple(_step(number, step) for number, step in enumerate(then, 1))
    if sum(step.seconds for step in steps if isinstance(step, Wait)) > WHOLE_MOST_S:
        raise ScriptError(f"the waits of then are longer than {WHOLE_MOST_S:.0f} s together, which no call outlasts")
    return steps


def _step(number: int, step: object) -> Step:
    if not isinstance(step, Mapping) or len(step) != 1:
        raise ScriptError(f"step {number} must be an object with one key: {', '.join(_READERS)}")
    [(name, value)] = step.items()
    read = _READERS.get(str(name))
    if read is None:
        raise ScriptError(f"step {number} is {str(name)[:40]!r}; phones know {', '.join(_READERS)}")
    try:
        return read(value)
    except ScriptError as problem:
        raise ScriptError(f"step {number}: {problem}") from None


def _wait(value: Any) -> Wait:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= WHOLE_MOST_S:
        raise ScriptError(f"wait_s is {_shown(value)}; it must be 0 to {WHOLE_MOST_S:.0f} seconds")
    return Wait(float(value))


def _press(value: Any) -> Press:
    digits = value.translate(_LOWER) if isinstance(value, str) else ""
    if not _DIGITS.fullmatch(digits):
        raise ScriptError(f"press is {_shown(value)}; it must be 1 to {DIGITS_MOST} of 0-9 * # A-D, w and W")
    return Press(digits)


def _say(value: Any) -> Say:
    if not isinstance(value, str) or not value.strip() or len(value) > TEXT_MOST:
        raise ScriptError(f"say is {_shown(value)}; it must be 1 to {TEXT_MOST} characters of text")
    return Say(value.strip())


def _play(value: Any) -> Play:
    is_url = isinstance(value, str) and len(value) <= URL_MOST and _is_http(value)
    if not is_url:
        raise ScriptError(f"play is {_shown(value)}; it must be an http or https URL of {URL_MOST} characters at most")
    return Play(value)


def _is_http(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _true(name: str, step: Step) -> Any:
    def read(value: Any) -> Step:
        if value is not True:
            raise ScriptError(f"{name} is {_shown(value)}; it must be true")
        return step

    return read


def _shown(value: object) -> str:
    return repr(value)[:60]


_READERS = {
    "wait_s": _wait,
    "press": _press,
    "say": _say,
    "play": _play,
    "answer": _true("answer", Answer()),
    "hang_up": _true("hang_up", HangUp()),
}


# -- following


class PhoneRun:
    """Follows `steps`, then stays for `patience_s` (None: until the far side hangs up) and hangs up."""

    def __init__(self, steps: Iterable[Step], patience_s: float | None = None, *, is_by_hand: bool = False) -> None:
        self._ahead = deque(step for step in steps if not isinstance(step, Answer))
        self._patience_s, self._is_by_hand = patience_s, is_by_hand
        self._turn = Turn(0, Stay())

    def begin(self) -> Turn:
        """The first thing to do, once both sides are on the line."""
        return self._next()

    def done(self, number: int) -> Turn | None:
        """The deed with this number has come to its end, or cannot be done. None: nothing changes."""
        if number != self._turn.number or isinstance(self._turn.deed, HangUp):
            return None
        if isinstance(self._turn.deed, Stay):
            return self._say_what(HangUp())
        return self._next()

    def order(self, steps: Sequence[Step]) -> Turn | None:
        """A hand takes over from the script; what it asks for while it is at work comes after what it asked before.

        To hang up is done at once. Raises ScriptError when more is asked for than a phone keeps.
        """
        if len(self._ahead) + len(steps) > STEPS_MOST and self._is_by_hand:
            raise ScriptError(f"{len(self._ahead)} steps wait already; a phone keeps {STEPS_MOST} at most")
        is_busy = self._is_by_hand and not isinstance(self._turn.deed, Stay)
        if not self._is_by_hand:
            self._ahead.clear()
        self._is_by_hand, self._patience_s = True, None
        self._ahead.extend(step for step in steps if not isinstance(step, Answer))
        if steps and isinstance(steps[0], HangUp):
            return self._say_what(HangUp())
        return None if is_busy else self._next()

    def _next(self) -> Turn:
        return self._say_what(self._ahead.popleft() if self._ahead else Stay(self._patience_s))

    def _say_what(self, deed: Deed) -> Turn:
        self._turn = Turn(self._turn.number + 1, deed)
        return self._turn


def run_of(steps: Sequence[Step]) -> PhoneRun:
    """How a phone nobody attends to follows its script; without one it greets and has patience for a minute."""
    return PhoneRun(steps) if steps else PhoneRun(GREETING, PATIENCE_S)


def run_by_hand(steps: Sequence[Step] = ()) -> PhoneRun:
    """Somebody picked up: it does what they ask for."""
    return PhoneRun(steps, is_by_hand=True)
