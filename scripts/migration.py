"""Writes a migration from the tables as they are declared.

make migration NAME=what_changed      the next version: what differs from the schema that the versions make
make migration                        before the first release: 0001 anew, the whole schema
"""

import importlib
import pkgutil
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.migration import MigrationContext

import ringback
from ringback.store import Moment, metadata
from ringback.store.migrations.upgrade import FOLDER, sqlite_engine, upgrade_sqlite
from ringback.store.schema import HEAD, TXID, VERSIONS

FIRST = "0001"
HEAD_OF_FILE = '''"""{title}."""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = {down}


def upgrade() -> None:
    {body}
'''
NOTE_TRANSACTION = f'''
    # the transaction that wrote an event: readers stay below the oldest one still open
    if op.get_context().dialect.name == "postgresql":
        op.alter_column("events", "txid", server_default=sa.text("{TXID}"))
'''


def main(name: str) -> int:
    import_tables()
    revision = f"{int(HEAD) + 1:04}" if name else FIRST
    if not name and VERSIONS != (FIRST,):
        print(f"The versions are {', '.join(VERSIONS)}: name the next one, make migration NAME=what_changed")
        return 2
    body = difference(is_first=not name)
    if body == "pass":
        print("Nothing differs from the newest version.")
        return 1
    file = FOLDER / "versions" / f"{revision}_{name or 'house'}.py"
    file.write_text(text_of(revision, name, body))
    tidy(file)
    print(file)
    return 0


def import_tables() -> None:
    """Every room's and product's tables, so that the metadata are whole."""
    for found in pkgutil.walk_packages(ringback.__path__, "ringback."):
        if found.name.endswith(".tables"):
            importlib.import_module(found.name)


def difference(*, is_first: bool) -> str:
    """The steps from what the versions make (from nothing, for the first) to what is declared."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "before.sqlite3"
        if not is_first:
            upgrade_sqlite(path)
        with sqlite_engine(path).connect() as connection:
            context = MigrationContext.configure(connection)
            steps = produce_migrations(context, metadata).upgrade_ops
            assert steps is not None
            return without_noise(
                render_python_code(steps, render_as_batch=not is_first, render_item=plainly, migration_context=context)
            )


def without_noise(code: str) -> str:
    """Without Alembic's own comments, and without arguments that say what holds anyway."""
    code = re.sub(r"^\s*# ###.*\n?", "", code, flags=re.MULTILINE)
    code = re.sub(r"op\.f\(('[^']*')\)", r"\1", code)
    return code.replace(", autoincrement=False", "").replace(", unique=False", "").strip()


def plainly(kind: str, thing: Any, _: AutogenContext) -> str | bool:
    """Types of ours as SQL has them: a migration must not change when our code does."""
    return "sa.BigInteger()" if kind == "type" and isinstance(thing, Moment) else False


def text_of(revision: str, name: str, body: str) -> str:
    if revision == FIRST:
        title, down, body = "The whole schema of the first release", "None", body + "\n" + NOTE_TRANSACTION
    else:
        title, down = name.replace("_", " ").capitalize(), f'"{HEAD}"'
    return HEAD_OF_FILE.format(title=title, revision=revision, down=down, body=body)


def tidy(file: Path) -> None:
    ruff = shutil.which("ruff", path=str(Path(sys.executable).parent)) or shutil.which("ruff")
    if ruff:
        subprocess.run([ruff, "format", "-q", str(file)], check=True)
        subprocess.run([ruff, "check", "-q", "--fix", str(file)], check=False)


if __name__ == "__main__":
    sys.exit(main(re.sub(r"\W+", "_", " ".join(sys.argv[1:])).strip("_").lower()))
