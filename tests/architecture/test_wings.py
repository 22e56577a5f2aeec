"""The Python house: no import circle between files, and wings that stand in the order drawn.

Every import counts: those inside functions and those for the type checker alone as well.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from generator.making.config import ROOT
from generator.making.sources import find_cycle

HOUSES: Final = ("generator", "generator/simulator", "benchmarks")
"""Folders whose `__init__.py` draws their wings."""

WING: Final = re.compile(r"^    (?P<name>[a-z_]+)/? {2,}\S", re.MULTILINE)
"""A line of such a drawing."""

DOORS: Final = frozenset({"__init__", "__main__"})
"""Where people come in: above all wings, and in no drawing."""

Edges = Mapping[str, set[str]]


def modules(root: Path) -> dict[str, Path]:
    """Return the files of the house by the names under which they are imported."""
    found = {}
    for top in ("generator", "benchmarks"):
        for path in (root / top).rglob("*.py"):
            parts = path.relative_to(root).with_suffix("").parts
            found[".".join(parts if parts[-1] != "__init__" else parts[:-1])] = path
    return found


def imported(text: str) -> set[str]:
    """Return all that a file imports, wherever in it: `a.b`, or `a.b.name` for a name of it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{each.name}" for each in node.names}
    return found


def edges(root: Path) -> dict[str, set[str]]:
    """Return for each file those that it imports; a package only where a name of it is meant."""
    known = modules(root)
    found = {}
    for name, path in known.items():
        names = imported(path.read_text(encoding="utf-8"))
        files = {each if each in known else each.rpartition(".")[0] for each in names}
        found[name] = files & set(known) - {name}
    return found


def drawn(root: Path, house: str) -> list[str]:
    """Return the wings in the drawing of a house, from the ground up."""
    text = ast.get_docstring(
        ast.parse((root / house / "__init__.py").read_text("utf-8")), clean=False
    )
    return [match["name"] for match in WING.finditer(text or "")]


def upward(known: Edges, house: str, order: list[str]) -> list[str]:
    """Tell the imports in a house that lead from a wing to one above it."""
    prefix = f"{house.replace('/', '.')}."
    height = {name: number for number, name in enumerate(order)}

    def wing(module: str) -> int | None:
        inside = module.startswith(prefix)
        return height.get(module.removeprefix(prefix).split(".")[0]) if inside else None

    return [
        f"{name} imports {other}"
        for name, others in sorted(known.items())
        for other in sorted(others)
        if (here := wing(name)) is not None
        and (f"{other}." == prefix or ((there := wing(other)) is not None and there > here))
    ]


def test_no_file_imports_itself_by_way_of_others() -> None:
    """A circle is one file in several pieces: neither can be read, or changed, alone."""
    assert find_cycle(edges(ROOT)) is None


@pytest.mark.parametrize("house", HOUSES)
def test_every_wing_is_drawn(house: str) -> None:
    """Whoever opens the package sees all of it."""
    there = {path.stem for path in (ROOT / house).glob("*.py")} - DOORS
    there |= {path.parent.name for path in (ROOT / house).glob("*/__init__.py")}

    assert there == set(drawn(ROOT, house))


@pytest.mark.parametrize("house", HOUSES)
def test_no_wing_imports_one_above_it(house: str) -> None:
    """Nor the door, which opens on all of them."""
    assert [] == upward(edges(ROOT), house, drawn(ROOT, house))


def test_the_generator_knows_nothing_of_the_bench() -> None:
    """The bench stands on it."""
    found = edges(ROOT)
    ours = {name for name in found if name.split(".")[0] == "generator"}

    assert [] == [name for name in ours if any("benchmarks" in other for other in found[name])]


def test_nothing_is_imported_by_a_name_that_is_computed() -> None:
    """The laws above would not see it."""
    texts = {name: path.read_text(encoding="utf-8") for name, path in modules(ROOT).items()}

    assert [] == [
        name
        for name, text in texts.items()
        if any("importlib" == other.split(".")[0] for other in imported(text))
    ]


# The laws themselves.


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Give a house with a ground floor and an attic."""
    for name, text in {
        "__init__": '"""A house.\n\n    low/     the ground floor\n    high     the attic\n"""\n',
        "low/__init__": "",
        "low/one": "",
        "low/two": "from generator.low import one\n",
        "high": "from generator.low.two import two\n",
    }.items():
        path = tmp_path / "generator" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_a_house_in_order_has_no_circle_and_no_way_up(house: Path) -> None:
    """Its drawing is read from the ground up."""
    assert ["low", "high"] == drawn(house, "generator")
    assert find_cycle(edges(house)) is None
    assert [] == upward(edges(house), "generator", drawn(house, "generator"))


@pytest.mark.parametrize(
    "text",
    [
        "import generator.high",
        "from generator import high",
        "from generator.high import x",
        "def f() -> None:\n    from generator.high import x",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from generator.high import x",
    ],
)
def test_a_way_up_and_a_circle_are_seen(house: Path, text: str) -> None:
    """Wherever the import stands, and for whom."""
    (house / "generator" / "low" / "one.py").write_text(text)
    found = edges(house)

    assert ["generator.low.one imports generator.high"] == upward(
        found, "generator", drawn(house, "generator")
    )
    assert find_cycle(found) is not None


def test_a_wing_that_goes_out_by_the_door_is_seen(house: Path) -> None:
    """`from generator import something`, from inside."""
    (house / "generator" / "low" / "one.py").write_text("from generator import something")

    assert ["generator.low.one imports generator"] == upward(
        edges(house), "generator", drawn(house, "generator")
    )
