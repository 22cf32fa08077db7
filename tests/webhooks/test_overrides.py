"""Time-outs and retries behind the # of a URL."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.transports.http_client_faults import Fault
from ringback.webhooks.overrides import DEFAULT, InvalidOverride, Policy, policy_of

URL = "https://shop.example/sms?x=1"


def test_without_overrides_one_more_try_follows_a_failed_connection():
    assert (DEFAULT.ct, DEFAULT.rt, DEFAULT.tt, DEFAULT.rc) == (5000, 15000, 15000, 1)
    assert DEFAULT.retries_fault(Fault.CONNECTION_REFUSED)
    assert not DEFAULT.retries_fault(Fault.TIMEOUT)
    assert not DEFAULT.retries_status(500)


def test_overrides_are_read():
    policy = policy_of(f"{URL}#ct=100&rt=3000&tt=9000&rc=2&rp=5xx,rt&sni=y&e=ashburn,dublin")
    assert policy == Policy(ct=100, rt=3000, tt=9000, rc=2, rp=frozenset({"5xx", "rt"}))
    assert policy.retries_status(503)
    assert not policy.retries_status(404)
    assert policy.retries_fault(Fault.TIMEOUT)
    assert not policy.retries_fault(Fault.CONNECTION_REFUSED)


def test_all_tries_again_whatever_happened_but_never_what_cannot_change():
    policy = policy_of(f"{URL}#rp=all")
    assert all(policy.retries_status(status) for status in (400, 404, 500))
    assert policy.retries_fault(Fault.PROTOCOL)
    assert not any(policy.retries_fault(fault) for fault in (Fault.BAD_URL, Fault.ADDRESS_REFUSED, Fault.BUSY))


@pytest.mark.parametrize("fragment", ["", "#", "#top", "#/route"])
def test_an_anchor_is_no_override(fragment):
    assert policy_of(URL + fragment) == DEFAULT


@pytest.mark.parametrize(
    "wrong", ["rc=6", "rc=-1", "rc=", "rc=1.5", "ct=99", "ct=10001", "rt=15001", "tt=0", "rp=6xx", "rp=", "zz=1",
              "sni=1", "e=", "e=a,,b", "rc=²", "rc=" + "9" * 5000]
)  # fmt: skip
def test_what_cannot_be_is_told(wrong):
    with pytest.raises(InvalidOverride, match=wrong.partition("=")[0]):
        policy_of(f"{URL}#{wrong}")


@given(st.text(max_size=40))
def test_any_fragment_is_either_a_policy_or_a_clear_no(fragment):
    try:
        outcome = policy_of(f"{URL}#{fragment}")
    except InvalidOverride as refused:
        outcome = str(refused)[:200]
    assert isinstance(outcome, (Policy, str))
