"""Begin a product: the files that every product folder has, filled with the smallest thing that loads.

`make new-product NAME=parcels` makes src/ringback/products/parcels/ and tests/products/test_parcels.py, and says what
is left to do by hand.
"""

import argparse
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]

FILES = {
    "__init__.py": '''"""{Name}: what a customer does with it, in one line."""
''',
    "model.py": '''"""Records of {name}, and how they live."""

from datetime import datetime

import msgspec


class {One}(msgspec.Struct, frozen=True, kw_only=True):
    """One of {name}: say what it is, in the words of whoever owns it."""

    sid: str
    account_sid: str
    date_created: datetime
''',
    "errors.py": '''"""What {name} refuse, each with its code, its status and a sentence."""
''',
    "events.py": '''"""What happens to {name}."""
''',
    "rules.py": '''"""Decisions about {name}: pure, so that time and chance arrive as arguments."""
''',
    "tables.py": '''"""The SQL of {name}, and nowhere else."""
''',
    "service.py": '''"""The verbs of {name}, in their order."""


class {Name}Service:
    """Reads, decides, and commits one Unit a verb."""
''',
    "jobs.py": '''"""Later work of {name}: reactions to events, retries, sweeps."""
''',
    "resources.py": '''"""The shape of {name} on the wire."""
''',
}
TEST = '''"""{Name}, through the API."""
'''
LEFT = """
Made {folder} and {test}.
Next:
  1. Give {name!r} its place in the second contract of pyproject.toml (its brackets come off).
  2. Write model.py and rules.py with their tests, then service.py, then resources.py.
  3. Build {Name}Service in app/ and hand it what it needs.
  4. A line in changes/, and a page in docs/ where a user meets it.
The nearest good neighbour to copy: src/ringback/products/accounts/.
"""


def words_for(name: str) -> dict[str, str]:
    """The name in the forms the files use. Raises ValueError."""
    if not re.fullmatch(r"[a-z][a-z0-9]{2,30}", name):
        raise ValueError(f"{name!r}: a product's name is one word of small letters, such as parcels")
    return {"name": name, "Name": name.capitalize(), "One": name.capitalize().removesuffix("s")}


def make(name: str, root: Path) -> str:
    """Write the files below `root`; returns what is left to do. Raises ValueError where one is there already."""
    words = words_for(name)
    folder = root / "src" / "ringback" / "products" / name
    test = root / "tests" / "products" / f"test_{name}.py"
    for path in (folder, test):
        if path.exists():
            raise ValueError(f"{path} is there already")
    folder.mkdir(parents=True)
    test.parent.mkdir(parents=True, exist_ok=True)
    for file, text in FILES.items():
        (folder / file).write_text(text.format(**words))
    test.write_text(TEST.format(**words))
    return LEFT.format(folder=folder.relative_to(root), test=test.relative_to(root), **words)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    try:
        print(make(parser.parse_args().name, HERE))
    except ValueError as problem:
        sys.exit(f"new-product: {problem}")
