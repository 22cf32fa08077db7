"""A server that real phones call: its API, its SIP port, SIP domains with users, and the customer's own server."""

import http.client
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ringback.testing.api import Api
from ringback.testing.clock import Clock
from ringback.testing.listener import Listener
from ringback.testing.server import ServerProcess

PASSWORD = "Correct-horse-9"
WITHIN_S = 20.0
LOOK_EVERY_S = 0.05
SIP = "SIP"


class _Real(Clock):
    """The listener lets time pass before it is looked at; here time passes by itself."""

    def __init__(self) -> None:
        pass

    def leap(self, **_: float) -> Any:
        return None


class PeerHouse:
    """`ringback serve` in `folder` with a customer's server beside it."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.server = ServerProcess(folder / "data", settings)
        self.start()
        self.customer = Listener(_Real(), self.ready.auth_token)

    def start(self) -> None:
        """Starts it, again on the same data after `server.kill()`."""
        self.ready = self.server.start()
        self.api = Api(self.ready.http, self.ready.account_sid, self.ready.auth_token, self.server.tail)

    def stop(self) -> None:
        self.customer.stop()
        self.server.stop()

    @property
    def sip(self) -> tuple[str, int]:
        host, _, port = str(self.ready.sip).rpartition(":")
        return host, int(port)

    @property
    def number(self) -> str:
        assert self.ready.number is not None
        return self.ready.number

    def answers(self, path: str, twiml: Any) -> str:
        """The URL of a document on the customer's server."""
        return self.customer.url(path, twiml)

    def number_answers_with(self, url: str) -> None:
        """The first account's number asks this URL."""
        [number] = self.api.core("GET", "IncomingPhoneNumbers")["incoming_phone_numbers"]
        self.api.core("POST", f"IncomingPhoneNumbers/{number['sid']}", VoiceUrl=url)

    def domain(self, label: str, voice_url: str, *users: str) -> str:
        """A SIP domain whose users call and register with PASSWORD; its name."""
        core = self.api.core
        credentials = core("POST", f"{SIP}/CredentialLists", FriendlyName=label)["sid"]
        for user in users:
            core("POST", f"{SIP}/CredentialLists/{credentials}/Credentials", Username=user, Password=PASSWORD)
        made = core(
            "POST",
            f"{SIP}/Domains",
            DomainName=f"{label}.sip.localhost",
            VoiceUrl=voice_url,
            SipRegistration="true",
        )
        for kind in ("Calls", "Registrations"):
            mappings = f"{SIP}/Domains/{made['sid']}/Auth/{kind}/CredentialListMappings"
            core("POST", mappings, CredentialListSid=credentials)
        return str(made["domain_name"])

    def call(self, sid: str) -> dict[str, Any]:
        return self.api.core("GET", f"Calls/{sid}")

    def quality(self, sid: str) -> dict[str, Any]:
        """The counters of a call's media, once it is over."""
        return self.api.get(f"/Calls/{sid}/Leg")["quality"] or {}

    def calls(self) -> list[dict[str, Any]]:
        """Newest first."""
        return list(self.api.core("GET", "Calls")["calls"])

    def recordings(self) -> list[dict[str, Any]]:
        """Newest first."""
        return list(self.api.core("GET", "Recordings")["recordings"])

    def heard(self, path: str) -> list[dict[str, str]]:
        """The parameters of what the customer's server was asked at one path, in order."""
        return [one.params for one in self.customer.requests if urlsplit(one.url).path == path]

    def sound(self, recording_sid: str, extension: str = "wav", channels: int | None = None) -> bytes:
        """A recording's file."""
        path = f"/2010-04-01/Accounts/{self.ready.account_sid}/Recordings/{recording_sid}.{extension}"
        connection = http.client.HTTPConnection(urlsplit(self.ready.http).netloc, timeout=WITHIN_S)
        connection.request("GET", path + (f"?RequestedChannels={channels}" if channels else ""))
        answer = connection.getresponse()
        said = answer.read()
        connection.close()
        assert answer.status == 200, said[:500]
        return said

    def until(self, look: Callable[[], Any], what: str, within_s: float = WITHIN_S) -> Any:
        """What `look` gives once it is something. Blocks: `asyncio.to_thread` where a phone is on the same loop."""
        deadline = time.monotonic() + within_s
        while not (found := look()):
            if time.monotonic() > deadline:
                raise AssertionError(f"{what}: not within {within_s:g} s. The log ends:\n{self.server.tail()}")
            time.sleep(LOOK_EVERY_S)  # another process does it in its own time, and tells nobody
        return found

    def finished_recordings(self, count: int) -> list[dict[str, Any]]:
        """So many recordings, all completed, newest first."""

        def look() -> Any:
            found = self.recordings()
            return found if len(found) >= count and all(one["status"] == "completed" for one in found) else None

        return list(self.until(look, f"{count} completed recordings"))
