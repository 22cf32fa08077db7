"""What happens to registrations. All of it stands in the audit log."""

from ringback.kernel.audit import Audited


class BrandSubmitted(Audited, tag="messaging.compliance.brand-registration.submitted"):
    event_type: str = "a2p-brand.created"
    resource_type: str = "a2p-brand"


class BrandReviewed(Audited, tag="messaging.compliance.brand-registration.reviewed"):
    event_type: str = "a2p-brand.updated"
    resource_type: str = "a2p-brand"


class CampaignSubmitted(Audited, tag="messaging.compliance.campaign-registration.campaign-submitted"):
    event_type: str = "a2p-campaign.created"
    resource_type: str = "a2p-campaign"


class CampaignReviewed(Audited, tag="messaging.compliance.campaign-registration.campaign-reviewed"):
    event_type: str = "a2p-campaign.updated"
    resource_type: str = "a2p-campaign"


class CampaignDeleted(Audited, tag="messaging.compliance.campaign-registration.deleted"):
    event_type: str = "a2p-campaign.deleted"
    resource_type: str = "a2p-campaign"
