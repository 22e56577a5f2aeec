"""keeping: which older states stay, and the names of their files."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh, Rooms, plain
from tests.strategies import BYTES

DAY_S = 86_400
NOW_S = 1_800_000_000

Entry = dict[str, Any]


def keep(
    rooms: Rooms, entries: list[Entry], count: int = 10, age_days: float = 30
) -> tuple[list[str], list[str]]:
    """Return the ids that stay and those that go."""
    limits = rooms.table({"count": count, "age_days": age_days})
    lists = rooms.open("keeping").keep(rooms.table(entries), NOW_S, limits)
    stay, go = ([entry.id for entry in entries.values()] for entries in lists)
    return stay, go


def state(name: str, days_ago: float, digest: str | None = None, *, pinned: bool = False) -> Entry:
    """Return an entry; it is different from all others unless a digest is given."""
    saved_at = NOW_S - int(days_ago * DAY_S)
    return {"id": name, "saved_at": saved_at, "digest": digest or f"only {name}", "pinned": pinned}


def test_the_newest_stay(rooms: Fresh) -> None:
    """The newest `count` stay, whatever the order they are given in."""
    entries = [state("c", 3), state("a", 1), state("d", 4), state("b", 2)]

    assert (["a", "b"], ["c", "d"]) == keep(rooms(), entries, count=2)


def test_old_ones_go_but_never_the_newest(rooms: Fresh) -> None:
    """Beyond the age all go except the newest."""
    entries = [state("a", 40), state("b", 50)]

    assert (["a"], ["b"]) == keep(rooms(), entries)
    assert (["new"], ["a", "b"]) == keep(rooms(), [*entries, state("new", 1)])


def test_pinned_ones_stay_and_do_not_count(rooms: Fresh) -> None:
    """A pinned state takes nobody's place and has no age."""
    entries = [state("a", 1), state("b", 2), state("old", 900, pinned=True)]

    assert (["a", "old"], ["b"]) == keep(rooms(), entries, count=1)
    assert (["old"], ["a", "b"]) == keep(rooms(), entries, count=0)


def test_a_state_that_came_back_is_kept_once(rooms: Fresh) -> None:
    """The newest of equal states stays; of a pinned one no copy stays beside it."""
    entries = [state("a", 1, "x"), state("b", 2, "y"), state("c", 3, "x"), state("d", 4, "z")]

    assert (["a", "b", "d"], ["c"]) == keep(rooms(), entries, count=3)
    entries.append(state("pin", 5, "y", pinned=True))
    assert (["a", "d", "pin"], ["b", "c"]) == keep(rooms(), entries, count=3)


def test_a_clock_set_back_removes_nothing(rooms: Fresh) -> None:
    """A state from the future is young, and the newest."""
    assert (["later", "a"], []) == keep(rooms(), [state("a", 1), state("later", -400)], count=2)


@st.composite
def histories(draw: st.DrawFn) -> list[Entry]:
    """Draw the states of a session: few digests, so that states come back."""
    times = st.integers(NOW_S - 60 * DAY_S, NOW_S + DAY_S) | st.sampled_from([0, NOW_S])
    digests = st.none() | st.sampled_from("abcdef")
    drawn = draw(st.lists(st.tuples(times, digests, st.booleans()), max_size=30))
    return [
        {"id": f"{place:02}", "saved_at": saved_at, "pinned": pinned}
        | ({"digest": digest} if digest else {})
        for place, (saved_at, digest, pinned) in enumerate(drawn)
    ]


LIMITS = {"count": st.integers(0, 12), "age_days": st.sampled_from([0, 1, 30, 1.5, float("inf")])}


