"""The simulated carrier's memory."""

from ringback.carriers.simulated.model import Handset, HandsetCall, HandsetMessage, Line, SimulatedPart
from ringback.store import record_table

handsets = record_table("handsets", Handset, key="number", indexes=[("date_created", "number")])
handset_messages = record_table(
    "handset_messages", HandsetMessage, key=("sid", "handset"), indexes=[("handset", "date_created", "sid")]
)
handset_calls = record_table(
    "handset_calls",
    HandsetCall,
    key="id",
    indexes=[("handset", "date_created", "id"), ("date_created", "id")],
    partial=[(("handset",), "state <> 'ended'")],
)
simulated_parts = record_table("simulated_parts", SimulatedPart, key=("message_sid", "part"))
lines = record_table("simulated_line", Line, key="name")
