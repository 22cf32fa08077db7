"""Routes, in SQL. Nowhere else."""

from ringback.carriers.routing.model import Route
from ringback.store import record_table

routes = record_table("message_routes", Route, key="sid")
