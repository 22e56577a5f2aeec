"""legacy: files of the plugin's earlier versions and of its parent come in as they are."""

from __future__ import annotations

import json
import random
from typing import Any, cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.coding import Codec, exchanged
from tests.sessions.conftest import Fresh
from tests.sessions.importing import (
    STATES,
    check_total,
    decode,
    leaves_of,
    only_tab,
    recorded,
    rects_in,
)
from tests.strategies import FEWER, Layout, latin, layouts

# The examples of the formats' description: 1.0.0, 2026, and the parent plugin.
PANE = {
    "pane_id": "7",
    "index": 0,
    "is_active": True,
    "is_zoomed": False,
    "left": 0,
    "top": 0,
    "width": 59,
    "height": 40,
    "pixel_width": 472,
    "pixel_height": 640,
    "cwd": "file://host/home/u/My%20Docs",
    "tty": "nvim init.lua ",
}
OTHER = PANE | {"index": 1, "left": 60, "width": 60, "is_active": False, "tty": "-zsh "}


def file_of(*panes: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a file of one tab."""
    tab = {"tab_id": "3", "title": "dev", "is_active": True, "panes": list(panes)}
    return {"name": "proj", "windows": [{"title": "", "tabs": [tab]}]} | fields


@pytest.mark.parametrize("path", STATES, ids=lambda path: path.stem)
def test_every_recorded_file_comes_in_cell_for_cell(rooms: Fresh, path: Any) -> None:
    """Real files of the old plugin: rectangles, order, titles, active tab and panes."""
    value = recorded(path)
    session, notes = decode(rooms, value)

    assert [] == notes
    assert session["name"] == value["name"]
    for window, raw_window in zip(session["windows"], value["windows"], strict=True):
        raw_tabs = raw_window["tabs"]
        assert [tab["title"] for tab in window["tabs"]] == [tab["title"] for tab in raw_tabs]
        assert raw_tabs[window["active_tab"] - 1]["is_active"]
        for tab, raw_tab in zip(window["tabs"], raw_tabs, strict=True):
            keys = ("left", "top", "width", "height")
            assert rects_in(rooms, tab) == [(*(p[key] for key in keys),) for p in raw_tab["panes"]]
            assert (200, 60) == (tab["cols"], tab["rows"])
            assert raw_tab["panes"][tab["active_pane"] - 1]["is_active"]
            assert not tab["zoomed"]


def test_a_recorded_workspace_has_its_directories_and_programs(rooms: Fresh) -> None:
    """Decoded once; a program whose argument bounds are lost is text."""
    session, _ = decode(rooms, recorded(STATES[0]))
    panes = [pane for tab in session["windows"][0]["tabs"] for pane in leaves_of(tab["layout"])]

    assert [pane["cwd"] for pane in panes] == [
        "/home/user/demo/web",
        "/home/user/demo/web",
        "/home/user/demo/web/src",
        "/home/user/demo/web/src",
        "/home/user/demo/My Docs",
        latin("/home/user/demo/größe"),
        "/home/user/demo/My Docs",
    ]
    programs = [pane.get("program") for pane in panes]
    assert {"name": "vim.tiny", "text": "vim.tiny -u NONE read me.txt"} == programs[0]
    assert programs[1] is None
    assert [program and program["text"] for program in programs[2:]] == [
        *(None, "less /etc/services", "top -d 5", "sleep 1000", None),
    ]


def test_what_comes_in_can_be_saved_and_read_again(rooms: Fresh) -> None:
    """An imported session is one like any other."""
    codec = Codec(rooms)
    for path in STATES:
        session, _ = decode(rooms, recorded(path))

        assert codec.decode(codec.encode(session)) == (session, [])


def test_the_document_reader_finds_the_importer(rooms: Fresh) -> None:
    """Through the codec, as the store reads it."""
    codec = Codec(rooms)
    text = STATES[0].read_bytes().decode("latin-1")
    session, notes = codec.decode(text, codec.lua.open("legacy").decode)

    assert ("proj/web app", []) == (session["name"], notes)


def test_a_file_of_2026_brings_its_time_and_its_branches(rooms: Fresh) -> None:
    """Fields that only the later version writes."""
    pane = PANE | {"git_branch": "main", "git_repo": "/home/u/My Docs"}
    session, _ = decode(rooms, file_of(pane, OTHER, last_modified=1_767_225_600), hostname="host")
    first, second = leaves_of(only_tab(session)["layout"])

    assert 1_767_225_600 == session["saved_at"]
    assert {
        "cwd": "/home/u/My Docs",
        "git_branch": "main",
        "git_repo": "/home/u/My Docs",
        "program": {"name": "nvim", "text": "nvim init.lua"},
    } == first
    assert {"cwd": "/home/u/My Docs"} == second


def test_a_file_of_the_parent_plugin_is_one_window(rooms: Fresh) -> None:
    """Tabs at the top level, no titles, no active tab, unknown directories."""
    panes = [PANE | {"tty": "/usr/bin/nvim"}, OTHER | {"cwd": "nil", "tty": "nil"}]
    session, notes = decode(rooms, {"name": "default", "tabs": [{"tab_id": "0", "panes": panes}]})
    first, second = leaves_of(only_tab(session)["layout"])

    assert [] == notes
    assert (1, "") == (session["windows"][0]["active_tab"], only_tab(session)["title"])
    assert {"name": "nvim", "argv": ["/usr/bin/nvim"]} == first["program"]
    assert {} == second


@pytest.mark.parametrize(
    ("cwd", "machine", "expected"),
    [
        ("file://host/a", {"hostname": "HOST"}, ("/a", None)),
        ("file://host/a", {"hostname": "other"}, ("/a", "host")),
        ("file://host/a", {}, ("/a", "host")),
        ("file:///a%20b/", {}, ("/a b", None)),
        ("/a/", {}, ("/a", None)),
        ("file:///C:/x/", {"is_windows": True}, ("C:/x", None)),
        ("C:/x", {"is_windows": True}, ("C:/x", None)),
        (7, {}, (None, None)),
        (None, {}, (None, None)),
    ],
)
def test_directories_are_seen_from_the_machine_that_reads(
    rooms: Fresh, cwd: Any, machine: dict[str, Any], expected: Any
) -> None:
    """What lies on another machine is said to."""
    session, _ = decode(rooms, file_of(PANE | {"cwd": cwd}), **machine)
    (pane,) = leaves_of(only_tab(session)["layout"])

    assert expected == (pane.get("cwd"), pane.get("cwd_host"))


@pytest.mark.parametrize("tty", ["/bin/sh ", "-zsh ", "bash --login", "nil", "", None, 3, "  "])
def test_a_waiting_shell_is_no_program(rooms: Fresh, tty: Any) -> None:
    """Nor is what the old plugin did not know."""
    session, _ = decode(rooms, file_of(PANE | {"tty": tty}))

    assert "program" not in leaves_of(only_tab(session)["layout"])[0]


def test_a_zoomed_pane_is_the_active_one(rooms: Fresh) -> None:
    """WezTerm zooms nothing but the active pane."""
    session, _ = decode(rooms, file_of(PANE, OTHER | {"is_zoomed": True}))

    assert (2, True) == (only_tab(session)["active_pane"], only_tab(session)["zoomed"])


def test_empty_objects_are_empty_lists(rooms: Fresh) -> None:
    """WezTerm's writer has no empty list; a tab without panes is left out and said."""
    value = file_of(PANE)
    value["windows"][0]["tabs"].append({"title": "x", "panes": {}})
    value["windows"].append({"title": "", "tabs": {}})
    session, notes = decode(rooms, value)

    assert 1 == len(session["windows"])
    assert "dev" == only_tab(session)["title"]
    assert ["empty_tab"] == notes


def test_a_pane_without_a_rectangle_is_left_out_and_said(rooms: Fresh) -> None:
    """The others come in."""
    session, notes = decode(rooms, file_of({"index": 5}, PANE, cast("Any", 3), OTHER))

    assert ["no_rectangle", "no_rectangle"] == notes
    assert [(0, 0, 59, 40), (60, 0, 60, 40)] == rects_in(rooms, only_tab(session))


def test_slots_of_no_splits_do_not_abort(rooms: Fresh) -> None:
    """Zero width and beyond the tab, as AdjustPaneSize leaves them: nearest, and said."""
    third = OTHER | {"index": 2, "left": 121, "width": 0}
    session, notes = decode(rooms, file_of(PANE, OTHER, third))

    assert ["no_split_tree"] == notes
    assert only_tab(session)["approximate"] is True
    assert all(rect[2] > 0 for rect in rects_in(rooms, only_tab(session)))
    assert 3 == len(rects_in(rooms, only_tab(session)))


@given(layout=layouts(), data=st.data())
def test_any_layout_comes_in_exactly_whatever_the_order_in_the_file(
    rooms: Fresh, layout: Layout, data: st.DataObject
) -> None:
    """`index` tells the order."""
    keys = ("left", "top", "width", "height")
    panes = [
        PANE | dict(zip(keys, rect, strict=True)) | {"index": index, "cwd": f"/{index}"}
        for index, rect in enumerate(layout.rects())
    ]
    session, notes = decode(rooms, file_of(*data.draw(st.permutations(panes))))

    assert [] == notes
    assert rects_in(rooms, only_tab(session)) == layout.rects()
    found = [pane["cwd"] for pane in leaves_of(only_tab(session)["layout"])]
    assert found == [f"/{index}" for index in range(len(panes))]


@pytest.mark.parametrize(
    "value",
    [
        *({}, [], 3, "x", None, True, {"name": "x"}, {"name": "x", "windows": []}),
        *({"name": "x", "windows": [{"tabs": [{"pane_tree": {}}]}]}, {"windows": {"tabs": 1}}),
    ],
)
def test_other_files_are_left_to_others(rooms: Fresh, value: Any) -> None:
    """No session and no problem: somebody else may know it."""
    assert (None, None) == decode(rooms, value)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (file_of(), "no_panes"),
        (file_of(PANE, name=None), "no_name"),
        (file_of({"left": 1}), "no_panes"),
        (file_of(PANE | {"left": "0"}), "no_panes"),
        (file_of(PANE | {"width": 1e9}), "no_panes"),
        (file_of(*[PANE] * 10_001), "too_many_panes"),
    ],
)
def test_a_file_without_a_session_is_told_why(rooms: Fresh, value: Any, code: str) -> None:
    """It is one of these plugins', but nothing can be made of it."""
    session, problem = decode(rooms, value)

    assert session is None
    assert code == problem["code"]


