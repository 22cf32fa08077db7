"""An application as a customer writes it, with the official SDK as it is. What it finds out it prints as JSON."""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse

client = Client()  # credentials from the surroundings, as the SDK's own documents show it
account = client.api.v2010.accounts(client.account_sid).fetch()
validator = RequestValidator(account.auth_token)
asked, all_here = [], threading.Event()


class Site(BaseHTTPRequestHandler):
    """Answers texts and hears of progress; refuses what the SDK's validator does not accept."""

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True))
        url = f"http://{self.headers['Host']}{self.path}"
        is_valid = validator.validate(url, form, self.headers["X-Twilio-Signature"])
        asked.append((self.path, is_valid, form.get("Body") or form.get("MessageStatus")))
        answer = MessagingResponse()
        if self.path == "/sms" and form["Body"] == "ping":
            answer.message("pong")
        said = str(answer).encode()
        self.send_response(200 if is_valid else 403)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)
        heard = [(path, what) for path, _, what in asked]
        if {("/status", "delivered"), ("/sms", "ping"), ("/sms", "pong")} <= set(heard):
            all_here.set()

    def log_message(self, *args):
        pass


site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=site.serve_forever, daemon=True).start()
here = f"http://127.0.0.1:{site.server_port}"

[ours] = client.incoming_phone_numbers.list()
ours = ours.update(sms_url=f"{here}/sms")
other = client.incoming_phone_numbers.create(area_code="415", sms_url=f"{here}/sms")

sent = [
    client.messages.create(
        to="+14155550123", from_=ours.phone_number, body=f"text {number}", status_callback=f"{here}/status"
    )
    for number in range(7)
]
client.messages.create(to=other.phone_number, from_=ours.phone_number, body="ping")
heard_all = all_here.wait(20)

listed = client.messages.list(to="+14155550123", page_size=3)
page = client.messages.page(to="+14155550123", page_size=3)
pages = [[message.body for message in page]]
while (page := page.next_page()) is not None:
    pages.append([message.body for message in page])

redacted = client.messages(sent[0].sid).update(body="")
deleted = client.messages(sent[1].sid).delete()
try:
    client.messages(sent[1].sid).fetch()
    refused = None
except TwilioRestException as problem:
    refused = [problem.status, problem.code]
try:
    client.messages.create(to="nobody", from_=ours.phone_number, body="x")
    bad = None
except TwilioRestException as problem:
    bad = [problem.status, problem.code]

json.dump(
    {
        "first_status": sent[0].status,
        "direction": sent[0].direction,
        "heard_all": heard_all,
        "all_valid": all(is_valid for _, is_valid, _ in asked),
        "asked": sorted({(path, what) for path, _, what in asked}),
        "listed": len(listed),
        "pages": pages,
        "later": client.messages(sent[2].sid).fetch().status,
        "redacted": redacted.body,
        "deleted": deleted,
        "refused": refused,
        "bad": bad,
    },
    sys.stdout,
)
