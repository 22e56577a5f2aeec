"""Directories: a pane comes back where it was, else at the nearest place that makes sense."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from generator.simulator import Domain, Simulator
from tests.flows import scenes
from tests.flows.hands import press

ROOMS = ("locate",)
"""Rooms whose doings are seen here."""

NO_TEXT = b"/home/user/src/d\xff".decode("utf-8", "surrogateescape")
"""A directory whose name is not UTF-8."""


def panes_in(*panes: Mapping[str, object], name: str = "work") -> str:
    """Return the document of a session with one tab of these panes side by side."""
    widths = [str(198 // len(panes)) for _ in panes]
    tab = {
        "title": "t",
        "cols": sum(map(int, widths)) + len(panes) - 1,
        "rows": 60,
        "active_pane": 1,
        "zoomed": False,
        "layout": " | ".join(widths) if panes[1:] else "whole",
        "panes": [{"domain": "local", **pane} for pane in panes],
    }
    window = {"title": "", "active_tab": 1, "tabs": [tab]}
    document = {"format": "wezterm-sessions", "version": 1, "saved_at": 1, "name": name}
    return json.dumps({**document, "windows": [window]})


def loaded(
    *panes: Mapping[str, object], directories: tuple[str, ...] = (), **settings: Any
) -> Simulator:
    """Return a terminal in which such a session was loaded."""
    sim = scenes.machine({"lazy": "off"}, **settings)
    sim.files[f"{sim.state_directory}/work.json"] = panes_in(*panes).encode()
    for directory in directories:
        sim.files.make_directory(directory)
    sim.start()
    sim.run(400)
    scenes.load(sim, "work")
    return sim


def told(sim: Simulator) -> list[tuple[str, str]]:
    """Return code and message of what did not come back, but for the edit of the file."""
    problems = sim.call("last_report")["problems"]
    return [(p["code"], p["message"]) for p in problems if p["code"] != "edited"]


def expects(sim: Simulator, *codes: str) -> None:
    """Announce what the load has reported."""
    for code in ("edited", *codes):
        scenes.expects(sim, problem=code)


@pytest.mark.parametrize(
    ("platform", "saved", "there", "opened"),
    [
        ("linux", "/home/user/src/gone", "/home/user/src", "/home/user/src"),
        ("linux", "/srv/app/gone/deep", "/srv/app", "/srv/app"),
        ("linux", "/srv/gone", "/srv", "/home/user"),
        ("linux", "/gone", "/srv", "/home/user"),
        ("linux", "/home/other/src", "/home", "/home/user"),
        ("linux", "/Users/user/src", "/srv", "/home/user"),
        ("linux", "/C:/Users/user", "/srv", "/home/user"),
        ("linux", "C:\\Users\\user", "/srv", "/home/user"),
        ("linux", "C:/Users/user", "/srv", "/home/user"),
        ("linux", "src", "/srv", "/home/user"),
        ("macos", "/home/user/src", "/home", "/Users/user"),
        ("macos", "/Users/user/gone", "/Users/user", "/Users/user"),
        ("windows", "C:/Users/user/src/gone", "C:\\Users\\user\\src", "C:/Users/user/src"),
        ("windows", "D:\\src\\gone", "D:\\src", "C:/Users/user"),
        ("windows", "E:\\gone", "D:\\src", "C:/Users/user"),
        ("windows", "/home/user/src", "D:\\src", "C:/Users/user"),
        ("windows", "\\\\server\\share\\x", "D:\\src", "C:/Users/user"),
    ],
)
def test_a_directory_that_is_not_there(platform: str, saved: str, there: str, opened: str) -> None:
    """The nearest one above it, where somebody works in that; else the home. Both are said."""
    sim = loaded({"cwd": saved}, directories=(there,), platform=platform)
    expects(sim, "cwd_missing")
    ((code, message),) = told(sim)

    assert opened == scenes.directory_of(sim.pane())
    assert "cwd_missing" == code
    assert message.startswith(saved)
    assert message.replace("\\", "/").endswith(f"opened in {opened}")


@pytest.mark.parametrize("saved", ["C:\\Users\\user\\src", "C:\\", "D:/src/", "c:/USERS/user"])
def test_a_directory_on_windows_is_itself(saved: str) -> None:
    """And nothing is told."""
    sim = loaded(
        {"cwd": saved}, directories=("C:\\Users\\user\\src", "D:\\src"), platform="windows"
    )
    expects(sim)

    assert [] == told(sim)
    assert saved.replace("\\", "/") == scenes.directory_of(sim.pane())


def test_a_file_on_windows_is_no_directory() -> None:
    """The directory that it is in is the nearest."""
    sim = loaded(
        {"cwd": "C:\\Users\\user\\src\\a.txt"},
        platform="windows",
        files={"C:\\Users\\user\\src\\a.txt": "x"},
    )
    expects(sim, "cwd_missing")

    assert "C:/Users/user/src" == scenes.directory_of(sim.pane())


def test_a_directory_shared_with_a_container_is_opened_here() -> None:
    """Said, since it may be another one of the same name."""
    sim = loaded({"cwd": "/home/user/src", "cwd_host": "toolbox"}, directories=("/home/user/src",))
    expects(sim, "cwd_elsewhere")

    assert "/home/user/src" == sim.pane().cwd
    assert [
        (
            "cwd_elsewhere",
            "/home/user/src is on toolbox: opened in the directory of that name here",
        )
    ] == told(sim)


@pytest.mark.parametrize("saved", ["/home/user/src/gone", "/home/user/file", NO_TEXT])
def test_a_directory_of_another_machine_that_is_not_here(saved: str) -> None:
    """Nothing near it means anything: it is the home."""
    bytes_of = {"bytes": saved.encode("utf-8", "surrogateescape").decode("latin-1")}
    cwd: object = saved if saved.isascii() else {"bytes": bytes_of["bytes"].replace("\xff", "%FF")}
    sim = loaded(
        {"cwd": cwd, "cwd_host": "box"},
        directories=("/home/user/src",),
        files={"/home/user/file": "x"},
    )
    expects(sim, "cwd_elsewhere")
    ((_, message),) = told(sim)

    assert "/home/user" == sim.pane().cwd
    assert message.endswith("is on box, not on this machine: opened in /home/user")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_directory_that_is_not_utf8_costs_no_pane(is_there: bool) -> None:
    """The nearest directory that can be said stands in for it."""
    bad = {"cwd": {"bytes": "/home/user/src/d%FF"}}
    sim = loaded(
        bad,
        {"cwd": "/home/user"},
        bad,
        directories=(NO_TEXT if is_there else "/home/user/src",),
    )
    code = "cwd_not_text" if is_there else "cwd_missing"
    reason = "has a name that is not UTF-8" if is_there else "is gone"
    expects(sim, code, code)

    assert ["/home/user/src", "/home/user", "/home/user/src"] == [p.cwd for p in sim.tab().panes]
    assert [(code, f"/home/user/src/d? {reason}: opened in /home/user/src")] * 2 == told(sim)


def test_a_directory_that_is_not_utf8_in_another_domain() -> None:
    """That domain's own place."""
    sim = loaded({"cwd": {"bytes": "/d%FF"}, "domain": "box"}, domains=(Domain("box", "ssh"),))
    expects(sim, "cwd_not_text")

    assert ["box"] == [pane.domain.name for pane in sim.tab().panes]


