"""What configurations written for the predecessor rely on: every name, and its saved files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.proving.saved import OLD_URL
from generator.simulator import PLUGIN_URL, Settings, Simulator
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("takeover", "foreign", "import_old", "import_resurrect", "init")
"""Rooms whose doings are seen here."""

RECORDED = Path(__file__).parent.parent / "recorded" / "states"
OLD_PLACE = f"{Settings().checkout(OLD_URL)}/state"

FUNCTIONS = (
    *("apply_to_config", "save_state", "load_state", "restore_state", "delete_state"),
    *("edit_state", "fork_state", "start_autosave", "stop_autosave", "toggle_autosave"),
)

KEYS = {
    ("s", "ALT"): "save_session",
    ("l", "ALT"): "load_session",
    ("r", "ALT"): "restore_session",
    ("d", "CTRL|SHIFT"): "delete_session",
    ("e", "CTRL|SHIFT"): "edit_session",
    ("a", "ALT"): "toggle_autosave",
    ("f", "ALT"): "fork_session",
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_there(name: str) -> None:
    """Under its name, on the table that `require` gives."""
    assert "function" == scenes.terminal().lua("return type(plugin[...])", name)


@pytest.mark.parametrize(("key", "action"), KEYS.items())
def test_every_default_key_is_set(key: tuple[str, str], action: str) -> None:
    """By `apply_to_config`, beside the user's own keys."""
    sim = scenes.terminal()
    bound = sim.lua(
        """
        local config = { keys = { { key = "x", mods = "ALT", action = wezterm.action.Nop } } }
        plugin.apply_to_config(config)
        local found = {}
        for _, each in ipairs(config.keys) do
          local event = type(each.action) == "table" and each.action.EmitEvent or ""
          found[#found + 1] = { each.key, each.mods, event }
        end
        return found
        """
    )

    assert [*key, action] in bound
    assert ["x", "ALT", ""] == bound[0]


def test_the_options_of_2026_are_taken() -> None:
    """All three of them, `false` included."""
    sim = scenes.terminal(
        {
            "auto_save_interval_s": 60,
            "git_branch_warn": False,
            "save_state_dir": "/home/user/states",
        }
    )
    scenes.save(sim)

    assert [] == [text for level, text in sim.logs if "error" == level]
    assert "/home/user/states/default.json" in sim.files


def test_without_apply_to_config_the_defaults_apply() -> None:
    """Users wire their own keys to the events."""
    text = """
    local wezterm = require("wezterm")
    local config = wezterm.config_builder()
    local sessions = wezterm.plugin.require(PLUGIN_URL)
    local action = wezterm.action({ EmitEvent = "save_session" })
    config.keys = { { key = "S", mods = "CTRL|SHIFT", action = action } }
    return config
    """
    sim = Simulator(plugin=scenes.PLUGIN, config=text.replace("PLUGIN_URL", repr(PLUGIN_URL)))
    sim.start()
    sim.run(300)
    press(sim, "S", "CTRL|SHIFT")

    assert f"{scenes.STATE}/default.json" in sim.files


def test_the_events_of_a_save_come_in_order() -> None:
    """With the path of the file, and whether it worked."""
    sim = scenes.terminal()
    scenes.save(sim)
    path = f"{scenes.STATE}/default.json"

    assert [
        ("wezterm-sessions.save.start", [path]),
        ("wezterm-sessions.save.end", [path, True]),
        ("session-save-success", ["default", path]),
    ] == [(name, list(args)) for name, args in sim.events if "save" in name and "_" not in name]


def test_the_events_of_a_load_come_in_order() -> None:
    """The restore's are inside the load's."""
    sim = scenes.terminal()
    scenes.workspace(sim, 1)
    scenes.save(sim)
    scenes.put_away(sim)
    scenes.load(sim)
    names = [name for name, args in sim.events if list(args) == [scenes.WORKSPACE]]

    assert [
        "wezterm-sessions.load.start",
        "wezterm-sessions.restore.start",
        "wezterm-sessions.restore.end",
        "wezterm-sessions.load.end",
    ] == names


