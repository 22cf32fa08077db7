"""Bindings of one address: RFC 3261 §10.3."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringback.protocols.sip.errors import PeerError
from ringback.protocols.sip.registrar import Registered, Terms, live, register
from tests.protocols.sip.sample import request, rewire


def asked(*contacts: str, expires: int | None = None, cseq: int = 1, call_id: str = "one"):
    fields = [("Contact", contact) for contact in contacts]
    if expires is not None:
        fields.append(("Expires", str(expires)))
    return rewire(request("REGISTER", contact=None, call_id=call_id, cseq=cseq, fields=fields))


def done(bindings, message, now: float = 0.0, **more) -> Registered:
    found = register(tuple(bindings), message, now, **more)
    assert isinstance(found, Registered), found
    return found


def refused(bindings, message, now: float = 0.0, **more) -> PeerError:
    found = register(tuple(bindings), message, now, **more)
    assert isinstance(found, PeerError), found
    return found


PHONE, DESK = "<sip:alice@192.0.2.1>", "<sip:alice@192.0.2.9:5070;transport=tcp>"


def test_a_phone_is_bound_for_as_long_as_it_asked():
    found = done((), asked(f"{PHONE};expires=600"), flow="way in")
    (binding,) = found.added
    assert binding.expires_at == 600.0 and binding.flow == "way in" and str(binding.uri) == "sip:alice@192.0.2.1"
    assert found.fields == (("Contact", f"{PHONE};expires=600"),)


@pytest.mark.parametrize(
    "contact, expires, span",
    [(PHONE, None, 3600), (PHONE, 90, 90), (PHONE, 99_999, 3600), (f"{PHONE};expires=70", 3000, 70),
     (f"{PHONE};expires=x", 3000, 3600)],
)  # fmt: skip
def test_spans(contact, expires, span):
    assert done((), asked(contact, expires=expires)).bindings[0].expires_at == span


def test_too_brief_a_registration_is_423_with_the_least_allowed():
    found = refused((), asked(PHONE, expires=30))
    assert found.status == 423 and found.fields == (("Min-Expires", "60"),)


def test_two_phones_are_listed_most_wanted_first():
    one = done((), asked(f"{PHONE};q=0.2"))
    two = done(one.bindings, asked(f"{DESK};q=0.8", call_id="two"), 10.0)
    assert len(two.fields) == 2 and two.added[0].q == 0.8
    assert [b.q for b in live(two.bindings, 10.0)] == [0.8, 0.2]


def test_a_refresh_prolongs_and_counts_as_nothing_new():
    one = done((), asked(PHONE, expires=100))
    two = done(one.bindings, asked(PHONE, expires=100, cseq=2), 50.0)
    assert [b.expires_at for b in two.bindings] == [150.0] and not two.added and not two.removed


def test_a_query_changes_nothing():
    one = done((), asked(PHONE))
    assert done(one.bindings, asked(cseq=2), 10.0).bindings == one.bindings


def test_expired_bindings_are_gone():
    one = done((), asked(PHONE, expires=100))
    assert live(one.bindings, 100.0) == () and done(one.bindings, asked(), 101.0).fields == ()


def test_expires_0_takes_one_away_and_the_star_takes_all():
    both = done((), asked(PHONE, DESK))
    one = done(both.bindings, asked(f"{PHONE};expires=0", cseq=2))
    assert len(one.bindings) == 1 and len(one.removed) == 1
    assert done(both.bindings, asked("*", expires=0, cseq=2)).bindings == ()
    assert len(done(both.bindings, asked("*", expires=0, cseq=2)).removed) == 2


def test_an_old_request_does_not_undo_a_newer_one():
    one = done((), asked(PHONE, cseq=5))
    assert refused(one.bindings, asked(f"{PHONE};expires=0", cseq=4)).status == 500
    assert refused(one.bindings, asked("*", expires=0, cseq=5)).status == 500
    assert done(one.bindings, asked(f"{PHONE};expires=0", cseq=1, call_id="rebooted")).bindings == ()


def test_one_refused_contact_leaves_all_as_it_was():
    found = refused((), asked(PHONE, f"{DESK};expires=5"))
    assert found.status == 423


def test_contacts_are_bounded():
    many = [f"<sip:alice@192.0.2.{n}>" for n in range(11)]
    assert refused((), asked(*many)).status == 403
    assert len(done((), asked(*many), terms=Terms(most_contacts=11)).bindings) == 11


def test_a_phone_behind_two_spellings_is_one_phone():
    one = done((), asked("<sip:%61lice@EXAMPLE.com;x=1>"))
    assert len(done(one.bindings, asked("<sip:alice@example.com;x=1>", cseq=2)).bindings) == 1


CONTACT = st.sampled_from(
    [PHONE, DESK, f"{PHONE};expires=0", f"{DESK};expires=0", f"{PHONE};expires=61", f"{DESK};q=0.3"]
)


@given(st.lists(st.tuples(st.lists(CONTACT, max_size=3), st.floats(0, 4000)), max_size=12))
def test_the_answer_always_says_what_is_kept(rounds):
    bindings, now = (), 0.0
    for cseq, (contacts, pause) in enumerate(rounds, 1):
        now += pause
        found = register(bindings, asked(*contacts, cseq=cseq), now)
        if isinstance(found, Registered):
            assert len(found.fields) == len(found.bindings) <= 2
            assert all(b.expires_at > now for b in found.bindings)
            bindings = found.bindings
