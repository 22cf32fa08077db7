"""The document parser: a small tree out of good XML, a code and a place out of bad, bounded work out of hostile."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringback.languages.twiml.parser import (
    MAX_ATTRIBUTES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ELEMENTS,
    Broken,
    Element,
    parse,
    text_of,
)


def test_elements_keep_their_place_their_attributes_and_the_order_of_mixed_text():
    root = parse(
        b'<?xml version="1.0"?>\n<Response>\n  <Say voice="man"> Hi <break time="1s"/>there </Say>\n</Response>'
    )
    [say] = root.children
    assert (say.name, say.attributes, say.line, say.column) == ("Say", {"voice": "man"}, 3, 3)
    assert [part if isinstance(part, str) else part.name for part in say.content] == [" Hi ", "break", "there "]
    assert (say.text, root.text) == ("Hi there", "")


def test_comments_instructions_and_cdata_are_read_as_xml_says():
    root = parse(b"<?xml-stylesheet?><Response><!-- no --><Message><![CDATA[a < b]]> &amp; c</Message></Response>")
    assert root.children[0].text == "a < b & c"


def test_schema_attributes_of_editors_are_no_part_of_the_tree():
    xml = b'<Response xmlns:xsi="x" xsi:noNamespaceSchemaLocation="y" xml:lang="en"/>'
    assert parse(xml).attributes == {"xml:lang": "en"}


@pytest.mark.parametrize(
    "body, code, place",
    [
        (b"", 12100, (1, 1)),
        (b"hello", 12100, (1, 1)),
        (b"<Response><Say></Response>", 12100, (1, 18)),
        (b"<Response/>\n<Response/>", 12100, (2, 1)),
        (b'\n<?xml version="1.0"?><Response/>', 12100, (2, 1)),
        (b"<Response><Say a='1' a='2'/></Response>", 12100, (1, 22)),
        (b"<Response>&nbsp;</Response>", 12100, (1, 11)),
        (b"<Response>a & b</Response>", 12100, (1, 14)),
        (b"<Response>\xff\xfe</Response>", 12100, (1, 11)),
        (b'<?xml version="1.1"?><Response/>', 12101, (1, 1)),
        (b'<?xml version="1.0" encoding="koi8-q"?><Response/>', 12100, (1, 1)),
        (b"<response/>", 12102, (1, 1)),
        (b" <Message>hi</Message>", 12102, (1, 2)),
        (b"<Response>" + b" " * MAX_BYTES + b"</Response>", 11750, (None, None)),
    ],
)
def test_a_bad_document_is_told_with_a_code_and_a_place(body, code, place):
    broken = parse(body)
    assert isinstance(broken, Broken), broken
    assert (broken.code, (broken.line, broken.column)) == (code, place)


def laughs(levels: int, each: int) -> bytes:
    """A document of a few hundred bytes that would be `each ** levels` texts long with its entities replaced."""
    names = "".join(f"<!ENTITY e{i} '{f'&e{i - 1};' * each if i else 'ha'}'>" for i in range(levels + 1))
    return f"<!DOCTYPE r [{names}]><Response><Message>&e{levels};</Message></Response>".encode()


@pytest.mark.parametrize(
    "body",
    [
        b"<!DOCTYPE Response><Response/>",
        b'<!DOCTYPE Response SYSTEM "file:///etc/hostname"><Response/>',
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "http://127.0.0.1/">]><Response>&x;</Response>',
        laughs(levels=1, each=2),
        laughs(levels=9, each=10),
    ],
)
def test_a_doctype_is_refused_before_any_entity_is_read(body):
    start = time.process_time()
    broken = parse(body)
    assert (broken.code, broken.line) == (12100, 1) and "DOCTYPE" in broken.message
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize(
    "body, charset",
    [
        ("<Response><Say>é€</Say></Response>".encode(), None),
        ("<Response><Say>é€</Say></Response>".encode(), "UTF-8"),
        ('<?xml version="1.0" encoding="utf8"?><Response><Say>é€</Say></Response>'.encode(), None),
        ("\ufeff<Response><Say>é€</Say></Response>".encode(), None),
        ("<Response><Say>é€</Say></Response>".encode("utf-16"), None),
        ("<Response><Say>é€</Say></Response>".encode("windows-1252"), "windows-1252"),
        ('<?xml version="1.0" encoding="windows-1252"?><Response><Say>é€</Say></Response>'.encode("cp1252"), None),
        ("<Response><Say>é€</Say></Response>".encode(), "klingon"),
    ],
)
def test_encodings_come_from_the_header_or_the_document(body, charset):
    assert parse(body, charset).children[0].text == "é€"


def test_plain_text_is_read_whatever_its_octets():
    assert text_of(b"caf\xe9", "latin1") == "café"
    assert text_of(b"caf\xe9", None) == "caf\ufffd"


@pytest.mark.parametrize(
    "body",
    [
        b"<Response>" + b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH + b"</Response>",
        b"<Response>" + b"<a>" * 15_000,
        b"<Response>" + b"<a/>" * MAX_ELEMENTS + b"</Response>",
        b"<Response " + b" ".join(b'a%d=""' % i for i in range(MAX_ATTRIBUTES + 1)) + b"/>",
        b"<Response " + b" ".join(b'a%d=""' % i for i in range(6_000)) + b"/>",
    ],
)
def test_depth_elements_and_attributes_are_bounded(body):
    assert parse(body).code == 12100


def test_what_is_just_within_the_bounds_is_read():
    assert isinstance(
        parse(b"<Response>" + b"<a>" * (MAX_DEPTH - 1) + b"</a>" * (MAX_DEPTH - 1) + b"</Response>"), Element
    )
    assert isinstance(parse(b"<Response>" + b"<a/>" * (MAX_ELEMENTS - 1) + b"</Response>"), Element)


SCRAPS = [
    b"<Response>",
    b"</Response>",
    b"<Message to='",
    b"'>",
    b"<a>",
    b"</a>",
    b"&amp;",
    b"&#0;",
    b"&b;",
    b"<![CDATA[",
]
SCRAPS += [b"]]>", b"<!--", b"-->", b"<!DOCTYPE a [", b"<!ENTITY b '", b"\xff\xfe", b"\x00", b"\xed\xa0\x80", b"<?xml "]
SCRAPS += [b"version='1.0'", b" encoding='", b"utf-16", b"idna", b"zlib", b"punycode", b"' ?>", b"\n", b"x" * 500]


@settings(max_examples=400)
@given(
    st.binary(max_size=400) | st.lists(st.sampled_from(SCRAPS), max_size=60).map(b"".join),
    st.sampled_from([None, "utf-8", "utf-16", "windows-1252", "idna", "x" * 99]) | st.text(max_size=20),
)
def test_any_octets_become_a_bounded_tree_or_a_place(body, charset):
    read = parse(body, charset)
    if isinstance(read, Broken):
        assert read.code in (11750, 12100, 12101, 12102) and len(read.message) < 300
    else:
        assert count(read) <= MAX_ELEMENTS and depth(read) <= MAX_DEPTH


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=6), st.integers(1, 20_000))
def test_64_kb_of_anything_costs_less_than_a_fifth_of_a_second(scraps, times):
    body = (b"<Response>" + b"".join(scraps) * times)[:MAX_BYTES]
    start = time.process_time()
    parse(body)
    assert time.process_time() - start < 0.2


def count(element: Element) -> int:
    return 1 + sum(map(count, element.children))


def depth(element: Element) -> int:
    return 1 + max(map(depth, element.children), default=0)