@pytest.mark.parametrize(
    "file", sorted((RECORDED / "wezterm-sessions").glob("*.json")), ids=lambda file: file.stem
)
def test_sessions_saved_by_the_old_plugin_come_back_cell_for_cell(file: Path) -> None:
    """Found in its checkout, taken over once, the originals untouched."""
    recorded = json.loads(file.read_bytes())
    sim = scenes.terminal({"lazy": "off"}, files={f"{OLD_PLACE}/{file.name}": file.read_bytes()})
    panes = [pane for tab in recorded["windows"][0]["tabs"] for pane in tab["panes"]]
    if any("/demo/" in pane["cwd"] for pane in panes):
        scenes.expects(sim, problem="cwd_missing")
        scenes.expects(sim, problem="program_skipped")
    scenes.load(sim, recorded["name"])
    (window,) = sim.windows(recorded["name"])

    assert [
        [(p["left"], p["top"], p["width"], p["height"]) for p in tab["panes"]]
        for tab in recorded["windows"][0]["tabs"]
    ] == [tab.rects() for tab in window.tabs]
    assert [
        [p["is_active"] for p in tab["panes"]].index(True) for tab in recorded["windows"][0]["tabs"]
    ] == [tab.active_index for tab in window.tabs]
    assert [tab["title"] for tab in recorded["windows"][0]["tabs"]] == [
        tab.title for tab in window.tabs
    ]
    assert [tab["is_active"] for tab in recorded["windows"][0]["tabs"]] == [
        tab is window.active_tab for tab in window.tabs
    ]
    assert file.read_bytes() == sim.files[f"{OLD_PLACE}/{file.name}"]


def test_a_deleted_import_stays_deleted() -> None:
    """Its original is looked at once."""
    file = RECORDED / "wezterm-sessions" / "wezterm_state_s7_1_2.json"
    sim = scenes.terminal(files={f"{OLD_PLACE}/{file.name}": file.read_bytes()})
    (entry,) = sim.call("list")
    del sim.files[f"{scenes.STATE}/{entry['name']}.json"]
    sim.restart()
    sim.run(300)

    assert [] == (sim.call("list") or [])


def test_resurrects_sessions_are_taken_over_when_asked() -> None:
    """All of a directory, and nothing before."""
    files = {
        f"/home/user/.local/state/wezterm/resurrect/workspace/{file.name}": file.read_bytes()
        for file in (RECORDED / "resurrect").glob("*.json")
    }
    sim = scenes.terminal(files=files)

    assert [] == (sim.call("list") or [])
    assert len(files) == len(sim.call("import_resurrect"))
    assert len(files) == len(sim.call("list"))


@pytest.mark.parametrize("folder", ["", "/workspace"])
def test_a_directory_that_cannot_be_read_is_not_taken_for_an_empty_one(folder: str) -> None:
    """What else there is comes in; the log and the answer name the directory."""
    place = "/home/user/.local/state/wezterm/resurrect"
    (first, second, *_) = sorted((RECORDED / "resurrect").glob("*.json"))
    files = {
        f"{place}/workspace/{first.name}": first.read_bytes(),
        f"{place}/window/{second.name}": second.read_bytes(),
    }
    sim = scenes.terminal(files=files)
    sim.files.set_mode(place + folder, readable=False)
    sentence = f"the directory {place}{folder} cannot be read: Permission denied"
    scenes.expects(sim, log=f"not taken over: {sentence}")
    names, problem = sim.call("import_resurrect")

    assert len(names) == (1 if folder else 2)
    assert ("unreadable", place + folder) == (problem["code"], problem["where"])
    assert sentence in problem["message"]


