"""Messages between an application and the phone of a call, on the wire."""

from datetime import datetime

from ringback.kernel.sid import AccountSid, CallSid, UserMessageSid, UserSubscriptionSid
from ringback.products.voice import errors
from ringback.products.voice.user_messages import UserMessagesService
from ringback.rest import OPTIONAL, REQUIRED, Create, Delete, HttpMethod, Resource, Url, field, self_link


class UserDefinedMessageResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Calls/{call_sid}/UserDefinedMessages",
    permission="/twilio/voice/calls",
):
    """Something that the phone of a call is told besides speech."""

    sid: UserMessageSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose call it is.")
    call_sid: CallSid = field("The call.")
    date_created: datetime = field("When it was sent.")
    content: str = field("JSON, at most 10,240 bytes.", create=REQUIRED, shown=False)

    operations = [Create(UserMessagesService.send, refuses=[errors.InvalidContent, errors.NotTold])]


class UserDefinedMessageSubscriptionResource(
    Resource,
    host="api",
    at="2010-04-01/Accounts/{account_sid}/Calls/{call_sid}/UserDefinedMessageSubscriptions",
    permission="/twilio/voice/calls",
):
    """Who hears what the phone of a call sends besides speech."""

    sid: UserSubscriptionSid = field("Names it for ever.")
    account_sid: AccountSid = field("Whose call it is.")
    call_sid: CallSid = field("The call.")
    date_created: datetime = field("When it was made.")
    uri: str = self_link()
    callback: Url = field("Who is told.", create=REQUIRED, shown=False, refused=errors.InvalidCallback)
    method: HttpMethod = field("How.", create=OPTIONAL, shown=False, refused=errors.InvalidMethod)

    operations = [
        Create(UserMessagesService.subscribe, refuses=[errors.NotTold, errors.TooManySubscriptions]),
        Delete(UserMessagesService.unsubscribe),
    ]


RESOURCES = (UserDefinedMessageResource, UserDefinedMessageSubscriptionResource)
