"""Times and spans: SMPP 3.4 §7.1.1."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.smpp import times

NOW = datetime(2026, 11, 24, 3, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("261124120000000+", datetime(2026, 11, 24, 12, tzinfo=UTC)),
        ("261124120000004+", datetime(2026, 11, 24, 11, tzinfo=UTC)),
        ("261124120000532-", datetime(2026, 11, 24, 20, 0, 0, 500_000, tzinfo=UTC)),
        ("000101000000000+", datetime(2000, 1, 1, tzinfo=UTC)),
        ("240229235959948+", datetime(2024, 2, 29, 11, 59, 59, 900_000, tzinfo=UTC)),
    ],
)
def test_absolute_times_count_quarters_of_an_hour_from_utc(text, moment):
    assert times.read(text, NOW) == moment


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("000000000030000R", timedelta(seconds=30)),
        ("000002000000000R", timedelta(days=2)),
        ("000000240000000R", timedelta(days=1)),
        ("000100000000000R", timedelta(days=30)),  # to 24 December
        ("010000000000000R", timedelta(days=365)),
    ],
)
def test_spans_count_from_now(text, span):
    assert times.read(text, NOW) == NOW + span


def test_a_month_from_the_31st_ends_with_the_month():
    assert times.read("000300000000000R", datetime(2026, 11, 30, tzinfo=UTC)) == datetime(2027, 2, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "261124120000000", "261124120000000Z", "26112412000000+", "261324120000000+", "260230120000000+",
        "261124250000000+", "261124120000049+", "000000000030001R", "000000000030100R", "٢٦١١٢٤١٢٠٠٠٠٠٠٠+",
    ],
)  # fmt: skip
def test_what_is_no_time(text):
    assert times.read(text, NOW) is None


@given(st.datetimes(datetime(2000, 1, 3), datetime(2099, 12, 29), timezones=st.timezones()))
def test_a_moment_is_read_as_written_to_a_tenth_of_a_second(moment):
    read = times.read(times.write(moment), NOW)
    assert read is not None and timedelta(0) <= moment - read < timedelta(seconds=0.1)


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=99)))
def test_a_span_is_read_as_written(span):
    read = times.read(times.write_span(span), NOW)
    assert read is not None and timedelta(0) <= NOW + span - read < timedelta(seconds=1)


@given(st.timedeltas())
def test_every_span_is_sixteen_characters(span):
    assert len(times.write_span(span)) == 16 and times.read(times.write_span(span), NOW) is not None


@given(st.text(st.sampled_from("0123456789+-R"), min_size=16, max_size=16))
def test_sixteen_characters_of_any_kind_do_no_harm(text):
    times.read(text, NOW)
    times.read_final(text)


def test_the_final_date_of_a_query():
    assert times.read_final("261124031100000+") == datetime(2026, 11, 24, 3, 11, tzinfo=UTC)
    assert times.read_final("") is None and times.read_final("000000000030000R") is None