def test_any_value_in_any_place_is_a_session_or_not(rooms: Fresh) -> None:
    """Nothing raises, and what comes in can be saved, read and restored."""
    check_total(rooms, "legacy", exchanged(file_of(PANE, OTHER)))


FIELDS = [
    "name",
    "windows",
    "tabs",
    "panes",
    "left",
    "top",
    "width",
    "height",
    "index",
    "pane_tree",
    "right",
    "bottom",
    "window_states",
    "workspace",
    "process",
    "argv",
]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.floats(-1e9, 1e9) | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(FIELDS),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@FEWER
@given(value=JSON)
@example(value={"name": "x", "tabs": [{"panes": [PANE | {"left": -10_000}]}]})
def test_any_json_is_a_session_or_not(rooms: Fresh, value: Any) -> None:
    """Whatever a file holds."""
    for room in ("legacy", "resurrect"):
        check_total(rooms, room, [value])


def test_reading_10000_panes_is_linear(rooms: Fresh) -> None:
    """A hostile file costs what its size costs: nonsense rectangles too."""
    chance = random.Random(5)
    costs = []
    for count in (1000, 8000):
        codec = Codec(rooms)
        panes = [
            PANE
            | {key: chance.randrange(300) for key in ("left", "top", "width", "height", "index")}
            for _ in range(count)
        ]
        value = codec.parse(json.dumps(file_of(*panes)))
        spent, session, _ = codec.lua.counted(codec.lua.open("legacy").decode, value)
        assert session
        costs.append(spent / count)

    # Sorting by index has its logarithm.
    assert costs[1] / costs[0] < 1.5


