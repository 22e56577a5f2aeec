"""The page for newcomers: what it names is there, what it shows runs."""

from __future__ import annotations

import re
from fnmatch import fnmatch

import pytest

from generator.facts import manifest
from generator.making.config import ROOT
from tests.flows import closing

PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")

PATH = re.compile(r"`((?:[a-z][\w.-]*/)+[\w.-]*)`")
TARGET = re.compile(r"\bmake ([a-z][a-z0-9-]*(?: [a-z0-9-]+)*)")
SNIPPET = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def is_there(named: str) -> bool:
    """Whether a path of the page is one of the project, or one of the plugin's rooms."""
    rooms = ROOT / "lua_templates" / manifest.PACKAGE
    return any((place / named).exists() for place in (ROOT, rooms))


def test_every_path_on_the_page_is_there() -> None:
    """Nobody looks for a file that has moved."""
    named = set(PATH.findall(PAGE))

    assert named
    assert [] == sorted(path for path in named if not is_there(path))


def test_every_target_on_the_page_is_one_of_the_makefile() -> None:
    """Nobody types what make does not know."""
    targets = {target for words in TARGET.findall(PAGE) for target in words.split()}
    known = set(re.findall(r"^## ([a-z0-9-]+):", MAKEFILE, re.MULTILINE))

    assert {"plugin", "test", "ci"} <= targets
    assert set() == targets - known


def test_the_snippets_of_the_page_run(capsys: pytest.CaptureFixture[str]) -> None:
    """They go on from each other, as in one sitting, and show what the page says they do."""
    hands: dict[str, object] = {}
    with closing.watching():
        for snippet in SNIPPET.findall(PAGE):
            exec(snippet, hands)  # noqa: S102 - the project's own page

    assert fnmatch(capsys.readouterr().out.splitlines()[0], "Saved * in 1 window")
