"""What we sign, the official SDK accepts; what was changed on the way, it does not."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from multidict import MultiDict
from twilio.request_validator import RequestValidator

from ringback.transports.http_client_target import target_of
from ringback.webhooks.encoding import form, pairs_of, unform, with_query
from ringback.webhooks.signature import sign, with_body_hash

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = TEXT.filter(bool)
PAIRS = st.lists(st.tuples(NAMES, TEXT), max_size=12)
URLS = st.builds(
    lambda scheme, host, port, path, query: f"{scheme}://{host}{port}/{path}{query}",
    st.sampled_from(["http", "https"]),
    st.sampled_from(["shop.example", "127.0.0.1", "a.b-c.example"]),
    st.sampled_from(["", ":80", ":443", ":8080"]),
    st.text("abz09%/._~-+", max_size=12),
    st.sampled_from(["", "?a=1", "?a=b%20c&d=", "?x=+&x=2"]),
)


@given(TEXT, URLS, PAIRS)
def test_the_sdk_accepts_every_form_we_sign(token, url, pairs):
    url = target_of(url).url
    assert RequestValidator(token).validate(url, MultiDict(pairs), sign(token, url, pairs))


@given(URLS, st.dictionaries(NAMES, TEXT, min_size=1, max_size=8))
def test_a_changed_value_is_noticed(url, params):
    signature = sign("token", url, pairs_of(params))
    name = next(iter(params))
    assert not RequestValidator("token").validate(url, {**params, name: params[name] + "x"}, signature)


@given(TEXT, URLS, st.dictionaries(TEXT, TEXT, max_size=5))
def test_the_sdk_accepts_every_json_body_we_sign(token, url, document):
    body = msgspec.json.encode(document)
    signed = with_body_hash(target_of(url).url, body)
    assert RequestValidator(token).validate(signed, body.decode(), sign(token, signed))
    assert not RequestValidator(token).validate(signed, body.decode() + " ", sign(token, signed))


@given(URLS, PAIRS)
def test_a_get_signs_the_url_with_its_query(url, pairs):
    asked = target_of(with_query(url, tuple(pairs))).url
    assert RequestValidator("token").validate(asked, {}, sign("token", asked))


@given(PAIRS)
def test_a_form_says_what_it_was_given(pairs):
    assert unform(form(tuple(pairs))) == tuple(pairs)


def test_the_published_example_of_a_signed_call():
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    params = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    assert sign("12345", url, params.items()) == "RSOYDt4T1cUTdK1PDd93/VVr8B8="


def test_parameters_are_written_as_twilio_writes_them():
    said = {"From": "+14155550100", "FromCity": "SAN FRANCISCO", "FromZip": "", "Muted": True, "N": 3, "No": None}
    assert form(pairs_of(said)) == "From=%2B14155550100&FromCity=SAN%20FRANCISCO&FromZip=&Muted=true&N=3"
    assert form(pairs_of({"MediaUrl": ["a", "b"]})) == "MediaUrl=a&MediaUrl=b"
