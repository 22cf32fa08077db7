"""Sends a text and follows it until it has arrived: python send_sms.py +14155550123"""

import sys
import time

from twilio.rest import Client

to = sys.argv[1]
client = Client()  # TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
[number, *_] = client.incoming_phone_numbers.list(limit=1)

message = client.messages.create(to=to, from_=number.phone_number, body="Ahoy from the official SDK")
print(f"{message.sid} to {message.to}: {message.status}")

while message.status in ("queued", "sending", "sent"):
    time.sleep(0.2)
    message = client.messages(message.sid).fetch()
print(f"{message.sid} to {message.to}: {message.status}, price {message.price} {message.price_unit}")
