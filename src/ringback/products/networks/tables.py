"""Where networks, their health and accounts' permissions are kept."""

from ringback.products.networks.model import Network, NetworkHealth, VoicePermissions
from ringback.store import record_table

networks = record_table("networks", Network, key="sid", without=("health", "health_at"))
network_health = record_table("network_health", NetworkHealth, key="network_sid")
voice_permissions = record_table("voice_permissions", VoicePermissions, key="account_sid")
