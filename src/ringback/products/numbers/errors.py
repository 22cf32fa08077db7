"""How numbers say no."""

from ringback.kernel.refused import Refused


class InvalidPhoneNumber(Refused):
    code, status = 21421, 400
    sentence = "PhoneNumber {value!r} is not a valid number; give it in E.164 form, such as +14155552671"


class NumberNotAvailable(Refused):
    code, status = 21422, 400
    sentence = "{value} is not available: {reason}; search AvailablePhoneNumbers for one that is"


class NumberMissing(Refused):
    code, status = 21421, 400
    sentence = "Neither PhoneNumber nor AreaCode was given; exactly one of them says what to buy"


class NumberSaidTwice(Refused):
    code, status = 21451, 400
    sentence = "Both PhoneNumber {value} and AreaCode {area_code} were given; give only one of them"


class InvalidAreaCode(Refused):
    code, status = 21451, 400
    sentence = "AreaCode {value!r} is no area code of the United States or Canada; give its three digits"


class NoneInAreaCode(Refused):
    code, status = 21452, 400
    sentence = "No number is available in area code {value}; try an overlay of it or search by region"


class AreaCodeUnsupported(Refused):
    code, status = 21457, 400
    sentence = "AreaCode {value} is not geographic; search AvailablePhoneNumbers and buy by PhoneNumber instead"


class InvalidUrl(Refused):
    code, status = 21402, 400
    sentence = "{name} {value!r} {reason}"


class InvalidMethod(Refused):
    code, status = 21403, 400
    sentence = "{name} is {value!r}; it must be GET or POST"


class FriendlyNameTooLong(Refused):
    code, status = 20002, 400
    sentence = "FriendlyName has {length} characters; at most {limit} are kept, so give it a shorter one"


class ApplicationUnknown(Refused):
    code, status = 20001, 400
    sentence = "{name} {value} names no application of this account"


class AddressUnknown(Refused):
    code, status = 21628, 400
    sentence = "{name} {value} names no address of this account; create the address first"


class AddressNotLocal(Refused):
    code, status = 21615, 400
    sentence = "{number} needs an address in {country}, and address {value} is in {where}"


class AddressNeeded(Refused):
    code, status = 21631, 400
    sentence = "{number} can be owned only with an address ({requirement}); give an AddressSid"


class EmergencyAddressNeeded(Refused):
    code, status = 21629, 400
    sentence = "EmergencyStatus Active needs an EmergencyAddressSid whose address is enabled for emergency calls"


class TransferUnknown(Refused):
    code, status = 21471, 400
    sentence = "AccountSid {value} is not your account or one of its subaccounts; numbers move only among these"


class TransferInactive(Refused):
    code, status = 21472, 400
    sentence = "Account {value} is {standing} and cannot receive a number; make it active first"


class OnlyTheParentTransfers(Refused):
    code, status = 21470, 400
    sentence = "A number is moved with the parent account's credentials, not with those of {value}"


class InvalidPattern(Refused):
    code, status = 20001, 400
    sentence = "Contains {value!r} {reason}"


class InvalidNear(Refused):
    code, status = 20001, 400
    sentence = "{name} {value!r} {reason}"


class InvalidPostalCode(Refused):
    code, status = 21628, 400
    sentence = "PostalCode {value!r} is not one of {country}: {form}"


class InvalidRegion(Refused):
    code, status = 21628, 400
    sentence = "Region {value!r} is no state or province of {country}; give its two letters"


class InvalidCountry(Refused):
    code, status = 21628, 400
    sentence = "IsoCountry {value!r} is no country; give its two letters, such as US"


class AddressTooLong(Refused):
    code, status = 21628, 400
    sentence = "{name} has {length} characters; at most {limit} are kept"


class AddressInUse(Refused):
    code, status = 21630, 400
    sentence = "Address {sid} is used by {count} numbers, one of them {number}; give these another address first"


class ShortCodeTaken(Refused):
    code, status = 21422, 400
    sentence = "Short code {value} belongs to an account already"


class InvalidShortCode(Refused):
    code, status = 21421, 400
    sentence = "{value!r} is no short code: five or six digits, the first not 0 or 1"
