"""Runs what was rendered as WezTerm would, and lists every promise that it breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from generator.errors import VerifyError
from generator.facts import host_api, surface
from generator.lua.state import new_lua
from generator.making.assemble import ENTRY, Plugin, syntax_error
from generator.making.config import BuildConfig
from generator.making.render import RenderedRoom
from generator.simulator import PLUGIN_URL, ConfigFailure, PluginText, Simulator
from generator.simulator.machine.trace import Call

_LOAD: Final = """function(text, name)
  local chunk, message = load(text, name, "t")
  return chunk ~= nil, message
end"""

_CONFIGURATION: Final = """
local function names_in(of)
  local names = {}
  for name in pairs(of) do
    names[#names + 1] = tostring(name)
  end
  table.sort(names)
  return names
end

local wezterm = require("wezterm")
local before = { globals = names_in(_G), loaded = names_in(package.loaded), path = package.path }
local sessions = wezterm.plugin.require(PLUGIN_URL)
local config = sessions.apply_to_config(wezterm.config_builder())
local after = { globals = names_in(_G), loaded = names_in(package.loaded), path = package.path }
VERIFY = { before = before, after = after, surface = names_in(sessions) }
return config
"""

_NOT_LOADED: Final = "wezterm-sessions is not loaded: "
"""How the loader's own message begins: the configuration goes on without the plugin."""

_LOADED_BY_HOST: Final = re.compile(r"wezterm($|\.)|httpss?CssZssZs")
"""What WezTerm itself puts on package.loaded: its own modules, and the plugin under its URL."""

_DONE_BY_HOST: Final = frozenset(
    {"wezterm.plugin.require", "load", "compiled", "File:read", "File:close"}
)
"""Traced calls by which WezTerm finds and loads the plugin; files are judged when opened."""

_OWN_FILE: Final = re.compile(r"/plugins/[^/]+/plugin/[a-z_/]+\.lua$")
"""A file of the plugin on the simulated disk."""

_BY_HOST_PREFIX: Final = ("package.", "wezterm.add_to_config_reload_watch_list")

_TOUCHES_DISK: Final = ("io.", "File:", "os.remove", "os.rename", "os.tmpname", "os.execute")


_TABLE: Final = "generator/facts/surface/functions.py"
"""Where the functions are told."""


def check_syntax(rooms: Iterable[RenderedRoom]) -> None:
    """Compile each room by itself, so that a mistake is told with the room's own file and line.

    Raises:
        TemplateError: a room is not valid Lua 5.4.
    """
    load = new_lua().eval(_LOAD)
    for each in rooms:
        valid, message = load(each.text.encode(), f"@{each.room.path}".encode())
        if not valid:
            raise syntax_error(str(message).encode("latin-1").decode("utf-8", "replace"))


def verify_plugin(plugin: Plugin, config: BuildConfig) -> None:
    """Load the plugin in the simulated WezTerm, twice as the real one does, and look at the traces.

    Raises:
        VerifyError: it does not load, or breaks a promise; all findings are listed.
    """
    text = _CONFIGURATION.replace("PLUGIN_URL", f'"{PLUGIN_URL}"')
    simulator = Simulator(plugin=PluginText(plugin.files[ENTRY], plugin.files), config=text)
    failures = []
    try:
        simulator.start()
    except ConfigFailure as error:
        failures = [str(error)]
    # What the loader says comes first: the configuration fails for want of the plugin.
    told = [text for _, text in simulator.logs if text.startswith(_NOT_LOADED)]
    failures = [text.removeprefix(_NOT_LOADED) for text in told] + failures
    if failures:
        raise VerifyError([f"The plugin does not load: {_in_sources(failures[0], plugin)}"])
    seen = simulator.lua("return VERIFY")
    calls = [call for call in simulator.trace.calls if call.at_load]
    findings = [
        *_surface(seen["surface"], config),
        *_made(seen["surface"], plugin, config),
        *_traces_left(seen["before"], seen["after"]),
        *_calls_at_load(calls),
        *_registrations(calls, config),
        *(f"An error while loading: {_in_sources(text, plugin)}" for _, text in simulator.errors),
        *(
            f"A log line while loading: {_in_sources(text, plugin)}"
            for level, text in simulator.logs
            if level == "error"
        ),
    ]
    if findings:
        raise VerifyError(findings, "Each is a law of the plugin; README.md says why they hold.")


def _surface(actual: list[str], config: BuildConfig) -> Iterator[str]:
    """The public table has the functions of the source table, no more and no fewer."""
    expected = {
        function.name for function in surface.of_features(surface.FUNCTIONS, config.features)
    }
    for name in sorted(expected - set(actual)):
        yield f"The function {name} is in {_TABLE}, but not in the plugin's table."
    for name in sorted(set(actual) - expected):
        yield f"The function {name} is in the plugin's table, but not in {_TABLE}."


_MADE: Final = re.compile(r"\bfunction [\w.]*api\.(\w+)\(|\b(\w+) = function\b")


def _made(actual: list[str], plugin: Plugin, config: BuildConfig) -> Iterator[str]:
    """Each function of the source table is made by a room: its door alone would lead nowhere."""
    texts = "\n".join(plugin.files.values())
    made = {name for match in _MADE.finditer(texts) for name in match.groups()}
    expected = {each.name for each in surface.of_features(surface.FUNCTIONS, config.features)}
    for name in sorted(expected.intersection(actual) - made):
        yield (
            f"The function {name} is in {_TABLE}, and no room makes it: it is written"
            f" `function plugin.api.{name}(…)`, in its feature's `attach` or, for every build,"
            " in `add_functions` of lua_templates/sessions/init.lua."
        )


def _traces_left(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """No global, no name on package.loaded, no change of package.path."""
    for name in sorted(set(after["globals"]) - set(before["globals"])):
        yield f"The global {name} is written."
    for name in sorted(set(after["loaded"]) - set(before["loaded"])):
        if not _LOADED_BY_HOST.match(name):
            yield f"The module {name} is left on package.loaded, which all plugins share."
    if before["path"] != after["path"]:
        yield "package.path is changed, which all plugins share."


def _calls_at_load(calls: Iterable[Call]) -> Iterator[str]:
    """Nothing that suspends, and no disk but its own rooms: WezTerm's window waits meanwhile."""
    suspending = {verb.full_name for verb in host_api.all_verbs() if verb.is_async}
    for name in sorted({call.name for call in calls if not _is_allowed(call)}):
        if name in suspending:
            yield f"{name} is called while loading; it may suspend, which is an error there."
        elif name.startswith(_TOUCHES_DISK):
            yield f"{name} is called while loading; the disk is not touched before it is needed."


def _is_allowed(call: Call) -> bool:
    """What WezTerm does itself, and the reading of rooms."""
    if call.name == "io.open":
        path, mode = str(call.args[0]), call.args[1]
        return _OWN_FILE.search(path) is not None and mode == "rb"
    return call.name in _DONE_BY_HOST or call.name.startswith(_BY_HOST_PREFIX)


def _registrations(calls: Iterable[Call], config: BuildConfig) -> Iterator[str]:
    """Each evaluation of the configuration registers the same events in the same order."""
    evaluations: list[list[str]] = []
    for call in calls:
        if call.name == "wezterm.plugin.require":
            evaluations.append([])
        elif call.name == "wezterm.on" and evaluations:
            evaluations[-1].append(str(call.args[0]))
    if any(names != evaluations[0] for names in evaluations):
        yield f"Events are registered differently from one evaluation to the next: {evaluations}."
    first = evaluations[0] if evaluations else []
    for name in sorted({name for name in first if first.count(name) > 1}):
        yield f"The event {name} is registered more than once."
    for action in config.actions:
        if action.name not in first:
            yield f"Nobody listens to the action event {action.name}."


_PLACE: Final = re.compile(r"[^\s:]*(?P<path>plugin/[a-z_/]+\.lua)(?=:\d)")


def _in_sources(message: str, plugin: Plugin) -> str:
    """Name the file to edit in the place of the plugin's own: its lines have the same numbers."""
    return _PLACE.sub(lambda match: plugin.edits.get(match["path"], match.group()), message)
