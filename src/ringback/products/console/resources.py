"""The console's session on the wire."""

from ringback.kernel.sid import AccountSid
from ringback.products.console.service import ConsoleService
from ringback.rest import OPEN, OPTIONAL, REQUIRED, Create, Delete, Fetch, Resource, field


class SessionResource(Resource, host="ringback", at="v1/Session", one=""):
    """A log-in of the console: a cookie that no script reads, and a token that changes must carry."""

    account_sid: AccountSid = field("The account that is looked at.", create=REQUIRED)
    auth_token: str = field("Its token.", create=REQUIRED, shown=False, secret=True, max_length=128)
    friendly_name: str = field("What people call the account.")
    csrf_token: str | None = field("Goes along as X-CSRF-Token with whatever changes something.", secret=True)
    operator: bool = field("Whether this account may do what concerns the whole server.")
    cookie: str | None = field("The session's cookie.", fetch=OPTIONAL, delete=OPTIONAL, shown=False, header="Cookie")

    operations = [
        Fetch(ConsoleService.get),
        Create(ConsoleService.log_in, access=OPEN),
        Delete(ConsoleService.log_out),
    ]


RESOURCES = (SessionResource,)
