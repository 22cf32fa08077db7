"""Make one Cython source out of the core: `python amalgam.py TARGET.pyx`. Runs at build time, needs nothing but Python.

The modules stay plain Python. Here `int` becomes 64 bits, the array names become typed memoryviews, every function a C
function without the GIL that hands IndexError on, every constant a C constant; private names get their module's. The
loop of `io/loop.pyx` comes behind them, so that all is one unit to the C compiler.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = (
    "state", "ordering", "rtp", "g722", "g711", "latch", "reception", "keys", "dialling", "concealment", "lanes",
    "inband", "talk", "taps", "rooms", "reports", "arriving", "speaking", "slots", "commands",
)  # fmt: skip
REPLACED = {"ordering"}  # by C atomics, in the prelude
CALLABLE = {
    "apply", "begin_slot", "speak", "report", "receive", "receive_report", "parse", "build", "find_lag",
    "encode_frame", "feed", "hear", "open_lane", "g722_encode", "g722_decode", "g722_reset", "mix",
}  # fmt: skip
ARRAYS = {
    "int64_t": "Ints LegInts LegTaps LaneInts RoomInts TapInts SlotInts SlotLegs RoomMembers RoomFrames LaneCodec "
    "LegCodec EventRecords Counters CommandRecord",
    "uint8_t": "Bytes LegDigits LegPayload Datagram",
    "uint16_t": "LaneCells",
    "int16_t": "Samples LegFrames LanePast TapRing Arena Frame",
}
TYPES = {name: f"{element}[::1]" for element, names in ARRAYS.items() for name in names.split()}
TYPES |= {"int": "int64_t", "State": "State"}
FAULT = -4611686018427387904  # what a C function returns when it hands an exception on

PRELUDE = '''# cython: language_level=3, boundscheck=True, wraparound=False, initializedcheck=False, cdivision=False
# cython: embedsignature=True, freethreading_compatible=False
"""The compiled media engine. Made by ringback/media/amalgam.py; nobody edits it."""
from libc.stdint cimport int16_t, int64_t, uint8_t, uint16_t
from ringback.media.core import tables


cdef extern from *:
    """
    #include <stdint.h>
    static inline int64_t ringback_observe(int64_t *at) { return __atomic_load_n(at, __ATOMIC_ACQUIRE); }
    static inline void ringback_publish(int64_t *at, int64_t value) { __atomic_store_n(at, value, __ATOMIC_RELEASE); }
    """
    int64_t ringback_observe(int64_t *at) nogil
    void ringback_publish(int64_t *at, int64_t value) nogil


cdef int64_t observe(int64_t[::1] array, int64_t at) except? FAULT nogil:
    return ringback_observe(&array[at])


cdef int publish(int64_t[::1] array, int64_t at, int64_t value) except -1 nogil:
    ringback_publish(&array[at], value)
'''.replace("FAULT", str(FAULT))


class _Names(ast.NodeTransformer):
    """Private functions get their module's name; a bare return gives 0."""

    def __init__(self, module: str, private: set[str]) -> None:
        self._module, self._private = module, private

    def visit_Name(self, node: ast.Name) -> ast.AST:
        if node.id in self._private:
            node.id = f"_{self._module}{node.id}"
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """Cython takes a long literal for a Python integer unless C says how wide it is."""
        if isinstance(node.value, int) and not -(1 << 31) <= node.value < 1 << 31:
            return ast.Name(f"{node.value}LL", ast.Load())
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        return ast.Return(ast.Constant(0)) if node.value is None else node


def _type_of(annotation: ast.expr | None) -> str:
    assert isinstance(annotation, ast.Name), "every argument of the core is typed"
    return TYPES[annotation.id]


def _locals_of(function: ast.FunctionDef) -> list[str]:
    given = {argument.arg for argument in function.args.args}
    stored = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    return sorted(stored - given)


def _function(node: ast.FunctionDef, name: str) -> str:
    word = "cpdef" if name in CALLABLE else "cdef"
    arguments = ", ".join(f"{_type_of(a.annotation)} {a.arg}" for a in node.args.args)
    returns_nothing = isinstance(node.returns, ast.Constant)
    head = f"{word} int {name}({arguments}) except -1 nogil:" if returns_nothing else ""
    head = head or f"{word} int64_t {name}({arguments}) except? {FAULT} nogil:"
    own = _locals_of(node)
    lines = [f"cdef int64_t {', '.join(own)}"] if own else []
    body = node.body[1:] if ast.get_docstring(node) else node.body
    lines += [line for statement in body for line in ast.unparse(statement).splitlines()]
    return "\n".join([head, *(f"    {line}" for line in lines)])


def _class(node: ast.ClassDef) -> str:
    lines = [f"cdef class {node.name}:"]
    for item in node.body:
        if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
            lines.append(f"    cdef public {_type_of(item.annotation)} {item.target.id}")
        elif isinstance(item, ast.FunctionDef):
            item.args.args = [ast.arg(a.arg) for a in item.args.args]
            item.returns = None
            lines += [f"    {line}" for line in ast.unparse(item).splitlines()]
    return "\n".join(lines)


def _assignment(node: ast.Assign) -> str | None:
    target, value = node.targets[0], node.value
    if not isinstance(target, ast.Name) or (isinstance(value, ast.Name) and value.id == "memoryview"):
        return None
    return f"cdef enum:\n    {target.id} = {ast.unparse(value)}"


def _pieces(tree: ast.Module, module: str) -> Iterator[str | None]:
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    renamed = _Names(module, {node.name for node in functions if node.name.startswith("_")})
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            name = f"_{module}{node.name}" if node.name.startswith("_") else node.name
            renamed.visit(node)
            yield _function(node, name)
        elif isinstance(node, ast.ClassDef):
            yield _class(node)
        elif isinstance(node, ast.Assign):
            yield _assignment(node)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield f"cdef {_type_of(node.annotation)} {node.target.id} = {ast.unparse(node.value)}"


def amalgamate() -> str:
    """The whole source."""
    parts = [PRELUDE]
    for module in MODULES:
        if module not in REPLACED:
            tree = ast.parse((HERE / "core" / f"{module}.py").read_text())
            parts.append(f"# -- {module}")
            parts += [piece for piece in _pieces(tree, module) if piece]
    loop = HERE / "io" / "loop.pyx"
    parts.append(loop.read_text())
    return "\n\n\n".join(parts) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(amalgamate())
