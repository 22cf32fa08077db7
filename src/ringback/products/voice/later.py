"""What of a live call's media is not here yet: streams, session recording, live transcription, payments."""

from ringback.rest.later import Later

CALL = "2010-04-01/Accounts/{account_sid}/Calls/{call_sid}"
_NAMES = {
    "Streams": "Stream",
    "Siprec": "Siprec",
    "Transcriptions": "RealtimeTranscription",
    "Payments": "Payments",
}

LATER = tuple(
    Later("api", "POST", f"{CALL}/{path}{one}", f"{deed}{name}")
    for path, name in _NAMES.items()
    for deed, one in (("Create", ""), ("Update", "/{sid}"))
)
