"""options, the rendered room: right values are kept, wrong ones are refused by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.facts.key_names import MODIFIERS
from generator.facts.options import OPTIONS, Option
from generator.facts.surface import ACTIONS
from generator.lua.value import to_lua
from tests.sessions.conftest import Fresh, Rooms

ROOMS = ("options", "key_wishes")
"""Rooms whose doings are seen here."""

WRONG: dict[str, list[tuple[str, str]]] = {
    "boolean": [("1", "1"), ('"true"', '"true"'), ("{}", "a table"), ("print", "a function")],
    "integer": [("true", "true"), ("1.5", "1.5"), ("-1", "-1"), ('"7"', '"7"')],
    "choice": [("true", "true"), ('"never"', '"never"'), ('""', '""'), ("0", "0")],
    "names": [('"never"', '"never"'), ("true", "true"), ("{ 1 }", "a table"), ("7", "7")],
    "strings": [('"vim"', '"vim"'), ("{ 1 }", "a table"), ("{ a = 'b' }", "a table"), ("7", "7")],
    "directory": [
        ('"state"', '"state"'),
        ('"~user/state"', '"~user/state"'),
        (r'"~\\state"', r'"~\state"'),
        ('""', '""'),
        ("{}", "a table"),
    ],
    "keys": [("true", "true"), ('"s"', '"s"'), ("7", "7")],
}
"""For each kind: Lua values that are wrong, and how a message speaks of them."""


@pytest.fixture
def read(rooms: Fresh) -> Callable[[str], tuple[dict[str, Any], list[dict[str, str]]]]:
    """Give `read(lua)`: the options and the problems for a Lua expression, as Python values."""
    lua = rooms()
    options = lua.open("options")

    def read_expression(expression: str) -> tuple[dict[str, Any], list[dict[str, str]]]:
        complete, problems = options.read(lua.lua.eval(expression))
        return plain(complete), [dict(problem.items()) for problem in problems.values()]

    return read_expression


def plain(value: Any) -> Any:
    """Turn Lua tables into lists and dicts; an empty table is a list."""
    if not hasattr(value, "items"):
        return value
    pairs = {key: plain(item) for key, item in value.items()}
    is_list = list(pairs) == list(range(1, len(pairs) + 1))
    return list(pairs.values()) if is_list else pairs


def default_bindings() -> list[dict[str, str]]:
    """Return the keys that are set when the user wishes nothing."""
    return [{"action": each.name, "key": each.key, "mods": each.mods} for each in ACTIONS]


def defaults() -> dict[str, Any]:
    """Return the options of a user who sets none, as the source table has them."""
    known = {option.name: option.default for option in OPTIONS if option.default is not None}
    return known | {"keys": default_bindings()}


@pytest.mark.parametrize("given_options", ["nil", "{}"])
def test_who_sets_nothing_gets_the_defaults(read: Any, given_options: str) -> None:
    """The rendered room and generator/facts/options.py say the same."""
    assert (defaults(), []) == read(given_options)


def test_defaults_are_fresh_at_each_call(rooms: Fresh) -> None:
    """Whoever changes what it got changes it for nobody else."""
    options = rooms().open("options")
    first = options.defaults()
    first.extra_programs[1] = "mc"
    first["keys"][1].key = "x"

    assert defaults() == plain(options.defaults())


@pytest.mark.parametrize(
    ("option", "expression", "shown"),
    [
        pytest.param(option, *wrong, id=f"{option.name}={wrong[0]}")
        for option in OPTIONS
        for wrong in WRONG[option.kind]
    ],
)
def test_a_wrong_type_is_refused_by_name(
    read: Any, option: Option, expression: str, shown: str
) -> None:
    """The message tells the option, what it must be, and what was given; the default stays."""
    complete, problems = read(f"{{ {option.name} = {expression} }}")

    message = f'The option "{option.name}" must be {option.expected}, not {shown}'
    assert [{"code": "wrong_type", "where": option.name, "message": message}] == problems
    assert defaults() == complete


@pytest.mark.parametrize(
    ("expression", "name", "value"),
    [
        ("{ process_inspection = false }", "process_inspection", False),
        ("{ restore_programs = false }", "restore_programs", False),
        ('{ lazy = "off" }', "lazy", "off"),
        ('{ extra_programs = { "mc", "lf" } }', "extra_programs", ["mc", "lf"]),
        ('{ restore_on_startup = "last" }', "restore_on_startup", "last"),
        ('{ restore_on_startup = { "a", "b" } }', "restore_on_startup", ["a", "b"]),
        ("{ restore_on_startup = {} }", "restore_on_startup", []),
        ('{ save_state_dir = "/var/state" }', "save_state_dir", "/var/state"),
        ('{ save_state_dir = "C:/state" }', "save_state_dir", "C:/state"),
        (r'{ save_state_dir = "d:\\state" }', "save_state_dir", "d:\\state"),
        ('{ save_state_dir = "~" }', "save_state_dir", "~"),
        ('{ save_state_dir = "~/state" }', "save_state_dir", "~/state"),
        (r'{ save_state_dir = "\\\\server\\share" }', "save_state_dir", r"\\server\share"),
    ],
)
def test_a_right_value_is_taken(read: Any, expression: str, name: str, value: Any) -> None:
    """`false` is a value like any other."""
    assert (defaults() | {name: value}, []) == read(expression)


def test_the_word_for_the_user_data_directory_says_what_nil_says(read: Any) -> None:
    """Configurations written for earlier versions have it."""
    assert (defaults(), []) == read('{ save_state_dir = "default-user-owned" }')


def test_a_list_of_the_users_is_copied(rooms: Fresh) -> None:
    """What the user does with it afterwards changes nothing."""
    lua = rooms()
    given_options = lua.lua.eval('{ extra_programs = { "mc" } }')
    complete, _ = lua.open("options").read(given_options)
    given_options.extra_programs[1] = "lf"

    assert "mc" == complete.extra_programs[1]


@pytest.mark.parametrize(
    ("expression", "messages"),
    [
        ("{ lasy = 1 }", ['There is no option "lasy"; did you mean "lazy"?']),
        ("{ LAZY = 1 }", ['There is no option "LAZY"; did you mean "lazy"?']),
        (
            "{ process_inpsection = false }",
            ['There is no option "process_inpsection"; did you mean "process_inspection"?'],
        ),
        (
            "{ colours_of_the_rainbow = 60 }",
            [
                'There is no option "colours_of_the_rainbow"; there are '
                + ", ".join(option.name for option in OPTIONS)
            ],
        ),
        (
            "{ zzzzzzzz = 1, [1] = 2, aaaaaaaa = 3 }",
            [
                f'There is no option "{name}"; there are '
                + ", ".join(option.name for option in OPTIONS)
                for name in ("1", "aaaaaaaa", "zzzzzzzz")
            ],
        ),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_right_one(
    read: Any, expression: str, messages: list[str]
) -> None:
    """All of them, in alphabetical order; where none is near, all names that exist."""
    complete, problems = read(expression)

    assert messages == [problem["message"] for problem in problems]
    assert all("unknown_option" == problem["code"] for problem in problems)
    assert defaults() == complete


def test_a_long_wrong_name_is_cut(read: Any) -> None:
    """A message stays readable, and control bytes do not reach the terminal."""
    _, problems = read('{ ["\\27[31m" .. ("x"):rep(100000)] = 1 }')

    assert problems[0]["message"].startswith('There is no option "?[31m' + "x" * 35)
    assert len(problems[0]["message"]) < 300


@pytest.mark.parametrize(
    ("expression", "shown"),
    [("7", "7"), ('"x"', '"x"'), ("false", "false"), ("print", "a function")],
)
def test_options_that_are_no_table_are_refused(read: Any, expression: str, shown: str) -> None:
    """Everything is as if nothing had been given."""
    complete, problems = read(expression)

    message = f'The options must be a table such as {{ lazy = "off" }}, not {shown}'
    assert [{"code": "wrong_type", "where": "opts", "message": message}] == problems
    assert defaults() == complete


def test_default_keys_can_be_turned_off(read: Any) -> None:
    """Then no key is set."""
    complete, problems = read("{ default_keys = false }")

    assert ([], []) == (complete["keys"], problems)


def test_a_key_can_be_turned_off_by_itself(read: Any) -> None:
    """The others stay."""
    complete, problems = read("{ keys = { save_session = false } }")

    assert (default_bindings()[1:], []) == (complete["keys"], problems)


def test_a_key_can_be_changed_by_itself(read: Any) -> None:
    """It keeps its place; without `mods` it has none."""
    complete, problems = read('{ keys = { load_session = { key = "F5" } } }')

    expected = default_bindings()
    expected[1] = {"action": "load_session", "key": "F5", "mods": "NONE"}
    assert (expected, []) == (complete["keys"], problems)


def test_a_key_of_the_users_is_set_though_the_defaults_are_off(read: Any) -> None:
    """Who names a key wants it."""
    complete, _ = read(
        '{ default_keys = false, keys = { load_session = { key = "l", mods = "LEADER" } } }'
    )

    assert [{"action": "load_session", "key": "l", "mods": "LEADER"}] == complete["keys"]


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        ("true", "true"),
        ('"s"', '"s"'),
        ("{}", "a table"),
        ('{ key = "" }', "a table"),
        ("{ key = 1 }", "a table"),
        ('{ key = "s", mods = 1 }', "a table"),
    ],
)
def test_a_wrong_key_is_refused_and_the_default_stays(read: Any, wish: str, shown: str) -> None:
    """By the name of its action."""
    complete, problems = read(f"{{ keys = {{ save_session = {wish} }} }}")

    message = (
        'The key of "save_session" must be false or a table such as'
        f' {{ key = "s", mods = "ALT" }}, not {shown}'
    )
    assert [{"code": "wrong_type", "where": "keys.save_session", "message": message}] == problems
    assert default_bindings() == complete["keys"]


@pytest.mark.parametrize(
    ("wish", "code", "told"),
    [
        (
            '{ key = "s", mods = "CTLR" }',
            "unknown_key",
            'WezTerm knows no modifier "CTLR"; did you mean "CTRL"?',
        ),
        (
            '{ key = "s", mods = "CTRL|alt" }',
            "unknown_key",
            'WezTerm knows no modifier "alt"; did you mean "ALT"?',
        ),
        (
            '{ key = "s", mods = "CTRL+ALT" }',
            "unknown_key",
            'WezTerm knows no modifier "CTRL+ALT"; there are ' + ", ".join(MODIFIERS),
        ),
        (
            '{ key = "Entre" }',
            "unknown_key",
            'WezTerm knows no key "Entre"; did you mean "Enter"?',
        ),
        ('{ key = "F25" }', "unknown_key", 'WezTerm knows no key "F25"'),
        ('{ key = "raw:s" }', "unknown_key", 'WezTerm knows no key "raw:s"'),
        ('{ key = "s", mod = "ALT" }', "unknown_option", 'a field "mod"; did you mean "mods"?'),
    ],
)
def test_a_key_that_wezterm_would_refuse_is_told_and_the_default_stays(
    read: Any, wish: str, code: str, told: str
) -> None:
    """WezTerm would refuse the whole configuration with it."""
    complete, problems = read(f"{{ keys = {{ save_session = {wish} }} }}")

    assert [(code, "keys.save_session")] == [(each["code"], each["where"]) for each in problems]
    assert told in problems[0]["message"]
    assert default_bindings() == complete["keys"]


@pytest.mark.parametrize(
    "key",
    [
        *("s", "S", "F1", "F24", "Enter", "LeftArrow", "Numpad0", "phys:S", "phys:s"),
        *("phys:Space", "mapped:l", "raw:46", "Grave", " ", "|", ":"),
    ],
)
@pytest.mark.parametrize("mods", ["CTRL | SHIFT", "OPT|LEADER", "NONE", "|CMD"])
def test_every_key_that_wezterm_takes_is_taken(read: Any, key: str, mods: str) -> None:
    """However it is spelled."""
    complete, problems = read(
        f'{{ keys = {{ save_session = {{ key = "{key}", mods = "{mods}" }} }} }}'
    )

    assert ([], {"action": "save_session", "key": key, "mods": mods}) == (
        problems,
        complete["keys"][0],
    )


def test_a_default_gives_way_to_the_users_wish_for_another_action(read: Any) -> None:
    """WezTerm takes the last of two keys that are one: the wish would be dead."""
    complete, problems = read('{ keys = { save_session = { key = "L", mods = "META|SHIFT" } } }')

    assert [] == problems
    assert "manage_session" not in [each["action"] for each in complete["keys"]]


def test_one_key_for_two_actions_is_told(read: Any) -> None:
    """The first one has it; the other one keeps its default."""
    complete, problems = read(
        """{ keys = {
            save_session = { key = "x", mods = "ALT" },
            fork_session = { key = "x", mods = "META" },
        } }"""
    )

    assert [("taken", "keys.fork_session")] == [(each["code"], each["where"]) for each in problems]
    assert {"save_session": "x", "fork_session": "f"} == {
        each["action"]: each["key"]
        for each in complete["keys"]
        if each["action"] in ("save_session", "fork_session")
    }


def test_other_keys_are_held_on_macos(rooms: Fresh) -> None:
    """The Option key types characters there."""
    lua = rooms()
    options = lua.open("options")
    complete = plain(options.defaults(lua.table({"is_mac": True})))

    assert [(each.key, each.mac_mods or each.mods) for each in ACTIONS] == [
        (each["key"], each["mods"]) for each in complete["keys"]
    ]
    assert not [each for each in complete["keys"] if "ALT" in each["mods"]]


def test_a_key_for_no_action_is_told_with_the_nearest_one(read: Any) -> None:
    """Actions are named like options are."""
    _, problems = read("{ keys = { save_sesion = false } }")

    message = 'There is no action "save_sesion" to set a key for; did you mean "save_session"?'
    assert [{"code": "unknown_action", "where": "keys.save_sesion", "message": message}] == problems


LUA_VALUES = st.recursive(
    st.booleans() | st.integers(-9, 99) | st.floats(allow_nan=False) | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["key", "mods", "x"]) | st.integers(-1, 3), inner, max_size=3
        )
        | st.dictionaries(st.sampled_from([each.name for each in ACTIONS]), inner, max_size=3)
    ),
    max_leaves=8,
)
NAMES = st.sampled_from([option.name for option in OPTIONS]) | st.text(max_size=20)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAMES, LUA_VALUES, max_size=6))
def test_whatever_is_given_the_options_are_complete(given_options: dict[str, Any]) -> None:
    """Nothing raises; every kept value is right, and every wrong one has its problem."""
    lua = Rooms()
    complete, problems = lua.open("options").read(lua.lua.eval(to_lua(given_options).encode()))

    kept = plain(complete)
    wrong = {problem["where"] for problem in problems.values()}
    for option in OPTIONS:
        if option.name in given_options and option.accepts(given_options[option.name]):
            assert option.name not in wrong
        if option.kind in {"boolean", "choice"}:
            assert option.accepts(kept[option.name])
    assert all(binding["key"] and binding["mods"] is not None for binding in kept["keys"])


@given(st.integers(0, len("restore_programs") - 1), st.sampled_from(["", "x", "_", "xy"]))
def test_a_name_one_or_two_letters_away_is_suggested(place: int, letters: str) -> None:
    """A letter dropped or replaced, one or two inserted: what was meant is still told."""
    target = "restore_programs"
    wrong = target[:place] + letters + target[place + 1 :]
    lua = Rooms()
    _, problems = lua.open("options").read(lua.table({wrong: True}))
    messages = [problem["message"] for problem in problems.values()]

    assert (
        wrong == target or [f'There is no option "{wrong}"; did you mean "{target}"?'] == messages
    )
