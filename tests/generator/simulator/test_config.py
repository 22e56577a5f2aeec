"""Evaluating the configuration: plugins, modules, reloads, mistakes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.simulator import (
    PLUGIN_URL,
    ConfigFailure,
    LuaFailure,
    PluginText,
    Simulator,
)
from generator.simulator.machine.settings import encode_url

Make = Callable[..., Simulator]

PLUGIN = """
local name, path = ...
return { name = name, path = path, apply_to_config = function(config, options)
  config.seen = options and options.mine or "nothing"
end }
"""


@pytest.fixture
def with_plugin() -> Simulator:
    """Give a terminal with a plugin of a few lines."""
    return Simulator(PluginText(PLUGIN), config={"mine": 7}).start()


def test_the_plugin_gets_its_options(with_plugin: Simulator) -> None:
    """A mapping as configuration is handed to `apply_to_config`."""
    assert 7 == with_plugin.config["seen"]


def test_a_plugin_knows_its_name_and_path(with_plugin: Simulator) -> None:
    """Its chunk gets the module's name and the full path of init.lua."""
    name = "httpssCssZssZsgithubsDscomsZswezterm-sessionssZswezterm-sessions"

    assert with_plugin.lua("return plugin.name, plugin.path") == (
        name,
        f"/home/user/.local/share/wezterm/plugins/{name}/plugin/init.lua",
    )


def test_a_plugin_is_loaded_once_per_state(with_plugin: Simulator) -> None:
    """`wezterm.plugin.require` gives the same table again."""
    code = "return plugin == wezterm.plugin.require(...)"

    assert with_plugin.lua(code, PLUGIN_URL) is True


def test_an_unknown_plugin_cannot_be_cloned(sim: Simulator) -> None:
    """There is no network."""
    with pytest.raises(LuaFailure, match="failed to clone https://example"):
        sim.lua("wezterm.plugin.require('https://example.com/x')")


def test_a_checkout_with_a_loader(tmp_path: Path) -> None:
    """A plugin/init.lua that loads dist/plugin/init.lua by its own path works."""
    (tmp_path / "plugin").mkdir()
    (tmp_path / "dist" / "plugin").mkdir(parents=True)
    (tmp_path / "plugin" / "init.lua").write_text("""
    local name, path = ...
    local file = path:match("^(.*)/plugin/init%.lua$") .. "/dist/plugin/init.lua"
    return assert(loadfile(file))(name, file)
    """)
    (tmp_path / "dist" / "plugin" / "init.lua").write_text(PLUGIN)
    sim = Simulator(tmp_path).start()

    assert str(sim.lua("return plugin.path")).endswith("/dist/plugin/init.lua")


def test_each_plugin_is_listed_with_its_own_address(terminal: Make) -> None:
    """As it was given to `require`, whatever became of it in the directory's name."""
    urls = ["https://github.com/a/b.wezterm", "file:///home/user/c"]
    root = "/home/user/.local/share/wezterm/plugins"
    files = {f"{root}/{encode_url(url)}/plugin/init.lua": "return {}" for url in urls}
    sim = terminal(files=files)

    listed = sim.lua("return wezterm.plugin.list()")

    assert sorted(urls) == sorted(one["url"] for one in listed)


def test_modules_beside_the_configuration(terminal: Make) -> None:
    """`require` finds files in the configuration directory; errors name them."""
    sim = terminal(
        files={
            "/home/user/.config/wezterm/mine.lua": "return { x = 1 }",
            "/home/user/.config/wezterm/bad.lua": "return +",
        }
    )

    assert 1 == sim.lua("return require('mine').x")
    with pytest.raises(LuaFailure, match=r"error loading module 'bad' from file '/home/user"):
        sim.lua("require('bad')")
    with pytest.raises(LuaFailure, match="module 'none' not found"):
        sim.lua("require('none')")


def test_messages_name_the_file(sim: Simulator) -> None:
    """An error in the configuration is told with its file and line."""
    sim.edit_config("\nerror('oh')")
    sim.run(500)

    assert "wezterm.lua:2: oh" in sim.errors[0][1]


def test_a_broken_configuration_at_start() -> None:
    """Then the terminal does not start here (the real one starts with defaults)."""
    with pytest.raises(ConfigFailure, match="oh"):
        Simulator(None, config="error('oh')").start()


@pytest.mark.parametrize("text", ["return 5", "return", "syntax error"])
def test_what_is_no_configuration(text: str) -> None:
    """It has to be valid Lua that returns a table."""
    with pytest.raises(ConfigFailure):
        Simulator(None, config=text).start()


def test_a_broken_reload_keeps_the_old_one(terminal: Make) -> None:
    """Handlers of the old configuration live on, and so do its timers."""
    sim = terminal('wezterm.on("mine", function() print("old") end)')
    sim.lua("wezterm.time.call_after(2, function() print('timer') end)")
    sim.edit_config("error('oh')")
    sim.run(500)
    sim.perform({"EmitEvent": "mine"})
    sim.run(3000)

    assert [("info", "old"), ("info", "timer")] == sim.logs


def test_a_file_in_the_configuration_directory_reloads(terminal: Make) -> None:
    """Writing there evaluates again after 200 ms; below it nothing happens."""
    sim = terminal("print('evaluated')")
    sim.logs.clear()
    sim.lua("io.open('/home/user/.config/wezterm/state.json', 'w'):close()")
    sim.run(100)

    assert [] == sim.logs

    sim.run(200)

    assert 2 == len(sim.logs)  # for all, and for the one window
    sim.files.make_directory("/home/user/.config/wezterm/below")
    sim.run(1000)
    sim.logs.clear()
    sim.lua("io.open('/home/user/.config/wezterm/below/f', 'w'):close()")
    sim.run(1000)

    assert [] == sim.logs


def test_reloading_can_be_off(terminal: Make) -> None:
    """`automatically_reload_config = false` is obeyed."""
    sim = terminal("print('evaluated')", result="{ automatically_reload_config = false }")
    sim.logs.clear()
    sim.edit_config("return {}")
    sim.run(1000)

    assert [] == sim.logs


def test_a_required_file_is_watched(with_plugin: Simulator) -> None:
    """A change of the plugin's own file reloads."""
    path = with_plugin.lua("return plugin.path")
    with_plugin.files[path] = (
        PLUGIN.replace("nothing", "other").replace("options.mine", "1").encode()
    )
    with_plugin.run(500)

    assert 1 == with_plugin.config["seen"]


def test_all_files_that_are_named_at_once_are_watched(terminal: Make) -> None:
    """The function takes as many as come (WezTerm's config/src/lua.rs:855-863)."""
    lua = """
    wezterm.add_to_config_reload_watch_list("/elsewhere/a", "/elsewhere/b")
    wezterm.GLOBAL.times = (wezterm.GLOBAL.times or 0) + 1
    """
    sim = terminal(lua)
    sim.run(1000)
    times = "return wezterm.GLOBAL.times"
    before = sim.lua(times)
    sim.files["/elsewhere/b"] = b"new"
    sim.run(1000)

    assert sim.lua(times) > before


def test_restart_with_other_settings(with_plugin: Simulator) -> None:
    """A restart may change settings; panes and GLOBAL are gone, files stay."""
    with_plugin.files["/disk/f"] = b"x"
    with_plugin.split()
    with_plugin.restart(config={"mine": 8}, cols=100)

    assert (8, 1) == (with_plugin.config["seen"], len(with_plugin.tab().panes))
    assert (100, b"x") == (with_plugin.tab().cols, with_plugin.files["/disk/f"])
