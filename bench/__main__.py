"""`python -m bench [NAME…]`: run the benches (all, or those named), each as a process of its own.

Every file beside this one is a bench: it prints a table, writes `--json FILE`, and ends with 1 when it misses a goal.
`chaos`, `chaos_messaging` and `soak` are left to `make chaos`, `make chaos-messaging` and `make soak`.
"""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
APART = {"__main__", "__init__", "chaos", "chaos_messaging", "soak"}


def benches() -> list[str]:
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in APART and path.stem[0] != "_")


def run(name: str) -> bool:
    """Whether it reached its goals."""
    print(f"\n== {name}: python -m bench.{name}", flush=True)
    command = [sys.executable, "-m", f"bench.{name}", "--json", str(RESULTS / f"{name}.json")]
    return subprocess.run(command, cwd=HERE.parent, check=False).returncode == 0


def main(words: list[str]) -> int:
    unknown = set(words) - set(benches())
    if unknown:
        print(f"No bench is called {', '.join(sorted(unknown))}. There are: {', '.join(benches())}.")
        return 2
    RESULTS.mkdir(exist_ok=True)
    missed = [name for name in words or benches() if not run(name)]
    print(f"\nmissed a goal: {', '.join(missed)}" if missed else "\nevery goal reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
