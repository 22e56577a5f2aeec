"""Functions look at what they are given before they do anything, and say it as options do."""

from __future__ import annotations

import json
from typing import Any

import pytest

from generator.facts.surface import FUNCTIONS, Argument, Function
from generator.simulator import Simulator
from tests.flows import scenes

ROOMS = ("doors", "mistake")
"""Rooms whose doings are seen here."""

RIGHT = {
    "any": "nil",
    "boolean": "true",
    "integer": "1",
    "pane": "wezterm.gui.gui_windows()[1]:active_pane()",
    "string": '"a"',
    "table": "{}",
    "window": "wezterm.gui.gui_windows()[1]",
}
"""For each kind a value of it, as Lua."""

EXPECTED = {
    "boolean": "true or false",
    "integer": "a whole number",
    "pane": "a pane",
    "string": "a string",
    "table": "a table",
    "window": "a window",
}

WRONG = {
    "7": ["boolean", "pane", "string", "table", "window"],
    "1.5": ["integer"],
    '"x"': ["integer", "pane", "table", "window"],
}
"""Values as Lua, with the kinds that they are not of."""

CHECKED = [
    (function, place)
    for function in FUNCTIONS
    for place, argument in enumerate(function.arguments)
    if argument.kind != "any"
]


def named(value: object) -> str | None:
    """Return how a test's case is called."""
    return value.name if isinstance(value, Function) else None


def answer_of(sim: Simulator, function: Function, arguments: list[str]) -> tuple[Any, Any]:
    """Call a function, and return its first two answers."""
    answer = sim.lua(f"return plugin.{function.name}({', '.join(arguments)})")
    return answer if isinstance(answer, tuple) else (answer, None)


def instead(function: Function, first: str, where: str, sentence: str) -> tuple[Any, Any]:
    """Return what a function answers that was given something wrong."""
    answers: dict[str, tuple[Any, Any]] = {
        "problem": (None, {"code": "wrong_type", "message": sentence, "where": where}),
        "text": (sentence, None),
        "list": ({}, None),
        "nothing": (None, None),
        "argument": (json.loads(first) if "argument" == function.instead else None, None),
    }
    return answers[function.instead]


@pytest.mark.parametrize("function", ["save", "status"])
def test_a_window_is_no_table_of_options(function: str) -> None:
    """Its place is behind a name."""
    sim = scenes.terminal()
    scenes.expects(sim, log="must be a table")
    sim.lua(f"return plugin.{function}(wezterm.gui.gui_windows()[1])")

    assert f'The argument "opts" of {function}() must be a table' in "".join(
        toast.message for toast in sim.toasts
    )


@pytest.mark.parametrize(("function", "place"), CHECKED, ids=named)
def test_a_wrong_argument_is_refused_by_its_name(function: Function, place: int) -> None:
    """Told once, and answered as the function answers trouble."""
    sim = scenes.terminal()
    scenes.expects(sim, log=f"of {function.name}() must be ")
    argument = function.arguments[place]
    right = [RIGHT[each.kind] for each in function.arguments]
    values = [value for value, kinds in WRONG.items() if argument.kind in kinds]
    if not argument.is_optional:
        values.append("nil")
    for value in values:
        arguments = [*right[:place], value, *right[place + 1 :]]
        answer = answer_of(sim, function, arguments)
        shown = "nothing" if value == "nil" else value
        sentence = (
            f'The argument "{argument.name}" of {function.name}() must be '
            f"{EXPECTED[argument.kind]}, not {shown}"
        )

        assert sentence == sim.toasts[-1].message
        assert instead(function, arguments[0], argument.name, sentence) == answer
    assert len(values) == len(sim.toasts)


