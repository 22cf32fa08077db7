"""Where brands, campaigns and deactivations are kept."""

from ringback.products.messaging.a2p.model import Brand, Campaign, Deactivation, Vetting
from ringback.store import record_table

_BY_AGE = ("account_sid", "date_created", "sid")
brands = record_table("a2p_brands", Brand, key="sid", indexes=[_BY_AGE, ("status", "date_created", "sid")])
vettings = record_table(
    "a2p_vettings", Vetting, key="sid", indexes=[("account_sid", "brand_sid", "date_created", "sid")]
)
campaigns = record_table(
    "a2p_campaigns",
    Campaign,
    key="sid",
    indexes=[_BY_AGE, ("campaign_status", "date_created", "sid"), ("brand_registration_sid",)],
    unique=[("messaging_service_sid",)],
)
deactivations = record_table("deactivations", Deactivation, key=("day", "number"))
