"""Documents that stand in for the public demo and twimlet URLs that samples use: GET and POST, no authentication."""

from ringback.app.http.whole import Send, answer

DEMO = "/ringback/v1/demo/"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
DOCUMENTS = {
    "ahoy": '<Response><Say>Ahoy!</Say><Pause length="30"/></Response>',
    "sms": "<Response><Message>Ahoy! Thank you for your text.</Message></Response>",
    "echo": "<Response><Say>Speak, and hear yourself.</Say><Echo/></Response>",
    "menu": (
        '<Response><Gather numDigits="1" action="menu-choice"><Say>Press 1 for Ahoy, 2 for a tone.</Say></Gather>'
        "<Say>Good bye.</Say></Response>"
    ),
    "menu-choice": '<Response><Say>Ahoy!</Say><Pause length="1"/></Response>',
    "voicemail": '<Response><Say>Speak after the tone.</Say><Record maxLength="120" playBeep="true"/></Response>',
    "conference": "<Response><Dial><Conference>Ahoy</Conference></Dial></Response>",
}


async def demo_document(path: str, send: Send) -> None:
    document = DOCUMENTS.get(path.removeprefix(DEMO).strip("/").removesuffix(".xml"))
    known = document is not None
    text = _HEAD + document if known else f"There is no demo document here; there are: {', '.join(DOCUMENTS)}\n"
    content_type = b"text/xml; charset=utf-8" if known else b"text/plain; charset=utf-8"
    await answer(send, 200 if known else 404, text.encode(), [(b"content-type", content_type)])
