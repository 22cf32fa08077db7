"""An element's attributes, read: a value for each, and a warning where what stands there is not it.

Reading never fails: a bad value is told with its verb's code and the default is used.
"""

import re
from typing import Literal, cast

import msgspec

from ringback.languages.twiml.effects import Fail, Warn
from ringback.languages.twiml.parser import Element
from ringback.languages.twiml.places import method_of, resolve
from ringback.languages.twiml.voice.effects import Callback, Method

SCHEMA_WARNING = 12200  # also where an attribute has no code of its own
BAD_URL, NOT_ABSOLUTE = 11100, 15004
BAD_RECORDING_CALLBACK, BAD_RECORDING_EVENT = 13256, 13621
RECORDING_EVENTS = ("in-progress", "completed", "absent")
_WHOLE = re.compile(r"\d{1,9}", re.ASCII).fullmatch


class Page(msgspec.Struct, frozen=True):
    """What the meaning of an attribute depends on. `url` is the document's; None for TwiML given inline."""

    url: str | None
    is_answered: bool = False
    longest_call_s: int = 14400
    requires_https: bool = False


class Action(msgspec.Struct, frozen=True):
    """Where control goes when a verb is done. Without a `url`, `fail` says why, once it would be asked for."""

    url: str
    method: Method
    fail: Fail | None = None


class Reading:
    """`warnings` gathers what is wrong, for this element and for those read `inside` it."""

    def __init__(self, element: Element, page: Page, warnings: list[Warn] | None = None) -> None:
        self.element, self.page = element, page
        self.warnings: list[Warn] = [] if warnings is None else warnings

    def inside(self, child: Element) -> "Reading":
        return Reading(child, self.page, self.warnings)

    @property
    def name(self) -> str:
        return self.element.name

    @property
    def text(self) -> str:
        return self.element.text

    def given(self, name: str) -> str | None:
        """The attribute trimmed; None where it is not there."""
        value = self.element.attributes.get(name)
        return None if value is None else value.strip()

    def warn(self, code: int, message: str) -> None:
        self.warnings.append(Warn(code, message, self.element.line, self.element.column, self.page.url))

    def fail(self, code: int, message: str) -> Fail:
        return Fail(code, message, self.element.line, self.element.column, self.page.url)

    def flag(self, name: str, code: int, default: bool) -> bool:
        given = self.given(name)
        if given is None:
            return default
        if given.lower() not in ("true", "false"):
            self._told(name, code, given, "true or false", "true" if default else "false")
            return default
        return given.lower() == "true"

    def whole(self, name: str, code: int, default: int, least: int, most: int) -> int:
        """A whole number from `least` to `most`."""
        return default if self.given(name) is None else self._whole(name, code, default, least, most)

    def maybe_whole(self, name: str, code: int, least: int, most: int) -> int | None:
        return None if self.given(name) is None else self._whole(name, code, None, least, most)

    def _whole(self, name: str, code: int, default: int | None, least: int, most: int) -> int:
        given = self.given(name) or ""
        if _WHOLE(given) and least <= int(given) <= most:
            return int(given)
        self._told(name, code, given, f"a whole number from {least} to {most}", default)
        return cast(int, default)

    def one_of(self, name: str, code: int, default: str, allowed: tuple[str, ...]) -> str:
        given = self.given(name)
        if given is None or given in allowed:
            return default if given is None else given
        self._told(name, code, given, f"one of {', '.join(allowed)}", default)
        return default

    def some_of(self, name: str, code: int, default: tuple[str, ...], allowed: tuple[str, ...]) -> tuple[str, ...]:
        """Words between spaces, each once, in the order given; one that is not allowed is told and left out."""
        words = tuple(dict.fromkeys((self.given(name) or "").split()))
        for word in words:
            if word not in allowed:
                self.warn(code, f"{name} has {word[:50]!r}; it may be of {', '.join(allowed)}")
        return tuple(word for word in words if word in allowed) or default

    def method(self, name: str = "method", code: int = SCHEMA_WARNING, default: Method = "POST") -> Method:
        given = self.given(name)
        if given is None:
            return default
        method = method_of(given) if given else None
        if method is None:
            self._told(name, code, given, "GET or POST", default)
        return cast(Method, method or default)

    def url(self, name: str, code: int = BAD_URL) -> str | None:
        """An absolute URL; None where there is none, or, with a warning, no usable one."""
        given = self.given(name)
        return self.resolved(given, name, code) if given else None

    def resolved(self, given: str, name: str, code: int = BAD_URL) -> str | None:
        target = resolve(self.page.url, given)
        if target is None:
            self.warn(code, f"{name} is {given[:200]!r}, which is {self._no_url()}; it is ignored")
        return target

    def action(self, method_code: int, *, defaults_to_document: bool) -> Action | None:
        given = self.given("action")
        method = self.method(code=method_code)
        if not given and not defaults_to_document:
            return None
        return self.leading_to(given or "", method, "action")

    def leading_to(self, given: str, method: Method, name: str = "URL") -> Action:
        target = resolve(self.page.url, given)
        return Action(target or "", method, self._no_way(given, name) if target is None else None)

    def _no_way(self, given: str, name: str) -> Fail:
        if self.page.url is None and "://" not in given:
            message = f"<{self.name}> needs an absolute {name}: TwiML given inline has no URL of its own"
            return self.fail(NOT_ABSOLUTE, f"{message}; {given[:200]!r} stands there" if given else message)
        return self.fail(BAD_URL, f"{name} of <{self.name}> is {given[:200]!r}, which is {self._no_url()}")

    def callback(
        self,
        prefix: str,
        events: tuple[str, ...] = (),
        *,
        default: tuple[str, ...] = ("completed",),
        url_code: int = BAD_URL,
        method_code: int = SCHEMA_WARNING,
        event_code: int = SCHEMA_WARNING,
    ) -> Callback | None:
        """`<prefix>`, `<prefix>Method` and, where there are any `events`, `<prefix>Event`."""
        url = self.url(prefix, url_code)
        if url is None:
            return None
        chosen = self.some_of(f"{prefix}Event", event_code, default, events) if events else ()
        return Callback(url, self.method(f"{prefix}Method", method_code), chosen)

    def recording_callback(self) -> Callback | None:
        return self.callback(
            "recordingStatusCallback",
            RECORDING_EVENTS,
            url_code=BAD_RECORDING_CALLBACK,
            event_code=BAD_RECORDING_EVENT,
        )

    def parameters(self, most_bytes: int) -> dict[str, str]:
        """Its `<Parameter name value>` children; what goes past `most_bytes` is told and left out."""
        found: dict[str, str] = {}
        size = 0
        for child in self.element.children:
            if child.name != "Parameter":
                continue
            name, value = child.attributes.get("name", ""), child.attributes.get("value", "")
            size += len(name.encode()) + len(value.encode()) + 2
            if size > most_bytes:
                self.warn(SCHEMA_WARNING, f"Parameters of {self.name} pass {most_bytes} bytes; {name[:50]!r} is lost")
                break
            found[name] = value
        return found

    def _told(self, name: str, code: int, given: str, wanted: str, default: object) -> None:
        used = "it is ignored" if default is None else f"{default or 'the default'} is used"
        self.warn(code, f"{name} of <{self.name}> is {given[:50]!r}; it must be {wanted}, and {used}")

    def _no_url(self) -> Literal["no absolute http or https URL", "no http or https URL"]:
        return "no absolute http or https URL" if self.page.url is None else "no http or https URL"
