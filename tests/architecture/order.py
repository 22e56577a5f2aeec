"""`expected == actual`: one order in all tests, so that a failure is read without looking twice.

    python -m tests.architecture.order     # turns round what stands the other way

In:    the text of a test.
Out:   the comparisons in assertions that have on the right only: a literal, what the test was given
       (a parameter), or a name that says so.
Never: judges where both sides are computed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeGuard

from generator.making.config import ROOT

SAYS_SO: Final = frozenset({"expected", "wanted"})


def turned(text: str) -> Iterator[ast.Compare]:
    """Yield the comparisons that have what is expected on the right."""
    for function in ast.walk(ast.parse(text)):
        if isinstance(function, ast.Module | ast.FunctionDef):
            given = SAYS_SO | _parameters(function)
            asserted = (each for each in _statements(function) if isinstance(each, ast.Assert))
            for node in (node for each in asserted for node in ast.walk(each.test)):
                if _is_turned(node, given):
                    yield node


def _parameters(function: ast.Module | ast.FunctionDef) -> frozenset[str]:
    if isinstance(function, ast.Module):
        return frozenset()
    return frozenset(each.arg for each in (*function.args.args, *function.args.kwonlyargs))


def _statements(function: ast.AST) -> Iterator[ast.AST]:
    """Yield all of a function's own, but not those of functions in it."""
    for child in ast.iter_child_nodes(function):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.expr):
            yield from _statements(child)


def _is_turned(node: ast.AST, given: frozenset[str]) -> TypeGuard[ast.Compare]:
    return (
        isinstance(node, ast.Compare)
        and [ast.Eq] == [type(operator) for operator in node.ops]
        and _is_expected(node.comparators[0], given)
        and not _is_expected(node.left, given)
    )


def _is_expected(node: ast.expr, given: frozenset[str]) -> bool:
    match node:
        case ast.Constant() | ast.JoinedStr():
            return True
        case ast.Name(id=name):
            return name in given
        case ast.List(elts=items) | ast.Tuple(elts=items) | ast.Set(elts=items):
            return all(_is_expected(item, given) for item in items)
        case ast.Dict(values=items):
            return all(_is_expected(item, given) for item in items)
        case ast.UnaryOp(operand=operand):
            return _is_expected(operand, given)
        case _:
            return False


def put_right(text: str) -> str:
    """Return the text with those turned round."""
    found = sorted(turned(text), key=lambda node: (node.lineno, node.col_offset), reverse=True)
    starts = [0]
    data = text.encode()
    for line in data.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def span(node: ast.expr) -> tuple[int, int]:
        end_line, end_column = node.end_lineno or 0, node.end_col_offset or 0
        return starts[node.lineno - 1] + node.col_offset, starts[end_line - 1] + end_column

    for node in found:
        (begin, left_end), (right_begin, end) = span(node.left), span(node.comparators[0])
        left, between, right = (
            data[begin:left_end],
            data[left_end:right_begin],
            data[right_begin:end],
        )
        if b"==" != between.strip():
            # A side stands in parentheses, which belong to it and not to its expression.
            left, between, right = b"(" + left + b")", b" == ", b"(" + right + b")"
            begin, end = span(node)
        data = data[:begin] + right + between + left + data[end:]
    return data.decode()


def tests() -> list[Path]:
    """All files with tests in them."""
    return sorted((ROOT / "tests").rglob("test_*.py"))


if __name__ == "__main__":
    for path in tests():
        before = path.read_text(encoding="utf-8")
        after = put_right(before)
        if after != before:
            path.write_text(after, encoding="utf-8")
