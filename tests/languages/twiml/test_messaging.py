"""A messaging document, run against a scripted web: what is sent, what is asked for, what is told, in order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.languages.twiml.effects import Document, Fail, Fetch, FetchFailed, Warn
from ringback.languages.twiml.messaging import MAX_REDIRECTS, MessagingRun, Reply, ReplyRefused, ReplySent

ALICE, SHOP = "+14155550123", "+14155550100"
URL = "https://shop.example/sms/in"


def xml(inside: str) -> Document:
    return Document(URL, "text/xml; charset=utf-8", f"<Response>{inside}</Response>".encode())


def run(first, *later, fallback=None, answers=()):
    """Everything the run did. `first` and `later` answer its fetches, `answers` its replies (default: queued)."""
    asked = MessagingRun(url=URL, sender=ALICE, receiver=SHOP, fallback_url=fallback)
    documents, outcomes = iter([first, *later]), iter(answers)
    effects = asked.start()
    done = [*effects]
    while not asked.is_over:
        effects = asked.receive(answer_to(effects[-1], documents, outcomes))
        done += effects
    assert next(documents, None) is None, "not every document was asked for"
    return done[1:]  # without the first fetch, which all have


def answer_to(effect, documents, outcomes):
    if isinstance(effect, Fetch):
        return next(documents)
    return next(outcomes, ReplySent(f"SM{effect.index}", "queued"))


def bodies(effects) -> list[str]:
    return [effect.body for effect in effects if isinstance(effect, Reply)]


def told(effects) -> list[tuple[type, int]]:
    return [(type(effect), effect.code) for effect in effects if isinstance(effect, Warn | Fail)]


def test_a_run_begins_by_fetching_its_document():
    asked = MessagingRun(url=URL, method="GET", sender=ALICE, receiver=SHOP)
    assert asked.start() == [Fetch(URL, "GET")] and not asked.is_over


def test_a_message_goes_back_to_the_sender_from_the_number_that_was_texted():
    assert run(xml("<Message>Hello</Message>")) == [Reply(0, ALICE, SHOP, "Hello")]


def test_body_media_and_attributes_say_the_rest():
    [reply] = run(
        xml(
            "<Message to='+14155550177' from='+14155550178' statusCallback='../status?a=1'><Body> Hi\nyou </Body>"
            "<Media>https://shop.example/a.png</Media><Media>https://shop.example/b.png</Media></Message>"
        )
    )
    assert reply == Reply(
        0,
        "+14155550177",
        "+14155550178",
        "Hi\nyou",
        ("https://shop.example/a.png", "https://shop.example/b.png"),
        "https://shop.example/status?a=1",
    )


def test_messages_go_out_in_order_and_sms_is_one_too():
    assert bodies(run(xml("<Message>1</Message><Sms>2</Sms><Message><Body>3</Body></Message>"))) == ["1", "2", "3"]


@pytest.mark.parametrize(
    "document",
    [
        xml(""),
        Document(URL, None, b"", 204),
        Document(URL, "text/html", b"", 200),
        Document(URL, None, b" \n"),
    ],
)
def test_an_empty_answer_is_no_reply_and_no_mistake(document):
    assert run(document) == []


def test_plain_text_is_one_message():
    assert run(Document(URL, "text/plain; charset=latin1", b"Caf\xe9\n")) == [Reply(0, ALICE, SHOP, "Café")]


def test_html_is_taken_for_twiml():
    assert bodies(run(Document(URL, "TEXT/HTML", b"<Response><Message>x</Message></Response>"))) == ["x"]


@pytest.mark.parametrize("content_type", [None, "", "application/json", "audio/mpeg", "image/png; charset=utf-8"])
def test_other_content_types_fail(content_type):
    assert told(run(Document(URL, content_type, b"<Response/>"))) == [(Fail, 12300)]


def test_a_redirect_takes_over_and_resolves_against_the_document_it_stands_in():
    moved = Document(
        "https://other.example/x/y", "text/xml", b"<Response><Redirect method='get'>z?q=1</Redirect></Response>"
    )
    effects = run(
        xml("<Message>1</Message><Redirect>/x</Redirect><Message>never</Message>"), moved, xml("<Message>2</Message>")
    )
    assert effects == [
        Reply(0, ALICE, SHOP, "1"),
        Fetch("https://shop.example/x", "POST"),
        Fetch("https://other.example/x/z?q=1", "GET"),
        Reply(1, ALICE, SHOP, "2"),
    ]


def test_an_empty_redirect_is_the_document_itself():
    assert run(xml("<Redirect/>"), xml(""))[0] == Fetch(URL, "POST")


def test_a_circle_of_redirects_ends():
    effects = run(*[xml("<Redirect>/loop</Redirect>")] * (MAX_REDIRECTS + 1))
    assert [type(effect) for effect in effects] == [Fetch] * MAX_REDIRECTS + [Fail] and effects[-1].code == 14106


def test_an_action_hears_of_the_message_and_its_document_is_run_before_the_rest():
    effects = run(
        xml("<Message action='/done' method='GET'>1</Message><Message>3</Message>"), xml("<Message>2</Message>")
    )
    expected = {"MessageSid": "SM0", "SmsSid": "SM0", "MessageStatus": "queued", "SmsStatus": "queued"}
    assert effects[1] == Fetch("https://shop.example/done", "GET", expected | {"To": ALICE, "From": SHOP}, alone=True)
    assert bodies(effects) == ["1", "2", "3"]


def test_an_action_hears_of_a_failure_too():
    effects = run(xml("<Message action='/done'>1</Message>"), xml(""), answers=[ReplySent("SM9", "failed", 21610)])
    assert (effects[1].extra_params["MessageStatus"], effects[1].extra_params["ErrorCode"]) == ("failed", "21610")


def test_a_redirect_in_an_actions_document_leaves_everything_behind():
    effects = run(
        xml("<Message action='/done'>1</Message><Message>never</Message>"),
        xml("<Redirect>/new</Redirect>"),
        xml("<Message>2</Message>"),
    )
    assert bodies(effects) == ["1", "2"]


def test_the_eleventh_reply_is_not_sent_and_the_fallback_is_not_asked():
    effects = run(xml("".join(f"<Message>{i}</Message>" for i in range(12))), fallback="https://shop.example/fb")
    assert bodies(effects) == [str(i) for i in range(10)]
    assert told(effects) == [(Fail, 14109)]


def test_replies_count_across_documents():
    six = "".join(f"<Message>{i}</Message>" for i in range(6))
    assert len(bodies(run(xml(six + "<Redirect/>"), xml(six)))) == 10


@pytest.mark.parametrize(
    "inside, code",
    [
        ("<Say>no</Say>", 14110),
        ("<Nonsense/>", 12200),
        ("<Message colour='red'>x</Message>", 12200),
        ("<Message/>", 14103),
        (f"<Message>{'x' * 1601}</Message>", 14103),
        (f"<Message>{'😀' * 801}</Message>", 14103),
        ("<Message action='/a' method='PUT'>x</Message>", 14104),
        ("<Message statusCallback='ftp://x/'>x</Message>", 14105),
        ("<Message action='http://[::1'>x</Message>", 11100),
        ("<Message>x<Media>/relative.png</Media></Message>", 11100),
        ("<Message>x" + "<Media>https://a.example/</Media>" * 11 + "</Message>", 12200),
    ],
)
def test_mistakes_are_told_and_the_document_goes_on(inside, code):
    later = [xml("")] if "method='PUT'" in inside else []
    effects = run(xml(inside + "<Message>after</Message>"), *later)
    assert told(effects) == [(Warn, code)]
    assert all(e.url == URL and e.line == 1 for e in effects if isinstance(e, Warn))
    assert bodies(effects)[-1] == "after"


def test_1600_utf16_units_are_sent():
    assert len(bodies(run(xml(f"<Message>{'😀' * 800}</Message>")))) == 1


def test_no_more_than_ten_media_are_kept():
    [_, reply] = run(xml("<Message>x" + "<Media>https://a.example/</Media>" * 11 + "</Message>"))
    assert len(reply.media_urls) == 10


@pytest.mark.parametrize(
    "rest, twiml", [(21211, 14101), (21212, 14102), (21606, 14108), (21608, 14111), (21610, 21610)]
)
def test_a_refused_reply_is_told_in_twiml_codes_asks_no_action_and_stops_nothing(rest, twiml):
    effects = run(xml("<Message action='/a'>1</Message><Message>2</Message>"), answers=[ReplyRefused(rest, "No: …")])
    assert told(effects) == [(Warn, twiml)] and bodies(effects) == ["1", "2"]


def test_the_loop_guard_ends_the_run():
    effects = run(
        xml("<Message>1</Message><Message>2</Message>"), fallback=URL, answers=[ReplyRefused(14107, "15 in 30 s")]
    )
    assert told(effects) == [(Fail, 14107)] and bodies(effects) == ["1"]


FALLBACK = "https://shop.example/fallback"


@pytest.mark.parametrize(
    "bad, code",
    [
        (FetchFailed(11205, "No connection"), 11205),
        (Document(URL, "text/xml", b"<Response/>", 500), 11200),
        (Document(URL, "text/xml", b"<Response/>", 302), 11200),
        (Document(URL, "text/xml", b"<Response>"), 12100),
        (Document(URL, "text/xml", b"<Reply/>"), 12102),
        (Document(URL, "application/json", b"{}"), 12300),
        (Document(URL, "text/xml", b" " * 70_000 + b"x"), 11750),
    ],
)
def test_a_broken_document_is_told_and_the_fallback_asked_with_the_reason(bad, code):
    effects = run(bad, xml("<Message>sorry</Message>"), fallback=FALLBACK)
    assert told(effects) == [(Fail, code)] and effects[0].url == URL
    assert effects[1] == Fetch(FALLBACK, "POST", {"ErrorCode": str(code), "ErrorUrl": URL})
    assert bodies(effects) == ["sorry"]


def test_without_a_fallback_a_broken_document_is_the_end():
    assert told(run(FetchFailed(11200, "Gone"))) == [(Fail, 11200)]


def test_a_fallback_that_fails_too_is_told_and_not_asked_again():
    effects = run(FetchFailed(11200, "Gone"), FetchFailed(11205, "Gone too"), fallback=FALLBACK)
    assert told(effects) == [(Fail, 11200), (Fail, 11205)]


def test_a_redirect_to_nowhere_fails():
    assert told(run(xml("<Redirect>mailto:a@b</Redirect>"))) == [(Fail, 11100)]


def test_an_outcome_that_answers_something_else_is_the_callers_mistake():
    asked = MessagingRun(url=URL, sender=ALICE, receiver=SHOP)
    asked.start()
    with pytest.raises(TypeError, match="Document or FetchFailed"):
        asked.receive(ReplySent("SM1", "queued"))


PIECES = [
    "<Message>a</Message>",
    "<Message action='/b'>b</Message>",
    "<Redirect>/r</Redirect>",
    "<Say/>",
    "<",
    "&",
    "<Message/>",
]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), min_size=1, max_size=8))
def test_any_web_is_left_after_a_bounded_number_of_requests(pages):
    asked = MessagingRun(url=URL, sender=ALICE, receiver=SHOP, fallback_url=FALLBACK)
    effects, done = asked.start(), []
    while not asked.is_over:
        page = pages[len(done) % len(pages)]
        effects = asked.receive(ReplySent("SM1", "sent") if isinstance(effects[-1], Reply) else xml(page))
        done += effects
        assert len(done) < 2000
    assert len(bodies(done)) <= 10
    assert sum(isinstance(effect, Fetch) for effect in done) <= MAX_REDIRECTS + 10 + 1
