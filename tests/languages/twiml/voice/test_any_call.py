"""No document and no line makes a run raise, ask for two things at once, or go on for ever without asking."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from ringback.languages.twiml.effects import Document, Fetch
from ringback.languages.twiml.voice import VoiceRun
from tests.languages.twiml.voice.any_call import check, live_through
from tests.languages.twiml.voice.scene import URL


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 2**48))
def test_any_call_is_lived_through(seed):
    assert live_through(random.Random(seed)) >= 0


@given(st.binary(max_size=400), st.sampled_from(["text/xml", "text/plain", "audio/wav", "", None]))
def test_any_bytes_are_a_document_or_a_failure(body, content_type):
    run = VoiceRun(first=Fetch(URL, "POST"))
    run.start()
    check(run, run.receive(Document(URL, content_type, body)))
