"""`ringback doctor`: what is installed and what would go wrong, before it does."""

import os
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ringback.app.command.findings import Finding, State, examine
from ringback.app.command.serve import settings_from

MARKS = {State.WELL: "[green]ok[/]", State.ODD: "[yellow]look[/]", State.BAD: "[red]fails[/]"}


def doctor(*, data: str | None = None, http: str | None = None, config: Path | None = None) -> int:
    """Check this machine: what is installed, which engines run, ports, clock, disk. Ends with 1 if a check fails.

    Parameters
    ----------
    data
        Data folder to check [./ringback-data].
    http
        HOST:PORT to check [127.0.0.1:8080].
    config
        Settings file; ./ringback.toml is read if it is there.
    """
    findings = examine(settings_from({"data": data, "http": http}, config), os.environ)
    show(findings)
    return 1 if any(finding.state is State.BAD for finding in findings) else 0


def show(findings: list[Finding]) -> None:
    table = Table("", "What", "Found", title="Ringback", title_justify="left")
    for finding in findings:
        table.add_row(MARKS[finding.state], finding.what, finding.text)
    Console().print(table)
