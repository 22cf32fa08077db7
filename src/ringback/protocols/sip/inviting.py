"""The calling side of an INVITE: forked answers, CANCEL and its races, ACK. RFC 3261 §9.1, §13.2."""

import msgspec

from ringback.protocols.sip.dialog import Dialog, DialogId, id_of_response
from ringback.protocols.sip.message import Request, Response

MOST_FORKS = 16  # dialogs of one INVITE; a peer can make up To tags as it likes


class Progress(msgspec.Struct, frozen=True):
    """Somewhere it rings, or sounds (`body`). `dialog` is None where the response made none."""

    response: Response
    dialog: Dialog | None


class Accepted(msgspec.Struct, frozen=True):
    """This one answered first: send `ack` (again whenever `acknowledge` asks), and talk in `dialog`."""

    response: Response
    dialog: Dialog


class Rejected(msgspec.Struct, frozen=True):
    """Nobody took it."""

    response: Response


class Unwanted(msgspec.Struct, frozen=True):
    """Answered too late, or by a second phone: ACK it in `dialog`, then BYE. §13.2.2.4, §15."""

    response: Response
    dialog: Dialog


class SendCancel(msgspec.Struct, frozen=True):
    """Send this as a transaction of its own, and tell the layer `cancelled`."""

    cancel: Request


class AckAgain(msgspec.Struct, frozen=True):
    """A 2xx came again: our ACK was lost. Send the same one."""

    dialog: Dialog


Outcome = Progress | Accepted | Rejected | Unwanted | SendCancel | AckAgain


class Inviting:
    """One INVITE on its way. Hand every response to it in, those from `Stray` too, until long after it is answered.

    A re-INVITE names the dialog it goes out in: that neither forks nor ends, and a 2xx is taken even after `cancel`.
    A `Lost` counts as a response of its status (§8.1.3.1): hand in `answer(invite, lost.status)`.
    """

    def __init__(self, invite: Request, *, within: Dialog | None = None) -> None:
        self.invite, self._within = invite, within
        self.dialogs: dict[DialogId, Dialog] = {}
        self.accepted: Dialog | None = None
        self.is_over = False  # finally answered, one way or the other
        self._has_provisional = False
        self._wants_cancel = False
        self._sent_cancel = False
        self._unwanted: list[Dialog] = []

    def cancel(self) -> list[Outcome]:
        """Give up. CANCEL waits for a provisional response (§9.1), and comes out of `receive` then."""
        self._wants_cancel = True
        return self._cancel_now()

    def _cancel_now(self) -> list[Outcome]:
        if self.is_over or self._sent_cancel or not (self._wants_cancel and self._has_provisional):
            return []
        self._sent_cancel = True
        return [SendCancel(cancel_of(self.invite))]

    def receive(self, response: Response) -> list[Outcome]:
        if response.is_success:
            return self._success(response)
        if response.status >= 300:
            return self._rejected(response)
        return self._provisional(response)

    def _provisional(self, response: Response) -> list[Outcome]:
        if self.is_over:
            return []
        self._has_provisional = True
        told: list[Outcome] = [Progress(response, self._dialog_of(response))] if response.status > 100 else []
        return told + self._cancel_now()

    def _rejected(self, response: Response) -> list[Outcome]:
        if self.is_over:
            return []
        self.is_over = True
        for dialog in self.dialogs.values():
            dialog.end()
        if self._within is not None:
            self._within.answered(self.invite, response)
        return [Rejected(response)]

    def _success(self, response: Response) -> list[Outcome]:
        dialog = self._dialog_of(response)
        if dialog is None:
            return []  # no tag or no Contact: nowhere to send an ACK to
        return self._success_in(dialog, response)

    def _success_in(self, dialog: Dialog, response: Response) -> list[Outcome]:
        if dialog is self.accepted or dialog in self._unwanted:
            return [AckAgain(dialog)]
        if self._within is not None:
            return self._changed(self._within, response)
        dialog.confirm(response)
        if self.is_over or self._wants_cancel:
            self.is_over = True
            self._unwanted.append(dialog)
            return [Unwanted(response, dialog)]
        self.is_over, self.accepted = True, dialog
        for other in self.dialogs.values():
            if other is not dialog:
                other.end()
        return [Accepted(response, dialog)]

    def _changed(self, dialog: Dialog, response: Response) -> list[Outcome]:
        """A re-INVITE was taken: §14.1. Its routes stay as they are, the target may move."""
        self.is_over, self.accepted = True, dialog
        dialog.answered(self.invite, response)
        return [Accepted(response, dialog)]

    def _dialog_of(self, response: Response) -> Dialog | None:
        """The early dialog, made on its first response; None where it makes none, or too many are open."""
        if self._within is not None:
            return self._within
        name = id_of_response(response)
        if name in self.dialogs:
            return self.dialogs[name]
        if response.to.tag is None or not response.contacts or len(self.dialogs) >= MOST_FORKS:
            return None
        self.dialogs[name] = Dialog.from_response(self.invite, response)
        return self.dialogs[name]


def cancel_of(invite: Request) -> Request:
    """§9.1: the INVITE's URI, top Via, Route, From, To, Call-ID and CSeq number."""
    fields = [
        ("Via", str(invite.via)),
        ("Max-Forwards", "70"),
        *(("Route", line) for line in invite.all("Route")),
        ("From", invite.first("From") or ""),
        ("To", invite.first("To") or ""),
        ("Call-ID", invite.call_id),
        ("CSeq", f"{invite.cseq.number} CANCEL"),
    ]
    return Request("CANCEL", invite.request_uri, fields)
