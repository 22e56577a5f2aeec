"""The one Jinja environment, and the reason of each of its settings.

Jinja's own delimiters are Lua: `{{1}, {2}}` is a nested table and `{#list}` a length. So directives
hide where Lua has comments (`--% for …` on a line of its own, `--## …` for remarks) and values are
`${ … }`. Rooms (`*.lua`) never pass through here: they are laid beside the frame as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

import jinja2

from generator.lua.value import to_lua

SYNTAX: Final[Mapping[str, Any]] = {
    "line_statement_prefix": "--%",
    "line_comment_prefix": "--##",
    "variable_start_string": "${",
    "variable_end_string": "}",
    "block_start_string": "--[%",
    "block_end_string": "%]--",
    "comment_start_string": "--[##",
    "comment_end_string": "##]--",
    # A name that does not exist is a mistake, never an empty string.
    "undefined": jinja2.StrictUndefined,
    # A file ends with a newline.
    "keep_trailing_newline": True,
    "newline_sequence": "\n",
}
"""How every frame of this project is written."""


def make_environment(frames: Mapping[str, str]) -> jinja2.Environment:
    """Return the environment in which `frames` (path to text) can be rendered by their path.

    The same frames give the same one: it keeps what it has compiled, which takes most of the time
    of a build, and tests make many builds.
    """
    return _environment(tuple(frames.items()))


@lru_cache(maxsize=4)
def _environment(entries: tuple[tuple[str, str], ...]) -> jinja2.Environment:
    frames = dict(entries)

    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        # The name doubles as file name, so that tracebacks tell which frame a mistake is in.
        return (frames[name], name, lambda: True) if name in frames else None

    # Lua, not HTML: `<` and `&` must come through as they are.
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(load),
        autoescape=False,  # noqa: S701
        **SYNTAX,
    )
    environment.filters["lua"] = to_lua
    return environment
