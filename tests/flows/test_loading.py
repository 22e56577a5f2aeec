"""How the plugin gets into a terminal: cloned, vendored, with other line ends, updated."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from generator.facts import manifest
from generator.making.config import ROOT
from generator.simulator import PluginText, Settings, Simulator
from generator.simulator.machine.plugin_files import plugin_files
from tests.flows import scenes
from tests.flows.hands import messages, press

ROOMS = ("features", "init")
"""Rooms whose doings are seen here."""

FOLDER = Settings().checkout()
UPDATED = "the plugin has been updated: reload the configuration"


def files(folder: str = "dist") -> dict[str, bytes]:
    """Return the files that ship in a folder of the project, by path relative to it."""
    return plugin_files(ROOT / folder)


def plugin_of(shipped: dict[str, bytes]) -> PluginText:
    """Return files as the simulated terminal takes them."""
    return PluginText(shipped["plugin/init.lua"], shipped)


def saves_and_loads(sim: Simulator) -> bool:
    """Split, save, forget, load; tell whether both panes are back."""
    sim.run(400)
    sim.split("Right", 30)
    scenes.save(sim)
    scenes.load_anew(sim, "default")
    return [(0, 0, 49, 24), (50, 0, 30, 24)] == sim.tab().rects()


@pytest.mark.parametrize("folder", ["", "dist"])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("platform", ["linux", "windows", "macos"])
def test_a_clone_works(folder: str, line_end: bytes, platform: str) -> None:
    """Of the project or of dist/ alone, with the line ends that git makes there."""
    shipped = {path: text.replace(b"\n", line_end) for path, text in files(folder).items()}
    sim = Simulator(plugin_of(shipped), config={}, platform=platform)

    assert saves_and_loads(sim.start())


VENDORED = """
local wezterm = require("wezterm")
local config = wezterm.config_builder()
local sessions = LOAD
return sessions.apply_to_config(config, { lazy = "off" })
"""


@pytest.mark.parametrize("load", ["dofile(PATH)", "loadfile(PATH)()", "loadfile(PATH)('x', PATH)"])
@pytest.mark.parametrize("folder", ["", "dist"])
def test_a_vendored_copy_works(folder: str, load: str) -> None:
    """As with Nix, or in a folder of dotfiles: wherever it lies, however it is opened."""
    place = "/nix/store/0123456789abcdefghijklmnopqrstuv-wezterm-sessions-2.0.0/share"
    config = VENDORED.replace("LOAD", load.replace("PATH", f'"{place}/plugin/init.lua"'))
    on_disk = {f"{place}/{path}": text for path, text in files(folder).items()}
    sim = Simulator(None, config=config, files=on_disk)

    assert saves_and_loads(sim.start())


BROKEN = """
config.font_size = 7
local act = wezterm.action
table.insert(config.keys, { key = "s", mods = "CTRL", action = act.EmitEvent("save_session") })
"""


def test_without_its_rooms_the_configuration_goes_on() -> None:
    """The user's settings are in force; one sentence says why, also to keys and to a status bar."""
    config = Simulator.config_text({}, extra=BROKEN)
    sim = Simulator(PluginText(files()["plugin/init.lua"]), config=config).start()
    scenes.expects(sim, log="wezterm-sessions is not loaded: ")
    sim.run(5000)
    press(sim, "s", "CTRL")
    sentence = sim.toasts[0].message

    assert 7 == sim.config["font_size"]
    assert [sentence] * 2 == messages(sim)
    assert "sessions/init.lua is not of this build" in sentence
    assert sentence == sim.call("status")
    assert not sim.call("palette_entries")
    assert (None, {"code": "not_loaded", "message": sentence}) == sim.call("list")


def test_rooms_that_come_late_are_taken() -> None:
    """As when an update takes longer than WezTerm waits: the configuration is reloaded again."""
    shipped = files()
    sim = Simulator(PluginText(shipped["plugin/init.lua"]), config={}).start()
    scenes.expects(sim, log="is not of this build")
    for path, text in shipped.items():
        sim.files[f"{FOLDER}/{path}"] = text
        sim.run(50)
    sim.run(5000)
    scenes.save(sim)

    assert sim.toasts[-1].message.startswith("Saved default")


def broken_at_once(*rooms: str) -> Simulator:
    """Return a terminal in which files of rooms are gone right after the plugin was loaded."""
    sim = scenes.terminal()
    sim.world.reload()
    for room in rooms:
        del sim.files[f"{FOLDER}/plugin/{manifest.room_named(room).file}"]
    return sim


def test_a_function_whose_room_is_gone_answers_as_it_does_when_it_cannot() -> None:
    """And the user is told: an error would end the handler that called it."""
    sim = broken_at_once("undo")
    scenes.expects(sim, log="undo.lua is not of this build")
    sim.run(1000)
    nothing, problem = sim.call("list")

    assert (None, "failed") == (nothing, problem["code"])
    assert (None, problem) == sim.call("load", "default")
    assert [problem["message"]] * 4 == [sim.call("status") for _ in range(4)]
    assert [problem["message"]] == messages(sim)