@given(entries=histories(), **LIMITS)
def test_the_promise(rooms: Fresh, entries: list[Entry], count: int, age_days: float) -> None:
    """Nothing is lost track of, pinned ones stay, the newest different young ones stay."""
    stay, go = keep(rooms(), entries, count, age_days)
    by_id = {entry["id"]: entry for entry in entries}
    kept = [by_id[name] for name in stay if not by_id[name]["pinned"]]
    pinned = {entry["id"] for entry in entries if entry["pinned"]}
    digests = [entry["digest"] for entry in kept if "digest" in entry]
    known = {entry["digest"] for entry in map(by_id.get, stay) if entry and "digest" in entry}

    assert sorted(stay + go) == sorted(by_id)
    assert pinned <= {*stay}
    assert len(kept) <= count
    assert len(digests) == len({*digests})
    for names in (stay, go):
        times = [by_id[name]["saved_at"] for name in names]

        assert times == sorted(times, reverse=True)
    for entry in map(by_id.__getitem__, go):
        is_a_copy = entry.get("digest") in known
        is_old = entry["saved_at"] < NOW_S - age_days * DAY_S
        newer = [other for other in kept if other["saved_at"] >= entry["saved_at"]]

        assert is_a_copy or len(newer) >= count or (is_old and newer)
    if count and not pinned and entries:
        assert max(entry["saved_at"] for entry in entries) == by_id[stay[0]]["saved_at"]


@given(entries=histories(), **LIMITS)
def test_a_second_time_nothing_goes(
    rooms: Fresh, entries: list[Entry], count: int, age_days: float
) -> None:
    """What stays once stays again, and the order given does not matter."""
    lua = rooms()
    stay, _ = keep(lua, entries, count, age_days)
    left = [entry for entry in entries if entry["id"] in stay]

    assert keep(lua, left, count, age_days) == (stay, [])
    assert keep(lua, entries[::-1], count, age_days)[0] == stay


# Names of files.

STEMS = st.text("abcXYZ019_.-%~", min_size=1, max_size=20)
NAMES = st.fixed_dictionaries(
    {
        "stem": STEMS,
        "saved_at": st.integers(0, 10**12 - 1),
        "digest": st.none() | st.text("0123456789abcdef", min_size=1, max_size=16),
        "pinned": st.booleans(),
    }
)


@given(name=NAMES)
def test_names_come_back(rooms: Fresh, name: Entry) -> None:
    """The parts of a name come back from it."""
    lua = rooms()
    room = lua.open("keeping")
    given_parts = {key: value for key, value in name.items() if value is not None}
    file_name = room.to_file(lua.table(given_parts))

    assert plain(room.from_file(file_name)) == given_parts


@given(
    file_name=BYTES | st.from_regex(r"[a@]+@[0-9]{11,13}(-[0-9a-f@]*)?[+]?\.json", fullmatch=True)
)
def test_no_second_name_for_a_state(rooms: Fresh, file_name: str) -> None:
    """A name that is read is just the one that would be written."""
    room = rooms().open("keeping")
    name = room.from_file(file_name)

    assert name is None or file_name == room.to_file(name)


@given(names=st.lists(NAMES, min_size=2, max_size=2))
def test_names_sort_as_times(rooms: Fresh, names: list[Entry]) -> None:
    """Names of one session sort as its states' times do."""
    lua = rooms()
    early, late = sorted((name | {"stem": "work"} for name in names), key=lambda n: n["saved_at"])
    files = [lua.open("keeping").to_file(lua.table(name)) for name in (early, late)]

    assert early["saved_at"] == late["saved_at"] or files == sorted(files)


def test_a_name_is_no_session_file(rooms: Fresh) -> None:
    """The room of names does not take an older state's file for a session."""
    lua = rooms()
    name = {"stem": "work", "saved_at": 1, "pinned": False}
    file_name = lua.open("keeping").to_file(lua.table(name))

    assert "work@000000000001.json" == file_name
    assert not lua.open("names").is_session_file(file_name)


@pytest.mark.parametrize(
    "change",
    [
        {"saved_at": -1},
        {"saved_at": 10**12},
        {"saved_at": 1.5},
        {"stem": ""},
        {"stem": "a@b"},
        {"stem": "../a"},
        {"stem": "a\\b"},
        {"stem": "a\0"},
        {"digest": ""},
        {"digest": "ABC"},
        {"digest": "x-1"},
    ],
)
def test_what_cannot_be_said_has_no_name(rooms: Fresh, change: Entry) -> None:
    """A part that would not come back is refused."""
    lua = rooms()
    name = {"stem": "a", "saved_at": 1, "digest": "ab", "pinned": True} | change

    assert lua.open("keeping").to_file(lua.table(name)) is None
