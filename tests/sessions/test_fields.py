"""fields: what a person wrote, checked, with the place of a mistake."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sessions.conftest import Fresh, Rooms, plain

FIELDS = 'local fields = require("sessions.features.define.fields")'

TRY = f"""
{FIELDS}
return function(name, value, ...)
  local rest = table.pack(...)
  return fields.try(function()
    return fields[name](value, "here", table.unpack(rest, 1, rest.n))
  end)
end
"""


def check(rooms: Rooms, name: str, value: Any, *more: Any) -> Any:
    """Return what the check gives, or its problem as "where: code"."""
    found = rooms.run(TRY)(name, rooms.table(value), *map(rooms.table, more))
    if isinstance(found, tuple):
        problem = plain(found[1])

        assert problem["message"]
        return f"{problem['where']}: {problem['code']}"
    return plain(found)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("cells_of", 40, 40),
        ("cells_of", 40.0, 40),
        ("cells_of", None, None),
        ("cells_of", 0, "here: wrong_type"),
        ("cells_of", 1.5, "here: wrong_type"),
        ("cells_of", "40", "here: wrong_type"),
        ("cells_of", 10**9, "here: wrong_type"),
        ("cells_of", float("nan"), "here: wrong_type"),
        ("size_of", 0.3, {"share": 0.3}),
        ("size_of", "30%", {"share": 0.3}),
        ("size_of", "12.5%", {"share": 0.125}),
        ("size_of", 40, {"cells": 40}),
        ("size_of", 1.0, {"cells": 1}),
        ("size_of", None, None),
        ("size_of", 0, "here: wrong_type"),
        ("size_of", -0.5, "here: wrong_type"),
        ("size_of", 1.5, "here: wrong_type"),
        ("size_of", "100%", "here: wrong_type"),
        ("size_of", "half", "here: wrong_type"),
        ("size_of", float("inf"), "here: wrong_type"),
        ("size_of", True, "here: wrong_type"),
        ("boolean_of", True, True),
        ("boolean_of", None, False),
        ("boolean_of", "yes", "here: wrong_type"),
        ("text_of", "x", "x"),
        ("text_of", {"bytes": "a%FFb"}, "a\xffb"),
        ("text_of", {"bytes": 1}, "here: wrong_type"),
        ("text_of", 5, "here: wrong_type"),
        ("list_of", [1, 2], [1, 2]),
        ("list_of", None, None),
        ("list_of", [], "here: empty"),
        ("list_of", {"a": 1}, "here: wrong_type"),
        ("list_of", {1: "a", 3: "c"}, "here: wrong_type"),
        ("list_of", "a", "here: wrong_type"),
        ("table_of", 5, "here: wrong_type"),
    ],
)
def test_values(rooms: Fresh, name: str, value: Any, expected: Any) -> None:
    """A value of the right kind comes through; another one is a mistake with its place."""
    found = check(rooms(), name, value, *([["a"]] if name == "table_of" else []))

    assert expected == (found[0] if isinstance(found, tuple) else found)


def test_unknown_fields_are_named(rooms: Fresh) -> None:
    """The first unknown field by name is told, with those there are."""
    lua = rooms()
    known = ["cwd", "title"]

    assert {"cwd": "x"} == check(lua, "table_of", {"cwd": "x"}, known)
    assert "here.comand: unknown_field" == (
        check(lua, "table_of", {"title": 1, "z": 1, "comand": 1}, known)
    )
    assert "here.1: unknown_field" == check(lua, "table_of", ["x"], known)


def test_other_errors_are_not_swallowed(rooms: Fresh) -> None:
    """A mistake of the program itself goes on as an error."""
    lua = rooms()

    with pytest.raises(Exception, match="attempt to"):
        lua.run(
            'return require("sessions.features.define.fields").try(function() return 1 + {} end)'
        )
