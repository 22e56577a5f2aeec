"""The names on the disk: those of today, letter by letter, because every user has them.

A name that changes leaves behind all that was saved under the old one: let such a change be a
migration, with a test of its own, and not a mistake.
"""

from __future__ import annotations

import re

import pytest

from generator.simulator import Simulator
from generator.simulator.machine.settings import Platform
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("store", "catalog", "home")
"""Rooms whose doings are seen here."""

DIRECTORIES: dict[Platform, str] = {
    "linux": "/home/user/.local/share/wezterm-sessions/state",
    "macos": "/Users/user/Library/Application Support/wezterm-sessions/state",
    "windows": "C:/Users/user/AppData/Roaming/wezterm-sessions/state",
}

NAMES = [
    ".deleted",
    ".index",
    ".last",
    "default.json",
    "default.json.bak",
    "history/default@001760000000-DIGEST.json",
    "history/default@001760000001-DIGEST+.json",
    "history/proj%2Fweb%20app@001760000001-DIGEST.json",
    "proj%2Fweb%20app.json",
    "proj%2Fweb%20app.json.bak",
    "x.json.deleted",
    "x.json.deleted-2",
]
"""All there is after `one_of_each_kind`; a digest is that of the state in the file."""


def save(sim: Simulator, name: str) -> None:
    """Save an open workspace by its name."""
    sim.call("save", {"workspace": name})
    sim.run()


def one_of_each_kind(platform: Platform, directory: str) -> Simulator:
    """Return a terminal that has left one of each kind of file."""
    sim = scenes.terminal(platform=platform)
    for name in ("default", "proj/web app"):
        scenes.go_to(sim, name)
        save(sim, name)
        sim.split("Right", 50)
        save(sim, name)
    sim.call("pin", "default")
    scenes.save_all(sim)
    scenes.go_to(sim, "x")
    scenes.save_all(sim)
    sim.call("delete", "x")
    save(sim, "x")
    sim.call("delete", "x")
    assert all(path.startswith(f"{directory}/") for path in sim.state_files())
    return sim


@pytest.mark.parametrize("platform", DIRECTORIES)
def test_every_file_has_its_name(platform: Platform) -> None:
    """Sessions, the generation before, older states, pinned ones, deleted ones, the two lists."""
    directory = DIRECTORIES[platform]
    sim = one_of_each_kind(platform, directory)
    found = [path for path in sim.files if path.startswith(directory)]

    assert NAMES == sorted(
        re.sub("-[0-9a-f]{16}", "-DIGEST", path.removeprefix(f"{directory}/")) for path in found
    )


def test_the_lists_are_written_as_ever() -> None:
    """What every start reads: the index, what was open, what was deleted."""
    sim = one_of_each_kind("linux", scenes.STATE)

    assert "1760000002\tx\n1760000002\tx\t2\n" == sim.files[f"{scenes.STATE}/.deleted"].decode()
    assert [
        "default.json\t1760000000\t1\t1\t1\tdefault\t\t",
        "default.json\t1760000001\t1\t1\t2\tdefault\t\t",
        "proj%252Fweb%2520app.json\t1760000001\t1\t1\t1\tproj/web app\t\t",
        "proj%252Fweb%2520app.json\t1760000001\t1\t1\t2\tproj/web app\t\t",
        "x.json\t1760000001\t1\t1\t1\tx\t\t",
        "x.json\t1760000002\t1\t1\t1\tx\t\t",
    ] == sim.files[f"{scenes.STATE}/.index"].decode().splitlines()
    assert (
        '{\n  "format": "wezterm-sessions-last",\n  "version": 1,\n  "active": "x",\n'
        '  "workspaces": ["default", "proj/web app", "x"],\n'
        '  "processes": [{ "pid": 3900, "host": "host", "is_first": true }]\n}\n'
    ) == sim.files[f"{scenes.STATE}/.last"].decode()


@pytest.mark.parametrize("platform", DIRECTORIES)
def test_what_an_earlier_version_has_left_is_found(platform: Platform) -> None:
    """Under these names: sessions, older states, a deleted one, and what was open."""
    directory = DIRECTORIES[platform]
    before = one_of_each_kind(platform, directory)
    document = before.files[f"{directory}/default.json"]
    texts = {path.removeprefix(f"{directory}/"): before.files[path] for path in before.files}
    last = texts[".last"].replace(b', "x"', b"").replace(b'"x"', b'"proj/web app"')
    sim = scenes.terminal(
        {"restore_on_startup": "last"},
        platform=platform,
        files={
            f"{directory}/default.json": document,
            f"{directory}/proj%2Fweb%20app.json": texts["proj%2Fweb%20app.json"],
            f"{directory}/history/default@001750000000.json": document,
            f"{directory}/history/default@001750000001-0123456789abcdef+.json": document,
            f"{directory}/gone.json.deleted": document,
            f"{directory}/.deleted": b"1760000002\tgone\n",
            f"{directory}/.last": last,
        },
    )

    assert "proj/web app" == sim.workspace
    assert ["default", "proj/web app"] == sim.workspaces()
    assert 2 == len(sim.tab().panes)
    assert [(1750000001, True), (1750000000, False)] == [
        (each["saved_at"], each["pinned"]) for each in sim.call("generations", "default")
    ]
    press(sim, "z", "ALT|SHIFT")
    assert "Brought back gone" == sim.toasts[-1].message
    assert f"{directory}/gone.json" in sim.files


@pytest.mark.parametrize(
    ("platform", "env", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/wezterm-sessions/state"),
        ("linux", {"XDG_DATA_HOME": "/data/"}, "/data/wezterm-sessions/state"),
        ("macos", {"XDG_DATA_HOME": "/data"}, DIRECTORIES["macos"]),
        ("windows", {"XDG_DATA_HOME": "D:\\data"}, DIRECTORIES["windows"]),
        ("windows", {"APPDATA": "D:\\Roaming"}, "D:/Roaming/wezterm-sessions/state"),
        ("windows", {"APPDATA": ""}, DIRECTORIES["windows"]),
    ],
)
def test_the_users_own_data_directory_is_the_platforms(
    platform: Platform, env: dict[str, str], expected: str
) -> None:
    """As the platform says, and where it says nothing, as is usual there."""
    sim = scenes.terminal(platform=platform, env=env)
    scenes.save(sim)

    assert {expected} == {
        path.rpartition("/")[0] for path in sim.files if "wezterm-sessions/state" in path
    }


@pytest.mark.parametrize(
    ("platform", "chosen", "expected"),
    [
        ("linux", "/srv/my sessions/", "/srv/my sessions"),
        ("linux", "default-user-owned", DIRECTORIES["linux"]),
        ("windows", "D:\\mine\\", "D:/mine"),
    ],
)
def test_the_directory_that_the_user_names_is_taken(
    platform: Platform, chosen: str, expected: str
) -> None:
    """With or without a separator at its end; the name of old means the usual one."""
    sim = scenes.terminal({"save_state_dir": chosen}, platform=platform)
    scenes.save(sim)

    assert f"{expected}/default.json" in sim.files
    assert expected == sim.children[0][-1].replace("\\", "/")
    assert [] == [path for path in sim.files if "//" in path]
