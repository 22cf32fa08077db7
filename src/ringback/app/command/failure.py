"""How a subcommand ends early."""


class Failure(Exception):
    """Ends the command with one sentence on standard error and an exit code."""

    def __init__(self, sentence: str, exit_code: int = 1) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
