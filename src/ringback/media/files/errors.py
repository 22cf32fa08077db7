"""Why a file cannot be played."""


class NotAudio(Exception):
    """A customer's file is no sound that can be read here; `reason` is a sentence for the debugger."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
