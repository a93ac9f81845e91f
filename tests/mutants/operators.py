"""Every small change to an answer's code: one thing in it is another than it was."""

from __future__ import annotations

import ast
import copy
import difflib
from collections.abc import Callable
from dataclasses import dataclass

_SWAPPED: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
_OTHER_NAME = {
    "SimpleRNN": "GRU",
    "GRU": "LSTM",
    "LSTM": "SimpleRNN",
    "SimpleRNNCell": "GRUCell",
    "GRUCell": "LSTMCell",
    "tanh": "sin",
    "zeros": "ones",
    "ones": "zeros",
    "zeros_like": "ones_like",
    "mean": "sum",
    "sum": "mean",
    "log": "log2",
    "stack": "concatenate",
    "append": "extend",
    "argmax": "argmin",
    "max": "min",
    "min": "max",
}
_OTHER_TEXT = {
    "tanh": "relu",
    "sigmoid": "tanh",
    "softmax": "sigmoid",
    "linear": "relu",
    "relu": "linear",
    "concat": "sum",
    "sum": "concat",
    "B": "I",
    "I": "B",
    "O": "I",
}

_SAYS_NOTHING = ("name", "verbose")
"""Keywords without which a call gives the same numbers."""


@dataclass(frozen=True)
class Mutant:
    """A changed answer.

    Attributes:
        change: which kind of change it is.
        code: the answer with the change.
        lines: what it takes away ("- …") and puts in its place ("+ …").
    """

    change: str
    code: str
    lines: tuple[str, ...]


def mutants(code: str) -> list[Mutant]:
    """All answers that differ from ``code`` in one place, each once.

    >>> [mutant.code for mutant in mutants("n = a + 1")]
    ['n = a - 1', 'n = a + 2', 'n = a + 0']
    """
    tree = ast.parse(code)
    plain = ast.unparse(tree)
    found: dict[str, Mutant] = {}
    for place in range(sum(1 for _ in ast.walk(tree))):
        for name, change in _CHANGES.items():
            for way in range(_WAYS):
                changed = copy.deepcopy(tree)
                if not change(_nth(changed, place), way):
                    break
                made = ast.unparse(ast.fix_missing_locations(changed))
                if made != plain and made not in found:
                    found[made] = Mutant(name, made, _difference(plain, made))
    return list(found.values())


_WAYS = 12
"""The most changes of one kind that a single place takes."""


def _nth(tree: ast.AST, place: int) -> ast.AST:
    return next(node for i, node in enumerate(ast.walk(tree)) if i == place)


def _difference(before: str, after: str) -> tuple[str, ...]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return tuple(line for line in lines if line[:1] in "+-")


def _operator(node: ast.AST, way: int) -> bool:
    if isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp):
        other = _SWAPPED.get(type(node.op))
        if way or other is None:
            return False
        node.op = other()
        return True
    if isinstance(node, ast.Compare) and way < len(node.ops):
        other = _SWAPPED.get(type(node.ops[way]))
        if other is None:
            return False
        node.ops[way] = other()
        return True
    return False


def _sign(node: ast.AST, way: int) -> bool:
    """-x → x and not x → x, by making the operator one that changes nothing."""
    if way or not isinstance(node, ast.UnaryOp):
        return False
    if isinstance(node.op, ast.USub):
        node.op = ast.UAdd()
        return True
    if isinstance(node.op, ast.Not):
        node.operand = ast.UnaryOp(ast.Not(), node.operand)
        return True
    return False


def _number(node: ast.AST, way: int) -> bool:
    if not isinstance(node, ast.Constant) or way > 1:
        return False
    if isinstance(node.value, bool):
        if way:
            return False
        node.value = not node.value
        return True
    if isinstance(node.value, int):
        node.value += (1, -1)[way]
        return True
    if isinstance(node.value, float) and not way:
        node.value = node.value + 0.1
        return True
    return False


def _text(node: ast.AST, way: int) -> bool:
    known = isinstance(node, ast.Constant) and isinstance(node.value, str)
    if way or not known or node.value not in _OTHER_TEXT:
        return False
    node.value = _OTHER_TEXT[node.value]
    return True


def _name(node: ast.AST, way: int) -> bool:
    if way:
        return False
    if isinstance(node, ast.Attribute) and node.attr in _OTHER_NAME:
        node.attr = _OTHER_NAME[node.attr]
        return True
    if isinstance(node, ast.Name) and node.id in _OTHER_NAME:
        node.id = _OTHER_NAME[node.id]
        return True
    return False


def _keyword_left_out(node: ast.AST, way: int) -> bool:
    if not isinstance(node, ast.Call):
        return False
    telling = [k for k in node.keywords if k.arg not in _SAYS_NOTHING]
    if way >= len(telling):
        return False
    node.keywords.remove(telling[way])
    return True


def _arguments_swapped(node: ast.AST, way: int) -> bool:
    if not isinstance(node, ast.Call) or way or len(node.args) < 2:
        return False
    node.args[0], node.args[1] = node.args[1], node.args[0]
    return True


def _item_left_out(node: ast.AST, way: int) -> bool:
    if not isinstance(node, ast.List | ast.Tuple) or way >= len(node.elts):
        return False
    if len(node.elts) < 2:
        return False
    del node.elts[way]
    return True


def _items_swapped(node: ast.AST, way: int) -> bool:
    if not isinstance(node, ast.List | ast.Tuple) or way + 1 >= len(node.elts):
        return False
    items = node.elts
    items[way], items[way + 1] = items[way + 1], items[way]
    return True


def _statement_left_out(node: ast.AST, way: int) -> bool:
    body = getattr(node, "body", None)
    if not isinstance(body, list) or len(body) < 2:
        return False
    doing = [i for i, statement in enumerate(body) if not _is_text(statement)]
    if way >= len(doing):
        return False
    body[doing[way]] = ast.Pass()
    return True


def _is_text(statement: ast.stmt) -> bool:
    """Whether it is a docstring, or another value that nothing is done with."""
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _result_lost(node: ast.AST, way: int) -> bool:
    if way or not isinstance(node, ast.Return) or node.value is None:
        return False
    node.value = ast.Constant(None)
    return True


def _slice_whole(node: ast.AST, way: int) -> bool:
    """a[1:3] → a[:]: the bounds and the step of a slice, each left out."""
    parts = ("lower", "upper", "step")
    if not isinstance(node, ast.Slice):
        return False
    there = [part for part in parts if getattr(node, part) is not None]
    if way >= len(there):
        return False
    setattr(node, there[way], None)
    return True


_CHANGES: dict[str, Callable[[ast.AST, int], bool]] = {
    "operator": _operator,
    "sign": _sign,
    "number": _number,
    "text": _text,
    "name": _name,
    "keyword left out": _keyword_left_out,
    "arguments swapped": _arguments_swapped,
    "item left out": _item_left_out,
    "items swapped": _items_swapped,
    "statement left out": _statement_left_out,
    "result lost": _result_lost,
    "slice": _slice_whole,
}
