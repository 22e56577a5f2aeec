"""Who leans on whom: what rooms require, and what they are handed in `plugin`, runs one way."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from generator.errors import ManifestError
from generator.facts import manifest
from generator.facts.manifest import ROOMS, Room
from generator.lua import lex
from generator.making.config import ROOT
from generator.making.render import RenderedRoom
from generator.making.sources import find_cycle, may_require
from tests.architecture.rooms import every_room


def test_a_room_requires_from_its_own_folder_and_from_those_above_it() -> None:
    """No arrow runs back: folders come in the order of the house."""
    rank = {folder.path: index for index, folder in enumerate(manifest.FOLDERS)}
    for room in ROOMS:
        for name in room.may_require:
            assert rank[manifest.room_named(name).folder.path] <= rank[room.folder.path], room.place


@every_room
def test_requires_are_those_of_the_table(each: RenderedRoom) -> None:
    """None more, and none fewer: the table is the truth."""
    modules = [str(edge.room) for edge in lex.requires(each.text) if edge.room != "wezterm"]
    required = {module.rpartition(".")[2] for module in modules}
    expected = {
        other.name for other in ROOMS if each.room.name == "features" and other.attaches
    } or set(each.room.may_require)

    assert expected == required


@every_room
def test_a_room_requires_only_what_is_there_when_it_is(each: RenderedRoom) -> None:
    """A room of a feature is required by rooms of that feature, or by the rendered list."""
    for name in each.room.may_require:
        other = manifest.room_named(name)

        assert not other.features or (
            each.room.features and set(each.room.features) <= set(other.features)
        )


@every_room
def test_pure_rooms_require_only_pure_rooms(each: RenderedRoom) -> None:
    """Else they would not be pure."""
    for name in each.room.may_require:
        assert not each.room.is_pure or manifest.room_named(name).is_pure


def test_rooms_do_not_require_each_other_in_a_circle() -> None:
    """What the table allows has none."""
    assert find_cycle({room.name: room.may_require for room in ROOMS}) is None


def test_rooms_come_in_the_order_of_their_requires() -> None:
    """A room comes after those that it requires, so that the map reads from the ground up."""
    seen: set[str] = set()
    for room in ROOMS:
        assert set(room.may_require) <= seen, room.name
        seen.add(room.name)


def test_a_circle_is_left_standing_for_the_build_to_refuse() -> None:
    """The order ends, whatever the table says."""
    first, second = Room("text/a", "b"), Room("text/b", "a")

    assert {first, second} == set(manifest.in_order(first, second))


def test_a_room_in_a_folder_that_the_house_has_not_is_told() -> None:
    """With the folders that there are, and the place to add one."""
    with pytest.raises(ManifestError, match=r"^There is no folder sessions/cellar in the house\.$"):
        _ = Room("cellar/wine").folder


@pytest.mark.parametrize(
    ("room", "other", "expected"),
    [
        (Room("text/a", "b"), Room("text/b"), True),
        (Room("text/a"), Room("text/b"), False),
        (Room("features"), Room("store/b", attaches=True), True),
        (Room("features"), Room("store/b"), False),
    ],
)
def test_the_law_of_requires(room: Room, other: Room, *, expected: bool) -> None:
    """The table decides; the rendered list of features takes what attaches."""
    assert expected == may_require(room, other)


@every_room
def test_requires_stand_at_the_top(each: RenderedRoom) -> None:
    """Sorted, one a line, before anything else; the host asks for WezTerm when it is connected."""
    wanted = [edge for edge in lex.requires(each.text) if edge.room != "wezterm"]
    if each.room.name == "features":
        return
    names = [str(edge.room).rpartition(".")[2] for edge in wanted]
    lines = each.text.split("\n")

    assert sorted(names) == names
    assert all(second.line == first.line + 1 for first, second in pairwise(wanted))
    for edge in wanted:
        name = str(edge.room).rpartition(".")[2]
        assert f'local {name} = require("{edge.room}")' == lines[edge.line - 1]


def fields_of(text: str, owner: str) -> list[tuple[str, bool]]:
    """Return what a room uses of a table, `owner.FIELD`, and whether it is defined there."""
    words = [word.text for word in lex.code(text)]
    found = []
    for index, (name, dot, field) in enumerate(zip(words, words[1:], words[2:], strict=False)):
        if (name, dot) == (owner, "."):
            # `function owner.FIELD`, `function plugin.owner.FIELD`, `owner.FIELD = `
            is_function = "function" in words[max(0, index - 3) : index][-1::-2]
            found.append((field, is_function or ["="] == words[index + 3 : index + 4]))
    return found


@every_room
def test_what_a_room_is_handed_is_made_by_a_room_above_it(each: RenderedRoom) -> None:
    """The law of requires holds for what goes through `plugin` as well."""
    rank = {folder.path: index for index, folder in enumerate(manifest.FOLDERS)}
    for field, _ in fields_of(each.text, "plugin"):
        maker = manifest.HANDED[field]

        assert (
            not maker
            or rank[manifest.room_named(maker.rpartition("/")[2]).folder.path]
            <= (rank[each.room.folder.path])
        ), field


@every_room
def test_a_room_calls_no_public_function_but_its_own(each: RenderedRoom) -> None:
    """They are for configurations; rooms require what they need."""
    used = {field for field, _ in fields_of(each.text, "api")}
    defined = {field for field, is_defined in fields_of(each.text, "api") if is_defined}

    assert "doors" == each.room.name or set() == used - defined


def test_the_table_of_what_is_handed_is_that_of_the_types() -> None:
    """Each field, made by a room that there is."""
    page = (ROOT / "lua_templates" / "sessions" / "types.lua").read_text(encoding="utf-8")
    declared = page.partition("---@class (exact) sessions.Plugin\n")[2].partition("\n\n")[0]

    assert set(manifest.HANDED) == set(re.findall(r"^---@field (\w+)", declared, re.MULTILINE))
    assert {*manifest.HANDED.values()} <= {"", *(room.place for room in ROOMS)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("plugin.store()", [("store", False)]),
        ("self.plugin.fill():start(job)", [("fill", False)]),
        ("plugin.options = read()", [("options", True)]),
        ("function plugin.on() end", [("on", True)]),
        ("local plugin = { store = 1 } -- plugin.fill", []),
    ],
)
def test_fields_are_seen_where_they_are_used(source: str, expected: list[tuple[str, bool]]) -> None:
    """The two laws above are as good as it is."""
    assert expected == fields_of(source, "plugin")
