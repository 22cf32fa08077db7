"""Cookies of a conversation: RFC 6265."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.webhooks.cookies import JAR_LIVES, Jar, Jars, parse

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def after(line: str, *, host: str = "shop.example", path: str = "/sms/in") -> Jar:
    jar = Jar()
    jar.take(host, path, line, NOW)
    return jar


def sent(jar: Jar, host: str = "shop.example", path: str = "/sms/in", tls: bool = False, now: datetime = NOW):
    return jar.header(host, path, is_tls=tls, now=now)


@pytest.mark.parametrize(
    "line, path, goes",
    [
        ("a=1", "/sms/other", True),  # the default path is the folder it was set in: §5.1.4
        ("a=1", "/voice", False),
        ("a=1; Path=/", "/voice", True),
        ("a=1; Path=/sms", "/smsx", False),
        ("a=1; Path=/sms", "/sms/x", True),
        ("a=1; Path=sms", "/sms/x", True),
    ],
)
def test_a_path_bounds_where_it_goes(line, path, goes):
    assert sent(after(line), path=path) == ("a=1" if goes else None)


@pytest.mark.parametrize(
    "domain, host, goes",
    [
        ("", "shop.example", True),
        ("", "www.shop.example", False),
        ("shop.example", "www.shop.example", True),
        (".shop.example", "www.shop.example", True),
        ("shop.example", "workshop.example", False),
        ("example", "other.example", False),
        ("other.example", "other.example", False),
    ],
)
def test_a_domain_bounds_who_gets_it(domain, host, goes):
    assert sent(after("a=1" + (f"; Domain={domain}" if domain else "")), host=host) == ("a=1" if goes else None)


@pytest.mark.parametrize(
    "line, lives",
    [
        ("a=1", True),
        ("a=1; Max-Age=7200", True),
        ("a=1; Max-Age=60", False),
        ("a=1; Expires=Mon, 23 Nov 2026 13:30:00 GMT", True),
        ("a=1; Expires=Mon, 23-Nov-2026 12:30:00 GMT", False),
        ("a=1; Expires=Mon, 23 Nov 2026 12:30:00 GMT; Max-Age=7200", True),
        ("a=1; Expires=when it pleases me", True),
        ("a=1; Max-Age=soon", True),
        ("a=1; Max-Age=" + "9" * 400, True),
    ],
)
def test_it_lives_as_long_as_it_says(line, lives):
    assert sent(after(line), now=LATER) == ("a=1" if lives else None)


@pytest.mark.parametrize("end", ["Max-Age=0", "Max-Age=-5", "Expires=Thu, 01 Jan 1970 00:00:00 GMT"])
def test_an_expired_one_takes_the_old_one_away(end):
    jar = after("a=1")
    jar.take("shop.example", "/sms/in", f"a=; {end}", NOW)
    assert sent(jar) is None


def test_a_secure_one_waits_for_tls():
    jar = after("a=1; Secure; HttpOnly; SameSite=Lax")
    assert sent(jar) is None
    assert sent(jar, tls=True) == "a=1"


def test_longer_paths_go_first_and_a_newer_value_wins():
    jar = after("a=1; Path=/")
    jar.take("shop.example", "/sms/in", "b=2", NOW)
    jar.take("shop.example", "/sms/in", "a=3; Path=/", NOW)
    assert sent(jar) == "b=2; a=3"


def test_a_jar_holds_fifty_and_lets_the_oldest_go():
    jar = Jar()
    for number in range(60):
        jar.take("shop.example", "/", f"c{number}=1", NOW)
    header = sent(jar) or ""
    assert len(jar) == 50
    assert "c9=" not in header
    assert "c10=" in header


def test_a_jar_never_outgrows_one_header():
    jar = Jar()
    for number in range(40):
        jar.take("shop.example", "/", f"c{number}={'x' * 1000}", NOW)
    header = sent(jar) or ""
    assert len(header) < 8192
    assert header.endswith("x")
    assert f"c39={'x' * 1000}" in header


def test_a_jar_lives_four_hours_after_its_last_use():
    jars = Jars()
    jars.of(("AC1", "from", "to"), NOW).take("shop.example", "/", "a=1", NOW)
    used = NOW + JAR_LIVES
    assert sent(jars.of(("AC1", "from", "to"), used), now=used) == "a=1"
    assert sent(jars.of(("AC1", "other", "to"), used), now=used) is None
    too_late = used + JAR_LIVES + timedelta(seconds=1)
    assert sent(jars.of(("AC1", "from", "to"), too_late), now=too_late) is None


@given(st.text(max_size=200))
def test_no_line_breaks_the_jar_or_the_next_request(line):
    cookie = parse(line, "shop.example", "/", NOW)
    if cookie is not None:
        assert f"{cookie.name}={cookie.value}".isprintable()
