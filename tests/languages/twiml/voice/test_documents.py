"""Which answers are documents, what follows when they are not, and how a run ends."""

import pytest

from ringback.languages.twiml.effects import Document, Fail, Fetch, FetchFailed, Warn
from ringback.languages.twiml.voice import APOLOGY, Role, VoiceRun
from ringback.languages.twiml.voice.effects import Done, Failed, Gathered, Hangup, HungUp, Leave, Play, Say
from ringback.languages.twiml.voice.walk import EMPTY_WAIT_S, MAX_IDLE_DOCUMENTS
from tests.languages.twiml.voice.scene import ENDED, URL, Line, inline, kinds, on_line, texts, told, xml

FALLBACK = "https://shop.example/fallback"
SORRY = [Say(APOLOGY), Hangup("failed")]
BROKEN = [
    (FetchFailed(11205, "No connection"), 11205),
    (FetchFailed(11200, "Time-out"), 11200),
    (Document(URL, "text/xml", b"<Response/>", 500), 11200),
    (Document(URL, "text/xml", b"<Response/>", 404), 11200),
    (Document(URL, "text/xml", b"<Response>"), 12100),
    (Document(URL, "text/xml", b"<!DOCTYPE a><Response/>"), 12100),
    (Document(URL, "text/xml", b"<?xml version='1.1'?><Response/>"), 12101),
    (Document(URL, "text/xml", b"<response/>"), 12102),
    (Document(URL, "application/json", b"{}"), 12300),
    (Document(URL, None, b"<Response/>"), 12300),
    (Document(URL, "text/xml", b" " * 70_000 + b"x"), 11750),
    (Document(URL, "text/plain", b"x" * 70_000), 11750),
    (Document(URL, "text/xml", b""), 11770),
    (Document(URL, None, b"", 204), 11770),
]


def test_a_run_begins_by_fetching_its_document():
    run = VoiceRun(first=Fetch(URL, "GET"))
    assert run.start() == [Fetch(URL, "GET")] and not run.is_over and not run.is_answered


@pytest.mark.parametrize("content_type", ["text/xml", "application/xml; charset=utf-8", "TEXT/HTML"])
def test_xml_is_run_whatever_it_is_called(content_type):
    assert texts(on_line(Document(URL, content_type, b"<Response><Say>a</Say></Response>"))) == ["a"]


def test_plain_text_is_spoken_and_the_call_hung_up():
    assert on_line(Document(URL, "text/plain; charset=latin1", b"Caf\xe9\n")) == [Say("Café"), ENDED]


@pytest.mark.parametrize("content_type", ["audio/mpeg", "audio/wav", "audio/x-gsm"])
def test_audio_is_played_and_the_call_hung_up(content_type):
    answer = Document(URL, content_type, b"x" * 200_000)
    assert on_line(answer) == [Play(URL, audio=answer), ENDED]


def test_an_empty_response_answers_and_hangs_up():
    assert on_line(xml("")) == [Hangup("end", answers_call=True)]


@pytest.mark.parametrize("bad, code", BROKEN)
def test_a_broken_document_is_told_and_the_caller_hears_so(bad, code):
    effects = on_line(bad)
    assert told(effects) == [(Fail, code)] and effects[0].url == URL and effects[1:] == SORRY


@pytest.mark.parametrize("bad, code", BROKEN)
def test_a_broken_document_is_replaced_by_the_fallback_which_hears_the_reason(bad, code):
    effects = on_line(bad, xml("<Say>hello</Say>"), fallback=FALLBACK)
    assert effects[1] == Fetch(FALLBACK, "POST", {"ErrorCode": str(code), "ErrorUrl": URL})
    assert effects[2:] == [Say("hello"), ENDED]


def test_a_fallback_that_fails_too_is_told_and_not_asked_again():
    effects = on_line(FetchFailed(11200, "Gone"), FetchFailed(11205, "Gone too"), fallback=FALLBACK)
    assert told(effects) == [(Fail, 11200), (Fail, 11205)] and effects[-2:] == SORRY


def test_a_fallback_that_leads_back_to_the_broken_document_ends_too():
    gone = FetchFailed(11200, "Gone")
    effects = on_line(gone, xml("<Redirect>/voice/in</Redirect>"), gone, fallback=FALLBACK)
    assert effects[-2:] == SORRY


