"""What registrations refuse."""

from ringback.kernel import Refused


class InvalidBundle(Refused):
    code, sentence = 21717, "{name} '{value}' is not the SID of a profile: BU and 32 hex digits"


class NoSuchBrand(Refused):
    code, sentence = 21719, "BrandRegistrationSid '{value}' is not a brand of this account"


class BrandRefused(Refused):
    code, sentence = 21720, "Brand {sid} is {status}; a campaign needs one that is APPROVED, or will be"


class CampaignThere(Refused):
    code, sentence = (
        21721,
        "Messaging Service {sid} has campaign {campaign} already; a service has one: delete it first",
    )


class InvalidCampaign(Refused):
    code, sentence = 21722, "{name} {reason}"


class NotForSoleProprietors(Refused):
    code, sentence = 21723, "Brand {sid} is {kind}; {reason}"


class InvalidReview(Refused):
    code, sentence = 20001, "{reason}"


class InvalidDay(Refused):
    code, sentence = 20001, "Date '{value}' is not a past or present day as YYYY-MM-DD"


class InvalidNumbers(Refused):
    code, sentence = 20001, "numbers holds '{value}', which is not in E.164; nothing was kept"