PWSH = "C:\\Program Files\\PowerShell\\7\\pwsh.exe"


@pytest.mark.parametrize(
    "tty",
    [
        *("C:\\Windows\\System32\\cmd.exe", PWSH, PWSH.upper(), f"{PWSH} -NoLogo", f'"{PWSH}"'),
        *(f'"{PWSH}" -NoLogo ', "C:/Program Files/Git/bin/bash.exe --login -i", "/usr/bin/fish"),
    ],
)
def test_a_waiting_shell_has_blanks_in_its_path(rooms: Fresh, tty: str) -> None:
    """As most have on Windows."""
    session, _ = decode(rooms, file_of(PANE | {"tty": tty}))

    assert "program" not in leaves_of(only_tab(session)["layout"])[0]


@pytest.mark.parametrize(
    ("tty", "name"),
    [
        ("D:\\a b\\java.exe", "java.exe"),
        ('"D:\\a.exe b\\java.exe"', "java.exe"),
        ("\\\\server\\my tools\\x.COM", "x.COM"),
        ("C:\\tools\\busy", "busy"),
        ("/usr/bin/nvim", "nvim"),
        ("htop ", "htop"),
    ],
)
def test_a_program_without_arguments(rooms: Fresh, tty: str, name: str) -> None:
    """One path and nothing behind it: where its arguments begin and end is known."""
    session, _ = decode(rooms, file_of(PANE | {"tty": tty}))
    program = leaves_of(only_tab(session)["layout"])[0]["program"]

    assert {"name": name, "argv": [tty.strip().strip('"')]} == program


@pytest.mark.parametrize(
    ("tty", "name"),
    [
        ("D:\\a b\\java.exe -jar x.jar", "java.exe"),
        ('"D:\\a b\\java" -jar', "java"),
        ("D:\\a.exe b\\java.exe", "a.exe"),
        ("C:\\tools\\make.bat C:\\x.exe", "make.bat"),
        ("/usr/bin/nvim a.exe b", "nvim"),
        ("nvim a.exe", "nvim"),
        (f"{PWSH} -File x.ps1", "pwsh.exe"),
    ],
)
def test_a_program_with_arguments_is_known_by_its_name(rooms: Fresh, tty: str, name: str) -> None:
    """What is behind it is shown as it is."""
    session, _ = decode(rooms, file_of(PANE | {"tty": tty}))

    assert {"name": name, "text": tty} == leaves_of(only_tab(session)["layout"])[0]["program"]
