"""Where services, their pools and sticky pairs are kept."""

from ringback.products.messaging.services.model import PoolSender, PoolState, Service, StickyPair
from ringback.store import record_table

services = record_table("messaging_services", Service, key="sid", indexes=[("account_sid", "date_created", "sid")])
pool_senders = record_table(
    "messaging_pool_senders",
    PoolSender,
    key="sid",
    indexes=[("service_sid", "kind", "date_created", "sid"), ("account_sid", "address")],
    unique=[("slot",)],
)
pool_states = record_table("messaging_pool_states", PoolState, key="service_sid")
sticky_pairs = record_table("messaging_sticky_pairs", StickyPair, key=("service_sid", "recipient"))
