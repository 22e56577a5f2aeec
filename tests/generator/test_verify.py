"""verify: a plugin that breaks a promise while it loads is told so, with its source line."""

from __future__ import annotations

import pytest

from generator.errors import TemplateError, VerifyError
from generator.facts import manifest, surface
from generator.facts.manifest import Room
from generator.facts.surface import Action, Function
from generator.making.flow import make
from generator.making.verify import verify_plugin
from tests.generator.conftest import Project

GOOD = """\
local init = {}

function init.start()
  local wezterm = require("sessions.terminal.host").connect()
  wezterm.on("save_session", function() end)
  BAD
  return {
    apply_to_config = function(config)
      return config
    end,
  }
end

return init
"""


def function(name: str) -> Function:
    """Return a function of the table."""
    return Function(name=name, is_async=False, meaning="", instead="argument")


def action(name: str, function_name: str, key: str) -> Action:
    """Return an action of the table."""
    return Action(
        name=name, function=function_name, key=key, mods="ALT", meaning="", title="", icon=""
    )


@pytest.fixture
def small(project: Project, table: object, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project that keeps every promise, with one function and one action."""
    monkeypatch.setattr(manifest, "ROOMS", (Room("terminal/host"), Room("init", "host")))
    for place in ("text/below", "features/more/extra"):
        project.file(place).unlink()
    functions = (function("apply_to_config"),)
    actions = (action("save_session", "save_state", "s"),)
    monkeypatch.setattr(surface, "FUNCTIONS", functions)
    monkeypatch.setattr(surface, "ACTIONS", actions)
    project.room("terminal/host", 'return { connect = function() return require("wezterm") end }\n')
    project.room("init", GOOD.replace("  BAD\n", ""))
    return project


def findings(project: Project) -> tuple[str, ...]:
    """Return what is found wrong with the project's plugin."""
    config = project.config()
    with pytest.raises(VerifyError) as caught:
        verify_plugin(make(config).plugin, config)
    return caught.value.findings


def test_a_plugin_that_keeps_its_promises_passes(small: Project) -> None:
    """Nothing is raised."""
    config = small.config()

    verify_plugin(make(config).plugin, config)


@pytest.mark.parametrize(
    ("bad", "finding"),
    [
        ("leaked = 1", "The global leaked is written."),
        (
            "package.loaded.utils = {}",
            "The module utils is left on package.loaded, which all plugins share.",
        ),
        (
            'package.path = package.path .. ";x"',
            "package.path is changed, which all plugins share.",
        ),
        (
            'io.open("/tmp/x")',
            "io.open is called while loading; the disk is not touched before it is needed.",
        ),
        (
            'wezterm.on("save_session", function() end)',
            "The event save_session is registered more than once.",
        ),
        (
            'wezterm.log_error("no")',
            "A log line while loading: no",
        ),
    ],
)
def test_a_broken_promise_is_told(small: Project, bad: str, finding: str) -> None:
    """One finding for each."""
    small.room("init", GOOD.replace("BAD", bad))

    assert finding in findings(small)


def test_a_call_that_may_suspend_while_loading_is_told(small: Project) -> None:
    """In WezTerm it is an error there: the plugin is loaded by a C function."""
    small.room("init", GOOD.replace("BAD", 'wezterm.emit("x")'))

    assert any("wezterm.emit" in finding or "yield" in finding for finding in findings(small))


def test_an_error_while_loading_is_told_with_its_source_line(small: Project) -> None:
    """The file to edit, not the one that ships."""
    small.room("init", GOOD.replace("BAD", "error('broken')"))
    (finding,) = findings(small)

    assert finding.startswith("The plugin does not load: ")
    assert "lua_templates/sessions/init.lua:6: broken" in finding
    assert "plugin/sessions/init.lua" not in finding


def test_a_function_that_no_room_makes_is_told(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the place where it is made: a door that leads nowhere looks like a function."""
    monkeypatch.setattr(surface, "FUNCTIONS", (function("apply_to_config"), function("count")))
    init = GOOD.replace("  BAD\n", "").replace("  return {", "  return {\n    count = print,")
    small.room("init", init)

    (said,) = findings(small)

    assert said.startswith("The function count is in generator/facts/surface/functions.py, and no")
    assert "`function plugin.api.count(…)`" in said


def test_functions_that_differ_from_the_table_are_told(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In both directions."""
    functions = (function("save"),)
    monkeypatch.setattr(surface, "FUNCTIONS", functions)

    here, there = "generator/facts/surface/functions.py", "the plugin's table"
    assert (
        f"The function save is in {here}, but not in {there}.",
        f"The function apply_to_config is in {there}, but not in {here}.",
    ) == findings(small)


def test_an_action_that_nobody_listens_to_is_told(
    small: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key for it would do nothing."""
    more = action("load_session", "load_state", "l")
    monkeypatch.setattr(surface, "ACTIONS", (*surface.ACTIONS, more))

    assert ("Nobody listens to the action event load_session.",) == findings(small)


def test_events_that_depend_on_the_evaluation_are_told(small: Project) -> None:
    """WezTerm evaluates the configuration several times; all must be alike."""
    bad = (
        'wezterm.GLOBAL.n = (wezterm.GLOBAL.n or 0) + 1; wezterm.on("e" .. wezterm.GLOBAL.n,'
        " function() end)"
    )
    small.room("init", GOOD.replace("BAD", bad))

    assert findings(small)[0].startswith(
        "Events are registered differently from one evaluation to the next: "
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "local a = {\n\nreturn a\n",
            "lua_templates/sessions/terminal/host.lua:3: not valid Lua: ",
        ),
        (
            "local a = 'x\n",
            "lua_templates/sessions/terminal/host.lua:1: not valid Lua: unfinished string",
        ),
        (
            "return {} end\n",
            "lua_templates/sessions/terminal/host.lua:1: not valid Lua: <eof> expected",
        ),
    ],
)
def test_a_room_that_is_not_lua_is_told_with_its_line(
    small: Project, text: str, message: str
) -> None:
    """Each room is compiled by itself, so that no room can hide in another."""
    small.room("terminal/host", text)
    with pytest.raises(TemplateError) as caught:
        make(small.config())

    assert str(caught.value).startswith(message)