def test_what_could_not_be_defined_is_when_the_room_comes() -> None:
    """The configuration that defines it is evaluated again."""
    shipped = files()
    late = "plugin/sessions/features/define/spec.lua"
    extra = 'sessions.define("app", { tabs = { "ls" } })'
    sim = Simulator(
        PluginText(shipped["plugin/init.lua"], {**shipped, late: ""}),
        config=Simulator.config_text({}, extra=extra),
    ).start()
    scenes.expects(sim, log="spec.lua is not of this build")
    sim.run(5000)
    sim.files[f"{FOLDER}/{late}"] = shipped[late]
    sim.run(5000)

    assert ["app"] == [entry["name"] for entry in sim.call("list")]


@pytest.mark.parametrize("name", ["list", "load", "pin"])
def test_what_may_wait_is_refused_where_nothing_can(name: str) -> None:
    """As in a handler of `format-tab-title`: half an answer would be wrong, and never told."""
    extra = f"""
    wezterm.on("format-tab-title", function()
      local answer, problem = sessions.{name}("default")
      return tostring(answer) .. " " .. problem.code .. " " .. problem.message
    end)
    """
    sim = scenes.machine(extra=extra).start()
    scenes.expects(sim, log=f"{name}() may have to wait")
    _, text = sim.call_sync("format-tab-title")

    assert text.startswith(
        f"nil cannot_wait {name}() may have to wait, which WezTerm does not allow here"
    )
    assert 1 == len([toast for toast in sim.toasts if "may have to wait" in toast.message])


def test_what_is_defined_needs_no_other_feature() -> None:
    """A configuration that defines sessions opens the rooms of that alone, at each evaluation."""
    extra = 'wezterm.GLOBAL.defined = sessions.define("app", { tabs = { "ls" } })'
    sim = scenes.machine(extra=extra).start()
    opened = [
        str(call.args[0]).rpartition("/")[2]
        for call in sim.trace.calls
        if call.name == "io.open" and call.at_load
    ]

    assert sim.lua("return wezterm.GLOBAL.defined")
    assert {"define.lua", "spec.lua"} <= set(opened)
    assert not {"undo.lua", "autosave.lua", "store.lua"} & set(opened)


def updated_at_once(**config: bool) -> Simulator:
    """Return a terminal whose plugin was updated right after its configuration was evaluated."""
    extra = "".join(f"config.{name} = {str(value).lower()}\n" for name, value in config.items())
    sim = scenes.machine(extra=extra).start()
    sim.world.reload()
    for path, text in files().items():
        sim.files[f"{FOLDER}/{path}"] = _another_build(text)
    return sim


DIGEST = re.compile(rb"\b([0-9a-f]{15})([0-9a-f])\b")


def _another_build(text: bytes) -> bytes:
    """Give every digest another last digit: a build that fits together, and not with this one."""
    return DIGEST.sub(lambda m: m[1] + b"%x" % (15 - int(m[2], 16)), text)


def test_an_update_is_taken_by_itself() -> None:
    """WezTerm watches the file that it has required, and evaluates the configuration again."""
    sim = updated_at_once()
    scenes.expects(sim, log=UPDATED)
    sim.run(5000)
    scenes.save(sim)

    assert sim.toasts[-1].message.startswith("Saved default")


def test_where_nothing_is_reloaded_a_key_says_what_to_do() -> None:
    """Each time; what the terminal does by itself says it once. A reload helps."""
    sim = updated_at_once(automatically_reload_config=False)
    scenes.expects(sim, log=UPDATED)
    sim.run(5000)
    by_itself = messages(sim)
    for _ in range(2):
        scenes.save(sim)
    told = messages(sim)
    sim.reload()
    scenes.save(sim)

    assert [UPDATED] == by_itself
    assert [UPDATED] * 3 == told
    assert sim.toasts[-1].message.startswith("Saved default")


def test_a_moment_after_the_start_no_update_can_come_between() -> None:
    """All rooms are open by then: the terminal works on as it is."""
    sim = scenes.terminal()
    for path in set(files()) - {"plugin/init.lua"}:
        del sim.files[f"{FOLDER}/{path}"]
    for key, mods in (("s", "ALT"), ("l", "ALT")):
        sim.press(key, mods)
        sim.run()

    assert sim.overlay is not None
    assert [f"{scenes.STATE}/default.json"] == [
        path for path in sim.state_files() if path.endswith("default.json")
    ]
    assert [] == [text for level, text in sim.logs if "error" == level]


@pytest.mark.parametrize("first", ["", "list()", "save({})", 'load("default")'])
def test_rooms_are_opened_in_short_turns(first: str) -> None:
    """Whatever comes first in a Lua state, no turn of the event loop reads more than this."""
    most_bytes = 50_000
    sim = scenes.terminal()
    scenes.save(sim)
    sim.trace.clear()
    sim.world.reload()
    if first:
        sim.start_lua(f"plugin.{first}")
    sim.run()
    turns: Counter[int] = Counter()
    for call in sim.trace.calls:
        is_room = call.name == "io.open" and "/plugin/sessions/" in str(call.args[0])
        if is_room and not call.at_load:
            turns[call.slice] += len(sim.files[str(call.args[0])])

    assert len(turns) > 5
    assert max(turns.values()) < most_bytes
