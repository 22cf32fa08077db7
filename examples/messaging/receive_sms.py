"""Answers texts to the account's first number: python receive_sms.py [port]"""

import sys
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qsl

from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.messaging_response import MessagingResponse

port = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
url = f"http://127.0.0.1:{port}/sms"
client = Client()  # TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
validator = RequestValidator(client.password)


class Texts(BaseHTTPRequestHandler):
    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True))
        if not validator.validate(url, form, self.headers.get("X-Twilio-Signature", "")):
            self.send_error(403, "The signature is wrong")
            return
        answer = MessagingResponse()
        answer.message(f"You wrote {form['Body']!r}. It is {datetime.now():%H:%M} here.")  # noqa: TID251 - an example
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        self.wfile.write(str(answer).encode())


[number, *_] = client.incoming_phone_numbers.list(limit=1)
client.incoming_phone_numbers(number.sid).update(sms_url=url, sms_method="POST")
print(f"Texts to {number.phone_number} are answered at {url}. Stop with Ctrl-C.", flush=True)
HTTPServer(("127.0.0.1", port), Texts).serve_forever()
