"""A program that holds a conference and has a voicemail written down, with the official SDK as it is.

What it finds out it prints as JSON.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from twilio.base.exceptions import TwilioRestException
from twilio.request_validator import RequestValidator
from twilio.rest import Client
from twilio.twiml.voice_response import VoiceResponse

client = Client()  # credentials from the surroundings, as the SDK's own documents show it
account = client.api.v2010.accounts(client.account_sid).fetch()
validator = RequestValidator(account.auth_token)
heard, news = [], threading.Condition()


class Site(BaseHTTPRequestHandler):
    """Hears of the conference and of what was recorded; has a document that is announced."""

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode(), keep_blank_values=True))
        url = f"http://{self.headers['Host']}{self.path}"
        is_valid = validator.validate(url, form, self.headers["X-Twilio-Signature"])
        said = VoiceResponse()
        said.say("This room closes soon.")
        body = str(said).encode() if self.path == "/announcement" else b""
        self.send_response((200 if body else 204) if is_valid else 403)
        if body:
            self.send_header("Content-Type", "text/xml")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        with news:
            heard.append((self.path, is_valid, form))
            news.notify_all()

    def log_message(self, *args):
        pass


def of_room(event):
    return [form for path, _, form in heard if path == "/room" and form["StatusCallbackEvent"] == event]


def wait_for(what):
    with news:
        return bool(news.wait_for(what, 40))


site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
threading.Thread(target=site.serve_forever, daemon=True).start()
here = f"http://127.0.0.1:{site.server_port}"
[ours] = client.incoming_phone_numbers.list()


def invite(label, to):
    return client.conferences("My room").participants.create(
        from_=ours.phone_number, to=to, label=label, early_media=False, conference_record="record-from-start",
        conference_status_callback=f"{here}/room",
        conference_status_callback_event=["start end join leave mute hold modify announcement"],
        conference_recording_status_callback=f"{here}/recorded",
    )  # fmt: skip


ada, bob = invite("Ada", "+14155550123"), invite("Bob", "+14155550124")
room = client.conferences(ada.conference_sid)
began = wait_for(lambda: of_room("conference-start"))
on = room.fetch()
people = room.participants.list()

held = room.participants("Ada").update(muted=True, hold=True)
muted = [one.label for one in room.participants.list(muted=True)]
back = room.participants(ada.call_sid).update(muted=False, hold=False)
coach = room.participants("Bob").update(coaching=True, call_sid_to_coach=ada.call_sid)
no_coach = room.participants("Bob").update(coaching=False)
room.update(announce_url=f"{here}/announcement")
announced = wait_for(lambda: of_room("announcement-end"))

[recording] = room.recordings.list()
paused = room.recordings("Twilio.CURRENT").update(status="paused")
resumed = room.recordings(recording.sid).update(status="in-progress")

kicked = room.participants("Bob").delete()
try:
    room.participants("Bob").fetch()
    gone = None
except TwilioRestException as problem:
    gone = [problem.status, problem.code]
over = room.update(status="completed")
ended = wait_for(lambda: of_room("conference-end") and any(path == "/recorded" for path, _, _ in heard))

voicemail = VoiceResponse()
voicemail.record(
    max_length=3, timeout=0, play_beep=False, trim="do-not-trim", transcribe=True, transcribe_callback=f"{here}/text"
)
client.calls.create(to="+14155550123", from_=ours.phone_number, twiml=str(voicemail))
written = wait_for(lambda: any(path == "/text" for path, _, _ in heard))
[told] = [form for path, _, form in heard if path == "/text"]
[text] = client.transcriptions.list()
[same] = client.recordings(told["RecordingSid"]).transcriptions.list()
deleted = client.transcriptions(text.sid).delete()

json.dump(
    {
        "invited": [ada.status, ada.conference_sid == bob.conference_sid],
        "began": began,
        "on": [on.friendly_name, on.status],
        "people": sorted([one.label, one.status] for one in people),
        "held": [held.muted, held.hold, muted],
        "back": [back.muted, back.hold],
        "coach": [coach.coaching, coach.call_sid_to_coach == ada.call_sid, no_coach.coaching],
        "announced": announced,
        "recording": [recording.source, recording.conference_sid == ada.conference_sid],
        "steered": [paused.status, resumed.status],
        "kicked": [kicked, gone],
        "over": [over.status, over.reason_conference_ended],
        "ended": ended,
        "joined": sorted(form["ParticipantLabel"] for form in of_room("participant-join")),
        "recorded": [form["RecordingStatus"] for path, _, form in heard if path == "/recorded"],
        "all_valid": all(is_valid for _, is_valid, _ in heard),
        "written": [written, text.status == told["TranscriptionStatus"], same.sid == told["TranscriptionSid"]],
        "of_ended": text.status in ("completed", "failed"),
        "deleted": [deleted, client.transcriptions.list()],
    },
    sys.stdout,
)
