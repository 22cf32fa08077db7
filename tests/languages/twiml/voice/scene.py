"""A voice document on a scripted line: its fetches are answered in order, everything else by what the test says."""

from ringback.languages.twiml.effects import Document, Fail, Fetch, Warn
from ringback.languages.twiml.voice import Role, VoiceRun
from ringback.languages.twiml.voice import effects as twiml

URL = "https://shop.example/voice/in"
ENDED = twiml.Hangup("end")


def xml(inside: str, url: str = URL) -> Document:
    return Document(url, "text/xml; charset=utf-8", f"<Response>{inside}</Response>".encode())


class Line:
    """Carries a run out. `answers` are given to what asks for them, by type; Done or its like without one."""

    def __init__(self, run: VoiceRun, *documents, **answers) -> None:
        self.run, self._documents = run, iter(documents)
        self._answers = {name: iter(given if isinstance(given, list) else [given]) for name, given in answers.items()}
        self.done: list = []

    def play(self, most: int = 2000) -> list:
        effects = self.run.start()
        self.done += effects
        while not self.run.is_over and len(self.done) < most:
            effects = self.run.receive(self._answer_to(effects[-1]))
            self.done += effects
        assert next(self._documents, None) is None, "not every document was asked for"
        return self.done

    def _answer_to(self, effect):
        if isinstance(effect, Fetch):
            return next(self._documents)
        return next(self._answers.get(type(effect).__name__, iter(())), None) or usual(effect)


def usual(effect):
    return {
        twiml.Gather: twiml.Gathered(),
        twiml.Record: twiml.Recorded("RE1", "https://ringback.example/RE1", 3, "#"),
        twiml.Dial: twiml.Dialled("no-answer"),
        twiml.DialConference: twiml.Dialled("answered"),
        twiml.DialQueue: twiml.Dialled("answered"),
        twiml.Enqueue: twiml.LeftQueue("bridged", "QU1", 7),
        twiml.Refer: twiml.Referred("completed", 202, 200),
    }.get(type(effect), twiml.Done())


def on_line(first, *later, fallback=None, role=Role.CALL, answered=False, settings=None, **answers) -> list:
    """Everything that happened after the first fetch."""
    asked = VoiceRun(
        first=Fetch(URL, "POST"),
        fallback=Fetch(fallback, "POST") if fallback else None,
        role=role,
        is_answered=answered,
        **(settings or {}),
    )
    return Line(asked, first, *later, **answers).play()[1:]


def inline(text: str, *later, **answers) -> list:
    """Everything that happens where the TwiML came with the request that made the call."""
    return Line(VoiceRun(first=f"<Response>{text}</Response>"), *later, **answers).play()


def verb(inside: str, *later, **answers):
    """The one effect of a document with nothing wrong in it."""
    [effect, *_] = on_line(xml(inside), *later, **answers)
    assert not isinstance(effect, Warn | Fail), effect
    return effect


def told(effects) -> list[tuple[type, int]]:
    return [(type(effect), effect.code) for effect in effects if isinstance(effect, Warn | Fail)]


def kinds(effects) -> list[str]:
    return [type(effect).__name__ for effect in effects]


def texts(effects) -> list[str]:
    return [effect.text for effect in effects if isinstance(effect, twiml.Say)]
