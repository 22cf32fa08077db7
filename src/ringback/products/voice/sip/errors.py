"""What SIP domains and their lists refuse over REST. What they refuse in SIP is said by `policy`."""

from ringback.kernel import Refused


class TooManyDomains(Refused):
    code, sentence = 21230, "There are {count} SIP domains and {limit} are allowed; delete one that is not used"


class InvalidDomain(Refused):
    code, sentence = 21231, "{reason}"


class InvalidDomainName(Refused):
    code = 21232
    sentence = (
        "DomainName '{value}' cannot be had: it is 1 to 63 letters, digits and hyphens, then .{suffix} "
        "(or .sip.twilio.com), for example acme.{suffix}"
    )


class DomainNameTaken(Refused):
    code, sentence = 21232, "DomainName '{value}' is in use already; its first word must be one that no domain has here"


class AlreadyMapped(Refused):
    code, sentence = 21231, "{list} is mapped to {domain} already"


class InvalidAccessList(Refused):
    code, sentence = 21235, "{reason}"


class AccessListInUse(Refused):
    code = 21236
    sentence = "{list} guards the SIP domain {domain}; delete that mapping first"


class TooManyAddresses(Refused):
    code, sentence = 21237, "{list} has {count} addresses and {limit} are allowed; a block of them counts as one"


class InvalidAddress(Refused):
    code, sentence = 21238, "{reason}"


class TooManyCredentialLists(Refused):
    code, sentence = 21239, "There are {count} credential lists and {limit} are allowed; delete one that is not used"


class InvalidCredentialList(Refused):
    code, sentence = 21240, "{reason}"


class CredentialListInUse(Refused):
    code = 21241
    sentence = "{list} guards the SIP domain {domain}; delete that mapping first"


class TooManyCredentials(Refused):
    code, sentence = 21242, "{list} has {count} users and {limit} are allowed; put more of them on another list"


class InvalidCredential(Refused):
    code, sentence = 21243, "{reason}"


class TooManyAccessLists(Refused):
    code, sentence = 21255, "There are {count} IP access control lists and {limit} are allowed; delete one of them"
