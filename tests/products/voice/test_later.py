"""What of a live call's media is not here yet says so, and pretends nothing."""

import pytest

from ringback.app.resources import LATER
from tests.conformance.test_contract import FOLDER, declared, place, published


@pytest.mark.parametrize("one", LATER, ids=lambda one: one.name)
async def test_an_operation_that_is_not_here_yet_says_so(world, one):
    places = {"account_sid": world.acme.sid, "call_sid": await world.answered_call(), "sid": "x"}
    method = {"GET": world.acme.get, "POST": world.acme.post, "DELETE": world.acme.delete}[one.method]
    asked = await method("/" + one.at.format(**places) + ".json")
    assert (asked.status, asked.code) == (404, 20404)
    assert one.name in asked.json["message"] and "not have yet" in asked.json["message"]


@pytest.mark.contract
@pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no contract at {FOLDER}: set RINGBACK_CONTRACT")
def test_what_is_said_to_come_is_published_and_not_here():
    theirs = {(one.product, one.method, one.name): place(one.product, one.method, one.path) for one in published()}
    for one in LATER:
        where = theirs.get(("api_v2010", one.method, one.name))
        assert where is not None, f"{one.name} is not published"
        assert where not in declared(), f"{one.name} is here: strike it from the list"
        assert where == place("api_v2010", one.method, "/" + one.at + ".json")
