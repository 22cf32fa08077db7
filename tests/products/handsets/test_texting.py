"""Texts typed on a handset."""

from tests.world.house import HANDSET


async def test_a_handset_does_not_text_itself(world):
    refused = await world.acme.own("POST", f"Handsets/{HANDSET}/Messages", to=HANDSET, body="hello me")
    assert (refused.status, refused.code) == (400, 21266)
    assert await world.screen() == []