def test_a_domain_and_titles_that_are_not_utf8_cost_no_pane() -> None:
    """They are shown as near as can be."""
    sim = scenes.machine({"lazy": "off"})
    document = json.loads(panes_in({"domain": {"bytes": "d%FF"}}, {}))
    document["windows"][0]["title"] = {"bytes": "w%FF"}
    document["windows"][0]["tabs"][0]["title"] = {"bytes": "t%FF"}
    sim.files[f"{sim.state_directory}/work.json"] = json.dumps(document).encode()
    sim.start()
    sim.run(400)
    expects(sim, "domain_missing")
    scenes.load(sim, "work")
    (window,) = sim.windows("work")

    assert 2 == len(sim.tab().panes)
    assert ("w?", "t?") == (window.title, window.tabs[0].title)
    assert [("domain_missing", "domain d? is not there: opened locally instead")] == told(sim)


@pytest.mark.parametrize("lazy", ["background", "off"])
def test_a_session_whose_name_is_not_utf8_is_loaded(lazy: str) -> None:
    """Into a workspace of the nearest name that the terminal takes."""
    sim = scenes.machine({"lazy": lazy})
    document = json.loads(panes_in({}, {}))
    document["name"] = {"bytes": "w%FF"}
    document["windows"][0]["tabs"] *= 3
    sim.files[f"{sim.state_directory}/w%FF.json"] = json.dumps(document).encode()
    sim.start()
    sim.run(400)
    expects(sim)
    scenes.load(sim, "w?")

    assert "w?" == sim.workspace
    assert [2, 2, 2] == [len(tab.panes) for tab in sim.window().tabs]


