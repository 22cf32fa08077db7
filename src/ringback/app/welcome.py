"""What is printed when the server is up: where it is, with which credentials, and what to paste first."""

import sys

from ringback.app.ready import Ready
from ringback.app.settings import Settings

HANDSET = "+14155550123"


def welcome(ready: Ready, settings: Settings) -> None:
    """To standard output, at once: other programs wait for it."""
    sys.stdout.write(_text(ready, settings))
    sys.stdout.flush()


def _ring(ready: Ready, calls: str) -> str:
    return f"""
Ring one (it answers after a second; SIP is at {ready.sip}):

curl -X POST {calls} -u {ready.account_sid}:{ready.auth_token} \\
  --data-urlencode To={HANDSET} --data-urlencode From={ready.number} \\
  --data-urlencode "Twiml=<Response><Say>Ahoy from Ringback.</Say></Response>"
"""


def _text(ready: Ready, settings: Settings) -> str:
    messages = f"{ready.http}/2010-04-01/Accounts/{ready.account_sid}/Messages.json"
    calls = f"{ready.http}/2010-04-01/Accounts/{ready.account_sid}/Calls.json"
    clock = "   (test clock: POST /ringback/v1/Clock leaps)" if settings.clock == "test" else ""
    return f"""
Ringback is up: {ready.http}{clock}

  account   {ready.account_sid}
  token     {ready.auth_token}
  number    {ready.number}
  console   {ready.console}
            (opens once; then log in with account and token)

Send a text to a handset:

curl -X POST {messages} -u {ready.account_sid}:{ready.auth_token} \\
  --data-urlencode To={HANDSET} --data-urlencode From={ready.number} --data-urlencode "Body=Ahoy from Ringback"
{_ring(ready, calls) if ready.sip else ""}
Stop with Ctrl-C. Everything is kept in {settings.data}.
"""
