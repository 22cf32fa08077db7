"""Every standard named in src/ has its line in docs/standards.toml, and every line there is still spoken of."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
LIST = HERE / "docs" / "standards.toml"
KEPT = {"yes", "part", "no"}
REFERENCE = re.compile(
    r"\b(RFC \d{3,5}|SMPP \d\.\d|GSM 0\d\.\d\d|3GPP TS \d\d\.\d{3}"
    r"|E\.1\d\d|ITU-T (?!E\.)[A-Z]\.\d+|ISO (?:3166|4217|8601))\b"
)


def references() -> Iterator[tuple[str, str]]:
    """(standard, file:line) for each mention in the source."""
    for path in sorted((HERE / "src").rglob("*.py")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for found in REFERENCE.findall(line):
                yield found, f"{path.relative_to(HERE)}:{number}"


def complaints() -> Iterator[str]:
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    for name, entry in listed.items():
        if entry.get("kept") not in KEPT or not entry.get("title"):
            yield f"{LIST.name}: {name} needs a title, and kept = yes, part or no"
    spoken_of: set[str] = set()
    for name, where in references():
        spoken_of.add(name)
        if name not in listed:
            yield f"{where}: {name} is not in {LIST.name}"
    for name in sorted(name for name, entry in listed.items() if entry.get("kept") != "no" and name not in spoken_of):
        yield f"{LIST.name}: nothing in src/ speaks of {name} any more"


if __name__ == "__main__":
    found = list(complaints())
    print("\n".join(found) or "every standard that is named is listed")
    sys.exit(bool(found))
