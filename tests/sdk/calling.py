"""A program that calls, with the official SDK as it is. What it finds out it prints as JSON."""

import json
import sys
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.voice_response import VoiceResponse

client = Client()  # credentials from the surroundings, as the SDK's own documents show it
account = client.api.v2010.accounts(client.account_sid).fetch()
validator = RequestValidator(account.auth_token)
heard, all_here = [], threading.Event()


class Site(BaseHTTPRequestHandler):
    """Hears of progress; refuses what the SDK's validator does not accept."""

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True))
        url = f"http://{self.headers['Host']}{self.path}"
        is_valid = validator.validate(url, form, self.headers["X-Twilio-Signature"])
        heard.append((self.path, is_valid, form))
        self.send_response(204 if is_valid else 403)
        self.end_headers()
        if {"completed"} <= {f.get("CallStatus") for _, _, f in heard} and any(p == "/recorded" for p, _, _ in heard):
            all_here.set()

    def log_message(self, *args):
        pass


site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=site.serve_forever, daemon=True).start()
here = f"http://127.0.0.1:{site.server_port}"

said = VoiceResponse()
said.say("Ahoy, please speak.")
said.record(
    max_length=2, timeout=0, play_beep=False, trim="do-not-trim", recording_status_callback=f"{here}/recorded",
    action=f"{here}/after",
)  # fmt: skip
[ours] = client.incoming_phone_numbers.list()
call = client.calls.create(
    to="+14155550123", from_=ours.phone_number, twiml=str(said), status_callback=f"{here}/progress",
    status_callback_event=["initiated", "ringing", "answered", "completed"],
)  # fmt: skip
heard_all = all_here.wait(40)

progress = [form for path, _, form in heard if path == "/progress"]
[told] = [form for path, _, form in heard if path == "/recorded"]
[recording] = client.calls(call.sid).recordings.list()


def fetched(extension):
    with urllib.request.urlopen(told["RecordingUrl"] + extension) as answer:
        return answer.headers["Content-Type"], answer.read()


wav, mp3 = fetched(".wav"), fetched(".mp3")
json.dump(
    {
        "first_status": call.status,
        "heard_all": heard_all,
        "all_valid": all(is_valid for _, is_valid, _ in heard),
        "progress": [[form["CallStatus"], form["SequenceNumber"]] for form in progress],
        "last_status": client.calls(call.sid).fetch().status,
        "recording": [recording.status, recording.source, recording.sid == told["RecordingSid"]],
        "wav": [wav[0], wav[1][:4].decode(), len(wav[1]) > 8000],
        "mp3": [mp3[0], mp3[1][0] == 0xFF or mp3[1][:3] == b"ID3", 1000 < len(mp3[1]) < len(wav[1])],
    },
    sys.stdout,
)
