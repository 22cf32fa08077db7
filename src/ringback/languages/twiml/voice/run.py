"""A voice document, run: what is to happen on the line as effects, for one leg of one call.

    run = VoiceRun(first=Fetch(url, "POST"), fallback=Fetch(other, "POST"))
    effects = run.start()
    while not run.is_over:  # carry out all effects; the last one asks for an outcome
        effects = run.receive(outcome)

Which effects ask, and with what they are answered, stands in `effects`. `redirect` takes the leg to another document
whatever it does at that moment.
"""

from ringback.languages.twiml.answers import DocumentFailed
from ringback.languages.twiml.effects import Fail, Fetch
from ringback.languages.twiml.voice.effects import Asking, Effect, Enqueue, LeftQueue, Outcome, Say, Tell
from ringback.languages.twiml.voice.queueing import told
from ringback.languages.twiml.voice.roles import Role
from ringback.languages.twiml.voice.walk import First, Leading, RunOver, Steps, Walk

MAX_FALLBACKS = 10  # for one run
APOLOGY = "We are sorry. This application has a problem, and the call ends here. Goodbye."
_ASKING = Asking.__args__


class VoiceRun:
    """`first` is where the document is, or the TwiML itself. `is_answered` tells a call that no longer rings.

    `longest_call_s` bounds timeLimit and maxLength; `requires_https` is for accounts under PCI rules. When the run is
    over without a `Hangup`, `Reject` or `Leave`, `role` says what follows; `has_failed` that no document could be run.
    """

    def __init__(
        self,
        *,
        first: First,
        fallback: Fetch | None = None,
        role: Role = Role.CALL,
        is_answered: bool = False,
        longest_call_s: int = 14400,
        requires_https: bool = False,
    ) -> None:
        self._fallback, self._role = fallback, role
        self._walk = Walk(role, is_answered=is_answered, longest_call_s=longest_call_s, requires_https=requires_https)
        self._fallbacks = 0
        self._deeds_before: int | None = None  # the walk's, when the fallback was last asked
        self._steps = self._whole(first)
        self.is_over = self.has_failed = False

    @property
    def is_answered(self) -> bool:
        return self._walk.is_answered

    def start(self) -> list[Effect]:
        return self._until_asked(None)

    def receive(self, outcome: Outcome) -> list[Effect]:
        """What to do next. Raises TypeError where the outcome does not answer the last effect."""
        return self._until_asked(outcome)

    def redirect(self, first: First, *, fallback: Fetch | None = None, left: LeftQueue | None = None) -> list[Effect]:
        """Leave everything and go on at `first`, as a REST update says. Stop what the last effect began before.

        A `fallback` replaces the one so far. `left` tells how an Enqueue ended by this (redirected, …): its action
        hears of it, and what that answers is ignored.
        """
        tells = self._left_behind(left)
        self._steps.close()
        self._fallback = fallback or self._fallback
        self._steps = self._whole(first)
        self._walk.step, self._walk.idle_documents = None, 0
        self.is_over = self.has_failed = False
        self._deeds_before = None
        return [*tells, *self._until_asked(None)]

    def _left_behind(self, left: LeftQueue | None) -> list[Effect]:
        step = self._walk.step
        if left is None or step is None or not isinstance(step.effect, Enqueue):
            return []
        action = step.action
        return [Tell(action.url, action.method, told(left))] if action and not action.fail else []

    def _until_asked(self, outcome: Outcome | None) -> list[Effect]:
        effects: list[Effect] = []
        try:
            while not (effects and isinstance(effects[-1], _ASKING)):
                effects.append(self._steps.send(outcome if not effects else None))
        except StopIteration:
            self.is_over = True
        return effects

    def _whole(self, first: First) -> Steps:
        """The document, where it fails the fallback document, and the last words."""
        try:
            place: First | None = first
            while place is not None:
                place = yield from self._tried(place)
        except RunOver:
            return

    def _tried(self, place: First) -> Leading:
        try:
            yield from self._walk.visit(place)
        except DocumentFailed as failed:
            yield failed.fail
            again = self._fallen_back(failed.fail)
            if again is None:
                yield from self._give_up()
            return again
        if self._role is Role.CALL:
            yield self._walk.hang_up("end")
        return None

    def _fallen_back(self, fail: Fail) -> Fetch | None:
        """The fallback document, unless it is what failed: it is not asked twice with nothing done between."""
        is_circle = self._deeds_before == self._walk.deeds
        if self._fallback is None or is_circle or self._fallbacks == MAX_FALLBACKS:
            return None
        self._fallbacks += 1
        self._deeds_before, self._walk.idle_documents = self._walk.deeds, 0
        reason = {"ErrorCode": str(fail.code)} | ({"ErrorUrl": fail.url} if fail.url else {})
        return Fetch(self._fallback.url, self._fallback.method, self._fallback.extra_params | reason)

    def _give_up(self) -> Steps:
        """The caller hears that it went wrong; who waits in a queue or room hears nothing, the switch decides."""
        self.has_failed = True
        if self._role in (Role.CALL, Role.WHISPER):
            yield from self._walk.ask(Say(APOLOGY))
            yield self._walk.hang_up("failed")