def test_an_action_that_fails_has_the_fallback_too_even_after_the_fallback_helped_once():
    menu = xml("<Gather action='/menu'/>")
    gone = FetchFailed(11205, "Gone")
    keys = [Gathered("1"), Gathered("2")]
    effects = on_line(gone, menu, gone, menu, gone, xml("<Say>bye</Say>"), fallback=FALLBACK, Gather=[*keys])
    assert [effect.url for effect in effects if isinstance(effect, Fetch)] == [
        FALLBACK,
        "https://shop.example/menu",
        FALLBACK,
        "https://shop.example/menu",
        FALLBACK,
    ]
    assert texts(effects) == ["bye"]


def test_a_fallback_is_asked_a_bounded_number_of_times():
    again = xml("<Say>sorry</Say><Redirect>/voice/in</Redirect>")
    documents = [FetchFailed(11205, "Gone"), again] * 10 + [FetchFailed(11205, "Gone")]
    assert on_line(*documents, fallback=FALLBACK)[-2:] == SORRY


def test_broken_inline_twiml_is_told_and_the_fallback_hears_of_no_url():
    run = VoiceRun(first="<Response>", fallback=Fetch(FALLBACK, "GET"))
    fail, fetch = run.start()
    assert (fail.code, fetch) == (12100, Fetch(FALLBACK, "GET", {"ErrorCode": "12100"}))


def test_inline_twiml_runs_at_once():
    assert inline("<Say>Ahoy! ✓</Say>") == [Say("Ahoy! ✓"), ENDED]


def test_inline_twiml_plays_absolute_urls_only():
    effects = inline("<Play>/a</Play><Play>https://a.example/a</Play>")
    assert told(effects) == [(Warn, 11100)] and effects[1] == Play("https://a.example/a")


def test_a_circle_of_redirects_ends():
    effects = on_line(*[xml("<Redirect/>")] * MAX_IDLE_DOCUMENTS)
    assert told(effects) == [(Fail, 11215)] and effects[-2:] == SORRY


def test_a_circle_in_which_nothing_succeeds_ends():
    document = xml("<Play>/gone</Play><Redirect/>")
    effects = on_line(*[document] * MAX_IDLE_DOCUMENTS, Play=[Failed(11200, "404")] * MAX_IDLE_DOCUMENTS)
    assert told(effects)[-1] == (Fail, 11215)


def test_a_circle_that_speaks_goes_on_for_as_long_as_the_caller_listens():
    document = xml("<Say>still here</Say><Redirect/>")
    answers = [Done()] * 300 + [HungUp()]
    assert kinds(on_line(*[document] * 301, Say=answers))[-1] == "Say"


def test_a_caller_who_hangs_up_while_a_document_is_on_its_way_ends_the_run():
    run = VoiceRun(first=Fetch(URL, "POST"))
    run.start()
    assert run.receive(HungUp()) == [] and run.is_over


def test_a_caller_who_hangs_up_while_something_is_said_ends_the_run():
    assert kinds(on_line(xml("<Say>a</Say><Say>b</Say>"), Say=HungUp())) == ["Say"]


def test_a_redirect_by_rest_leaves_everything_behind():
    run = VoiceRun(first=Fetch(URL, "POST"))
    run.start()
    run.receive(xml("<Play loop='0'>/a</Play><Say>never</Say>"))
    assert run.redirect(Fetch("https://a.example/new", "GET")) == [Fetch("https://a.example/new", "GET")]
    assert not run.is_over and not run.has_failed
    assert run.receive(xml("<Say>new</Say>")) == [Say("new")] and run.receive(Done()) == [ENDED] and run.is_over


def test_a_redirect_by_rest_revives_a_run_that_failed():
    run = VoiceRun(first=Fetch(URL, "POST"))
    run.start()
    run.receive(FetchFailed(11200, "Gone"))
    assert run.has_failed
    run.redirect(Fetch(URL, "POST"))
    assert not run.has_failed


def test_a_redirect_by_rest_may_bring_inline_twiml_and_remembers_that_the_call_is_answered():
    run = VoiceRun(first="<Response><Say>a</Say></Response>")
    run.start()
    assert run.redirect("<Response><Reject/></Response>") == [Hangup("verb")]


def test_a_redirect_by_rest_may_bring_a_fallback():
    run = VoiceRun(first=Fetch(URL, "POST"))
    run.start()
    run.redirect(Fetch(URL, "POST"), fallback=Fetch(FALLBACK, "GET"))
    assert run.receive(FetchFailed(11200, "Gone"))[1] == Fetch(FALLBACK, "GET", {"ErrorCode": "11200", "ErrorUrl": URL})


def test_a_call_counts_as_answered_from_the_first_verb_that_answers_it():
    run = VoiceRun(first="<Response><Pause/><Say>a</Say></Response>")
    run.start()
    assert not run.is_answered
    run.receive(Done())
    assert run.is_answered


