"""A program that has callers wait and takes them, with the official SDK as it is. It prints what it finds as JSON."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.voice_response import VoiceResponse

client = Client()
account = client.api.v2010.accounts(client.account_sid).fetch()
validator = RequestValidator(account.auth_token)
heard: list[tuple[str, bool, dict[str, str]]] = []


class Site(BaseHTTPRequestHandler):
    """Hangs up on everybody, and remembers who came."""

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True))
        url = f"http://{self.headers['Host']}{self.path}"
        heard.append((self.path, validator.validate(url, form, self.headers["X-Twilio-Signature"]), form))
        goodbye = VoiceResponse()
        goodbye.hangup()
        body = str(goodbye).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=site.serve_forever, daemon=True).start()
here = f"http://127.0.0.1:{site.server_port}"


def until(look):
    """What `look` gives once it is something."""
    end = time.monotonic() + 40
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.1)
    return found


def refused(attempt):
    try:
        attempt()
    except TwilioRestException as problem:
        return [problem.status, problem.code]
    return None


def told(path):
    return until(lambda: [form for one, _, form in heard if one == path])


waits, serves = VoiceResponse(), VoiceResponse()
waits.enqueue("support", action=f"{here}/left")
serves.dial(action=f"{here}/served", time_limit=1).queue("support")
[ours] = client.incoming_phone_numbers.list()
queue = client.queues.create(friendly_name="support", max_size=20)
calls = []
for number in ("+14155550131", "+14155550132"):
    calls.append(client.calls.create(to=number, from_=ours.phone_number, twiml=str(waits)).sid)
    until(lambda: client.queues(queue.sid).fetch().current_size == len(calls))
members = client.queues(queue.sid).members.list()
found = {
    "members": [[one.call_sid, one.position] for one in members] == [[calls[0], 1], [calls[1], 2]],
    "front": client.queues(queue.sid).members("Front").fetch().call_sid == calls[0],
    "taken_name": refused(lambda: client.queues.create(friendly_name="support")),
    "not_empty": refused(lambda: client.queues(queue.sid).delete()),
}
client.queues(queue.sid).members("Front").update(url=f"{here}/vip", method="POST")
found["vip"] = [form["CallSid"] == calls[0] for form in told("/vip")]
client.calls.create(to="+14155550133", from_=ours.phone_number, twiml=str(serves))
[served] = told("/served")
found["served"] = [served["DialCallStatus"], served["DequeuedCallSid"] == calls[1]]
until(lambda: len(told("/left")) == 2)
found["left"] = sorted(form["QueueResult"] for form in told("/left"))
found["all_valid"] = all(is_valid for _, is_valid, _ in heard)
found["deleted"] = client.queues(queue.sid).delete()
json.dump(found, sys.stdout)