@pytest.mark.parametrize(
    ("function", "argument", "field"),
    [
        (function, argument, field)
        for function in FUNCTIONS
        for argument in function.arguments
        for field in argument.fields
        if field.kind != "any"
    ],
    ids=lambda value: value.name,
)
def test_a_wrong_option_of_a_function_is_refused_by_its_name(
    function: Function, argument: Argument, field: Argument
) -> None:
    """Those of `save` would else be taken for another workspace's, or for none."""
    sim = scenes.terminal()
    scenes.expects(sim, log=f"of {function.name}() must be ")
    answer_of(sim, function, [f"{{ {field.name} = 7 }}"])

    assert "table" == argument.kind
    assert (
        f'The option "{field.name}" of {function.name}() must be {EXPECTED[field.kind]}, not 7'
    ) == sim.toasts[-1].message


def test_an_option_that_a_function_has_not_is_told_with_the_nearest() -> None:
    """Nothing is saved: it would be the wrong workspace."""
    sim = scenes.terminal()
    scenes.expects(sim, log="There is no option")
    sim.lua('plugin.save({ workspcae = "a" })')
    sim.run()

    assert (
        'There is no option "workspcae" of save(); did you mean "workspace"?'
        == sim.toasts[-1].message
    )
    assert not sim.files.under(scenes.STATE)


@pytest.mark.parametrize("function", FUNCTIONS, ids=named)
def test_what_may_be_left_out_is_left_out(function: Function) -> None:
    """No mistake is told of a call with as few arguments as there may be."""
    sim = scenes.terminal()
    needed = [RIGHT[each.kind] for each in function.arguments if not each.is_optional]
    sim.lua(f"plugin.{function.name}({', '.join(needed)})")
    sim.run()
    scenes.expects_faults(sim)

    assert [] == [toast.message for toast in sim.toasts if "must be" in toast.message]


def test_a_mistake_is_told_once_and_answered_each_time() -> None:
    """A status bar asks again and again."""
    sim = scenes.terminal()
    scenes.expects(sim, log="must be a table")
    answers = {sim.call("status", 7) for _ in range(3)}

    assert {'The argument "opts" of status() must be a table, not 7'} == answers
    assert 1 == len(sim.toasts)


def test_a_mistake_while_the_configuration_is_evaluated_ends_nothing() -> None:
    """It is in the log; the rest of the configuration is in force."""
    extra = 'sessions.define({ tabs = { "ls" } }) config.font_size = 7'
    sim = Simulator(scenes.PLUGIN, config=Simulator.config_text({}, extra=extra)).start()
    scenes.expects(sim, log='"name" of define() must be a string, not a table')

    assert 7 == sim.config["font_size"]


def test_what_the_terminal_keeps_as_a_table_is_one() -> None:
    """`wezterm.GLOBAL` gives userdata."""
    sim = scenes.terminal()
    sim.lua('wezterm.GLOBAL.mine = { workspace = "elsewhere" }')

    assert "not saved yet" in sim.lua("return plugin.status(wezterm.GLOBAL.mine)")


def test_a_save_without_a_window_tells_in_the_one_on_the_screen() -> None:
    """A configuration of the predecessor's may hand over nothing."""
    sim = scenes.terminal()
    sim.lua("plugin.save_state(nil, 1)")
    sim.run()

    assert sim.toasts[-1].message.startswith("Saved default")


def test_a_restore_without_a_window_is_into_the_one_on_the_screen() -> None:
    """It opens none of its own beside that."""
    sim = scenes.saved_twice()
    sim.restart()
    sim.lua("plugin.restore_state()")
    sim.run(4000)

    assert 1 == len(sim.gui_windows())
    assert 2 == len(sim.tab().panes)


def test_an_undo_without_a_window_asks_in_the_one_on_the_screen() -> None:
    """It would end a program."""
    sim = scenes.saved_twice()
    scenes.put_away(sim, "default")
    scenes.load(sim, "default")
    sim.run_program(["nvim"])
    sim.lua("plugin.undo_state()")
    sim.run()

    assert sim.overlay is not None
    assert "Close 1 tabs of default? In them runs nvim" == sim.overlay.description
