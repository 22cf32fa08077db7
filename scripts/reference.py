"""Make what comes from code: the pages of docs/reference/, one for each product of the API among them, and the
console's types.

python scripts/reference.py           writes them
python scripts/reference.py --check   says which are not what the code says, and ends with 1
"""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import coverage_page
import msgspec

from ringback.app.resources import RESOURCES
from ringback.app.settings import IN_FILE_ONLY, Settings
from ringback.rest.describe import described, reference, typescript

HERE = Path(__file__).resolve().parents[1]
FOLDER = HERE / "docs" / "reference"
SUBCOMMANDS = ("serve", "run", "handset send", "handset watch", "handset script", "jobs list", "jobs replay")
SUBCOMMANDS += ("doctor", "export", "import")

MEANINGS = {
    "data": "Folder for everything the server keeps.",
    "http": "Where the API, the console and health listen; port 0 picks a free one.",
    "sip": "Where SIP listens, on UDP and TCP; port 0 picks a free one.",
    "smpp": "Where SMPP listens, for customers' applications; port 0 picks a free one.",
    "smpp_tls": "Where SMPP over TLS listens as well.",
    "smpp_tls_certificate": "Its certificate and those above it, a PEM file.",
    "smpp_tls_key": "Its key, where it is not in the same file.",
    "rtp": "UDP ports for media, both ends included.",
    "media_ip": "The address that callers' media should be sent to.",
    "roles": "`all`, or some of `api`, `jobs`, `voice`, `carriers`; fewer than all need PostgreSQL.",
    "clock": "`real`, or `test`: one that leaps when told to.",
    "ready_file": "JSON written once every listener answers: addresses and credentials.",
    "profile": "`laptop`: senders without limit; `twilio`: the published limits per sender.",
    "account_sid": "Fixes the first account's SID: `AC` and 32 digits of 0-9a-f.",
    "auth_token": "Fixes the first account's token: 16 to 128 characters.",
    "database_url": "PostgreSQL; without it SQLite in the data folder.",
    "nats_url": "JetStream between processes, once it is built.",
    "storage_url": "Where pictures and recordings are kept, such as `s3://bucket`; without it the data folder.",
    "public_url": "The address that links carry and the world reaches.",
    "domain": "A domain whose `messaging.`, `verify.`, … reach the products.",
    "simulated": "Whether the simulated carrier is there.",
    "sender_rates": "A table: parts a second for a sender, whatever the profile says.",
    "pricing": "A table that replaces lines of the price list.",
}


def settings_page() -> str:
    lines = ["# Settings", "", "Flags over variables over `ringback.toml` over defaults.", ""]
    lines += ["| key in the file | variable | default | meaning |", "|---|---|---|---|"]
    for field in msgspec.structs.fields(Settings):
        default = shown(field.default)
        variable = "" if field.name in IN_FILE_ONLY else f"`RINGBACK_{field.name.upper()}`"
        lines.append(f"| `{field.name}` | {variable} | {default} | {MEANINGS[field.name]} |")
    return "\n".join(lines) + "\n"


def shown(default: object) -> str:
    """A default as one would write it in the file."""
    if default is None or default is msgspec.NODEFAULT:
        return ""
    if isinstance(default, tuple):
        return f"`{','.join(default)}`"
    if hasattr(default, "first"):
        return f"`{default.first}-{default.last}`"  # type: ignore[attr-defined]
    return f"`{str(default).lower() if isinstance(default, bool) else default}`"


def command_page() -> str:
    lines = ["# Command line", "", "What `ringback … --help` says.", ""]
    for words in SUBCOMMANDS:
        lines += [f"## ringback {words}", "", "```text", help_of(words), "```", ""]
    return "\n".join(lines)


def help_of(words: str) -> str:
    command = [sys.executable, "-m", "ringback", *words.split(), "--help"]
    surroundings = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=surroundings, cwd=HERE)
    text = re.sub("[╭╮╰╯│─]", " ", done.stdout)
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip())


def standards_page() -> str:
    listed = tomllib.loads((HERE / "docs" / "standards.toml").read_text(encoding="utf-8"))
    lines = ["# Standards", "", "| standard | what it is | kept | how far |", "|---|---|---|---|"]
    lines += [f"| {name} | {one['title']} | {one['kept']} | {one.get('note', '')} |" for name, one in listed.items()]
    return "\n".join(lines) + "\n"


def product_pages() -> dict[Path, str]:
    endpoints = described(RESOURCES)
    products = sorted({endpoint.product for endpoint in endpoints})
    return {FOLDER / "api" / f"{product}.md": reference(endpoints, product) for product in products}


def pages() -> dict[Path, str]:
    """Every file that is made, and what it should say."""
    return {
        FOLDER / "settings.md": settings_page(),
        FOLDER / "command.md": command_page(),
        FOLDER / "standards.md": standards_page(),
        FOLDER / "coverage.md": coverage_page.page(),
        HERE / "console" / "src" / "api" / "described.ts": typescript(RESOURCES),
        **product_pages(),
    }


def main(words: list[str]) -> int:
    stale = []
    for path, text in pages().items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(path.name)
            if "--check" not in words:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
    print("reference:", ", ".join(stale) or "up to date")
    return 1 if stale and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