@pytest.mark.parametrize("release", ["nightly", "stable"])
@pytest.mark.parametrize("name", ["per%cent", "per%41", "a b", "100%", "%25", "größe %c3", "a#b?c"])
def test_a_name_with_a_sign_of_urls_in_it(name: str, release: Any) -> None:
    """The stable release does not encode it."""
    sim = scenes.terminal(release=release)
    sim.set_cwd(f"/home/user/{name}")
    scenes.save(sim)

    assert f"/home/user/{name}" == scenes.saved_panes(sim)[0]["cwd"]

    scenes.load_anew(sim, "default")

    assert f"/home/user/{name}" == sim.pane().cwd
    assert [] == told(sim)


def test_a_directory_that_was_announced_as_it_is() -> None:
    """As by a shell whose prompt says `file://HOST$PWD`."""
    sim = scenes.terminal()
    sim.set_cwd("/home/user/per%41")
    sim.pane().osc7 = "file://host/home/user/per%41"
    scenes.save(sim)

    assert "/home/user/per%41" == scenes.saved_panes(sim)[0]["cwd"]


@pytest.mark.parametrize(("is_called_so", "saved"), [(False, "x"), (True, "x (deleted)")])
def test_a_directory_that_was_removed_is_saved_by_its_name(is_called_so: bool, saved: str) -> None:
    """Linux writes " (deleted)" behind it; a directory may really be called so."""
    sim = scenes.terminal()
    sim.set_cwd("/home/user/x")
    sim.files.remove("/home/user/x")
    if is_called_so:
        sim.files.make_directory("/home/user/x (deleted)")
    scenes.save(sim)

    assert f"/home/user/{saved}" == scenes.saved_panes(sim)[0]["cwd"]


def test_directories_of_another_domain_are_not_looked_for_here() -> None:
    """A URL there means what it says."""
    sim = scenes.terminal(domains=(Domain("dev", "ssh"),))
    sim.split("Right", 50, domain="dev")
    sim.pane().osc7 = "file:///home/user/x%20(deleted)"
    sim.files.make_directory("/home/user/x")
    scenes.save(sim)

    assert "/home/user/x (deleted)" == scenes.saved_panes(sim)[1]["cwd"]


def test_usual_directories_are_not_looked_for_when_they_are_saved() -> None:
    """Only a name that may mean two is."""
    sim = scenes.terminal({"process_inspection": False})
    scenes.directories(sim)
    scenes.columns(sim, len(scenes.DIRECTORIES), 20)
    for directory, pane in zip(scenes.DIRECTORIES, sim.tab().panes, strict=True):
        sim.set_cwd(directory, pane)
    scenes.save(sim)
    sim.trace.clear()
    scenes.save(sim)
    asked = {str(call.args[0]) for call in sim.trace.calls if call.name == "io.open"}

    assert set() == {path for path in asked if path.endswith("/.")}


@pytest.mark.parametrize(
    ("platform", "chosen", "file"),
    [
        ("linux", "/home/user/größe of/", "/home/user/größe of/default.json"),
        ("linux", "/home/user/a\\", "/home/user/a\\/default.json"),
        ("linux", "/home/user/a//", "/home/user/a/default.json"),
        ("linux", "/", "/default.json"),
        ("windows", "D:\\größe of\\", "D:/größe of/default.json"),
        ("windows", "D:\\", "D:/default.json"),
        ("windows", "D:/a/", "D:/a/default.json"),
    ],
)
def test_the_directory_of_the_sessions_may_be_any(platform: Any, chosen: str, file: str) -> None:
    """With separators at its end, blanks, letters of all alphabets, a root."""
    sim = scenes.terminal({"save_state_dir": chosen}, platform=platform)
    scenes.save(sim)
    scenes.load_anew(sim, "default")

    assert file in sim.files
    assert ["default"] == [entry["name"] for entry in sim.call("list")]


def test_a_shell_that_announces_its_directory_as_it_is_has_come_back() -> None:
    """What is looked at after a load is read as what is saved."""
    sim = scenes.terminal({"lazy": "off"})
    sim.set_cwd("/home/user/per%41")
    scenes.save(sim)
    sim.restart()
    sim.run(400)
    press(sim, "l")
    sim.choose("default")
    sim.run(1000)
    sim.pane().osc7 = "file://host/home/user/per%41"
    sim.run(8000)

    assert "/home/user/per%41" == sim.pane().cwd
    assert [] == told(sim)