def test_a_document_of_pauses_alone_is_answered_for_its_end():
    assert on_line(xml("<Pause/>"))[-1] == Hangup("end", answers_call=True)


def test_a_document_full_of_mistakes_is_told_of_the_first_few():
    effects = on_line(xml("<Say loop='x'>a</Say>" * 100))
    assert len(texts(effects)) == 100 and [code for _, code in told(effects)] == [13510] * 25 + [12200]


# What the run is for


def test_the_end_of_a_whisper_hangs_nobody_up():
    assert kinds(on_line(xml("<Say>Press 1</Say>"), role=Role.WHISPER)) == ["Say"]
    assert on_line(xml(""), role=Role.WHISPER) == []
    assert on_line(Document(URL, None, b"", 204), role=Role.WHISPER) == []


def test_a_whisper_that_hangs_up_declines():
    assert on_line(xml("<Hangup/>"), role=Role.WHISPER) == [Hangup("verb")]


def test_a_broken_whisper_hangs_the_callee_up():
    assert on_line(FetchFailed(11200, "Gone"), role=Role.WHISPER)[1:] == SORRY


def test_a_waiting_document_begins_anew_when_it_ends():
    page = xml("<Play>/music</Play>")
    done = on_line(page, page, page, role=Role.QUEUE_WAIT, Play=[Done(), Done(), HungUp()])
    assert kinds(done) == ["Play", "Fetch", "Play", "Fetch", "Play"] and done[1] == Fetch(URL, "POST")


def test_a_waiting_document_with_nothing_to_hear_is_not_asked_for_without_a_break():
    effects = on_line(xml(""), xml(""), role=Role.QUEUE_WAIT, Pause=[Done(), HungUp()])
    assert kinds(effects) == ["Pause", "Fetch", "Pause"] and effects[0].length_s == EMPTY_WAIT_S


def test_inline_waiting_twiml_with_nothing_to_hear_takes_its_time_too():
    run = VoiceRun(first="<Response/>", role=Role.QUEUE_WAIT)
    assert kinds(Line(run, Pause=[Done(), HungUp()]).play()) == ["Pause", "Pause"]


def test_leaving_a_queue_is_the_last_word_of_its_waiting_document():
    assert on_line(xml("<Say>a</Say><Leave/><Say>never</Say>"), role=Role.QUEUE_WAIT)[1:] == [Leave()]


def test_a_waiting_document_may_ask_for_keys():
    effects = on_line(xml("<Gather action='/key'/>"), xml("<Leave/>"), role=Role.QUEUE_WAIT, Gather=Gathered("1"))
    assert kinds(effects) == ["Gather", "Fetch", "Leave"]


def test_music_for_those_who_wait_plays_without_an_end():
    music = Document(URL, "audio/mpeg", b"mp3")
    for role in (Role.QUEUE_WAIT, Role.CONFERENCE_WAIT):
        assert on_line(music, role=role, Play=HungUp()) == [Play(URL, 0, music)]


def test_a_conferences_waiting_document_ends_in_silence():
    assert kinds(on_line(xml("<Say>a</Say>"), role=Role.CONFERENCE_WAIT)) == ["Say"]


@pytest.mark.parametrize("role", [Role.CONFERENCE_WAIT, Role.QUEUE_WHISPER])
@pytest.mark.parametrize("verb", ["<Gather/>", "<Record/>", "<Dial>1</Dial>", "<Hangup/>", "<Enqueue>q</Enqueue>"])
def test_a_conferences_waiting_document_only_plays_and_speaks(role, verb):
    effects = on_line(xml(f"{verb}<Say>a</Say>"), role=role)
    assert told(effects) == [(Warn, 13238)] and kinds(effects) == ["Warn", "Say"]


@pytest.mark.parametrize("verb", ["<Record/>", "<Dial>1</Dial>", "<Enqueue>q</Enqueue>", "<Reject/>"])
def test_a_queues_waiting_document_does_not_take_the_caller_elsewhere(verb):
    effects = on_line(xml(f"{verb}<Leave/>"), role=Role.QUEUE_WAIT)
    assert told(effects) == [(Warn, 12200)] and kinds(effects) == ["Warn", "Leave"]


@pytest.mark.parametrize("role", [Role.QUEUE_WAIT, Role.CONFERENCE_WAIT, Role.QUEUE_WHISPER])
def test_a_broken_document_for_those_who_wait_is_told_and_the_switch_decides(role):
    run = VoiceRun(first=Fetch(URL, "POST"), role=role)
    run.start()
    assert told(run.receive(FetchFailed(11200, "Gone"))) == [(Fail, 11200)]
    assert run.is_over and run.has_failed