def test_a_file_that_could_not_be_read_is_taken_over_once_it_can() -> None:
    """It counts as looked at only then."""
    file = RECORDED / "wezterm-sessions" / "wezterm_state_s7_1_2.json"
    sim = scenes.terminal(files={f"{OLD_PLACE}/{file.name}": file.read_bytes()})
    sim.files.set_mode(f"{OLD_PLACE}/{file.name}", readable=False)
    scenes.expects(sim, log=f"not taken over: {OLD_PLACE}/{file.name}: Permission denied")
    assert [] == (sim.call("list") or [])
    sim.files.set_mode(f"{OLD_PLACE}/{file.name}")
    sim.restart()
    sim.run(300)

    assert 1 == len(sim.call("list"))


RESURRECTED = sorted((RECORDED / "resurrect").glob("*.json"))

PLACES = {
    "https://github.com/MLFlexer/resurrect.wezterm": "state/workspace",
    "https://github.com/MLFlexer/resurrect.wezterm/": "state/window",
    "https://github.com/somebody/my-Resurrect": "state/tab",
    "git@github.com:fork/resurrect.wezterm.git": "state/workspace",
}
"""Checkouts that keep states, and a folder in each."""


@pytest.mark.parametrize(("url", "folder"), PLACES.items())
def test_resurrects_sessions_are_found_in_its_checkout(url: str, folder: str) -> None:
    """Where the archived original and its forks keep them."""
    place = f"{Settings().checkout(url)}/{folder}"
    sim = scenes.terminal(files={f"{place}/x.json": RESURRECTED[0].read_bytes()})

    assert 1 == len(sim.call("import_resurrect"))
    assert "1 session of resurrect taken over" == sim.toasts[-1].message


@pytest.mark.parametrize("folder", ["", "/workspace", "/state/tab"])
@pytest.mark.parametrize(
    "given", ["~/my states", "~/my states/", "/home/user/my states", "/home/user/link/../my states"]
)
def test_resurrects_sessions_are_found_in_a_directory_of_the_users(folder: str, given: str) -> None:
    """With blanks, a slash at the end, and the home as people write it."""
    path = f"/home/user/my states{folder}/x.json"
    sim = scenes.terminal(files={path: RESURRECTED[0].read_bytes()})

    assert 1 == len(sim.call("import_resurrect", given))


def test_a_home_on_windows_is_written_in_two_ways() -> None:
    """Either separator."""
    for given in ("~\\states", "~/states"):
        path = "C:\\Users\\user\\states\\x.json"
        files = {path: RESURRECTED[0].read_bytes()}
        sim = scenes.terminal(files=files, platform="windows")

        assert 1 == len(sim.call("import_resurrect", given))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("~/nowhere", "there is no directory /home/user/nowhere"),
        (None, "there is no directory of resurrect's: name the one that you have chosen"),
    ],
)
def test_a_directory_that_is_not_there_is_told(given: str | None, sentence: str) -> None:
    """Nothing was taken over from nowhere."""
    sim = scenes.terminal()
    names, problem = sim.call("import_resurrect", given)

    assert not names
    assert ("no_directory", sentence) == (problem["code"], problem["message"])
    assert f"0 sessions of resurrect taken over. {sentence}" == sim.toasts[-1].message


@pytest.mark.parametrize(
    "start",
    [
        b"age-encryption.org/v1\n-> X25519",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        b"-----BEGIN PGP MESSAGE-----\n",
        b"\x85\x02\x0c\x03",
        b"\x84\x5e\x03",
        b"\xc1\xc0\x4e",
    ],
)
def test_an_encrypted_state_is_told_and_taken_over_once_it_is_not(start: bytes) -> None:
    """It is not damaged, and may be decrypted in its place."""
    place = "/home/user/.local/state/wezterm/resurrect/workspace"
    sim = scenes.terminal(files={f"{place}/x.json": start + b"\x00\xff"})
    sentence = f"{place}/x.json is encrypted: decrypt it first"
    scenes.expects(sim, log=f"not taken over: {sentence}")
    names, problem = sim.call("import_resurrect")

    assert not names
    assert ("encrypted", sentence) == (problem["code"], problem["message"])

    sim.files[f"{place}/x.json"] = RESURRECTED[0].read_bytes()

    assert 1 == len(sim.call("import_resurrect"))
