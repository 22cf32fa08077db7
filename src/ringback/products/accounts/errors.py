"""How accounts say no."""

from ringback.kernel.refused import Refused


class FriendlyNameTooLong(Refused):
    code, status = 20002, 400
    sentence = "FriendlyName has {length} characters; at most {limit} are kept, so give it a shorter one"


class KeyNameTooLong(Refused):
    code, status = 70001, 400
    sentence = "FriendlyName has {length} characters; at most {limit} are kept, so give it a shorter one"


class NoSubSubaccounts(Refused):
    code, status = 21101, 400
    sentence = "{account_sid} is a subaccount and cannot have subaccounts; use its parent's credentials"


class InvalidStatus(Refused):
    code, status = 21475, 400
    sentence = "Status {value!r} is none of active, suspended and closed"


class ParentNotActive(Refused):
    code, status = 21476, 400
    sentence = "The parent account {account_sid} is {standing}; its subaccounts change once it is active again"


class ParentStatusFixed(Refused):
    code, status = 21477, 400
    sentence = "{account_sid} is a parent account: only the Status of subaccounts can be changed"


class AccountIsClosed(Refused):
    code, status = 21479, 400
    sentence = "{account_sid} has been closed, which is final; create another subaccount"


class TooManySubaccounts(Refused):
    code, status = 21480, 400
    sentence = "There are {count} subaccounts and {limit} are allowed; no more can be created"


class OnlyTheParentMay(Refused):
    code, status = 20006, 403
    sentence = "Only its parent account may change the Status of {account_sid}"


class AccountNotActive(Refused):
    code, status = 20005, 403
    sentence = "Account {account_sid} is {standing}; its parent account can change that while it is not closed"


class PermissionMissing(Refused):
    code, status = 70051, 401
    sentence = "This key lacks the permission {permission}; add it to the key's policy or use another key"


class TooManyKeys(Refused):
    code, status = 70151, 400
    sentence = "There are {count} keys and {limit} are allowed; delete one that is no longer used"


class InvalidKeyType(Refused):
    code, status = 70002, 400
    sentence = "KeyType {value!r} cannot be had here; leave it away for a standard key or say restricted"


class InvalidPolicy(Refused):
    code, status = 70002, 400
    sentence = 'Policy {reason}; expected {{"allow": ["/twilio/messaging/messages/read", …]}}'


class PolicyNotTaken(Refused):
    code, status = 70002, 400
    sentence = "Policy belongs to restricted keys; {key} is {kind}"


class TooManyApplications(Refused):
    code, status = 21301, 400
    sentence = "There are {count} applications and {limit} are allowed; delete or update one of them"


class InvalidAwsCredentials(Refused):
    code, status = 70106, 400
    sentence = "Credentials must be an access key id of 16 to 128 letters and digits, a colon, and its secret; {reason}"


class InvalidPublicKey(Refused):
    code, status = 70154, 400
    sentence = "PublicKey is no PEM public key: {reason}"


class InvalidSafeNumber(Refused):
    code, status = 20001, 400
    sentence = "PhoneNumber {value!r} is neither an E.164 number nor the first digits of one"


class AlreadySafe(Refused):
    code, status = 20409, 409
    sentence = "{phone_number} is on the safe list already"


class OnlyTheOperatorMay(Refused):
    code, status = 20006, 403
    sentence = "{what} is for whoever operates this server: use the credentials of its first account"


class InvalidItems(Refused):
    code, status = 20001, 400
    sentence = "{name} {reason}"


class TooManyFailures(Refused):
    code, status = 20429, 429
    sentence = "Too many failed log-ins from {source}; wait {wait_s} s before the next one"

    def __init__(self, *, source: str, wait_s: int) -> None:
        super().__init__(source=source, wait_s=wait_s)
        self.headers = {"Retry-After": str(wait_s)}  # type: ignore[misc] - this one has its own


class BearerNotTaken(Refused):
    code, status = 20003, 401
    sentence = "Bearer tokens are not taken here; use an account SID and its token, or a key and its secret"


class CsrfTokenMissing(Refused):
    code, status = 20403, 403
    sentence = "X-CSRF-Token is not the one of this session; fetch /ringback/v1/Session and send its csrf_token"
