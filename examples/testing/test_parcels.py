"""The app's tests. The fixture `ringback` comes with the package of that name."""

import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from parcels import Parcels, web_app

CUSTOMER = "+14155550123"


@pytest.fixture
def parcels(ringback):
    return Parcels(ringback.client(), ringback.number)


@pytest.fixture
def site(ringback, parcels):
    """The app's own server, on a free port."""
    server = make_server("127.0.0.1", 0, web_app(parcels, ringback.auth_token), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def test_a_customer_is_told_that_the_parcel_left(ringback, parcels):
    parcels.leaves(CUSTOMER, "P-1")
    [text] = ringback.handset(CUSTOMER).received
    assert (text.from_, text.parts) == (ringback.number, 1)
    assert "P-1 is on its way" in text.body


def test_a_customer_who_asks_is_answered(ringback, parcels, site):
    ringback.answer_texts_at(f"{site}/sms")
    parcels.leaves(CUSTOMER, "P-2")
    phone = ringback.handset(CUSTOMER)
    phone.send(ringback.number, "Where is it?")
    assert [text.body for text in phone.received][1:] == ["P-2 is on its way"]


def test_a_customer_who_always_answers_is_answered_once(ringback, parcels, site):
    ringback.answer_texts_at(f"{site}/sms")
    phone = ringback.handset(CUSTOMER).script(replies=[{"when": "on its way. Reply", "body": "where?"}])
    parcels.leaves(CUSTOMER, "P-3")
    ringback.clock.leap(seconds=5)
    assert [text.body for text in phone.messages][1:] == ["where?", "P-3 is on its way"]


def test_a_phone_that_is_switched_off_is_noted(ringback, parcels, site):
    ringback.carrier.cannot_reach(ringback.handset(CUSTOMER))
    parcels.leaves(CUSTOMER, "P-4", status_url=f"{site}/status")
    ringback.clock.leap(minutes=1)
    assert parcels.unreachable == {CUSTOMER}


def test_a_text_with_a_forged_signature_is_refused(ringback, parcels):
    forged = web_app(parcels, "another token of another account")
    server = make_server("127.0.0.1", 0, forged, handler_class=Quiet)
    threading.Thread(target=server.handle_request, daemon=True).start()
    ringback.answer_texts_at(f"http://127.0.0.1:{server.server_port}/sms")
    ringback.handset(CUSTOMER).send(ringback.number, "Where is it?")
    [refused] = ringback.webhooks.failed
    assert (refused.status, refused.error_code) == (403, 11200)
    server.server_close()
