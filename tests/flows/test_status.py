"""Small surfaces: the text for status bars, the entries of the command palette."""

from __future__ import annotations

from tests.flows import scenes

ROOMS = ("palette",)
"""Rooms whose doings are seen here."""


def test_the_text_says_when_the_workspace_was_saved() -> None:
    """Each workspace for itself, also after a reload."""
    sim = scenes.terminal()
    assert sim.call("status").startswith("not saved yet")
    scenes.save(sim)
    assert sim.call("status").startswith("saved just now")
    sim.reload()
    sim.run(300_000)
    assert sim.call("status").startswith("saved 5 min ago")
    scenes.go_to(sim, "other")

    assert sim.call("status").startswith("not saved yet")
    assert sim.call("status", {"workspace": "default"}).startswith("saved 5 min ago")


def test_the_text_says_whether_autosave_is_on() -> None:
    """As the key has left it."""
    sim = scenes.terminal({"autosave": "off"})
    assert sim.call("status").endswith(", autosave off")
    sim.press("a", "ALT")
    sim.run(100)

    assert sim.call("status").endswith(", autosave on")


def test_asking_for_the_text_reads_no_file() -> None:
    """It may be asked for every second."""
    sim = scenes.terminal()
    scenes.save(sim)
    sim.trace.clear()
    sim.call("status")

    assert 0 == sim.trace.count("io.open")


def test_the_status_bar_is_never_touched() -> None:
    """It is the user's."""
    sim = scenes.terminal()
    scenes.save(sim)

    assert 0 == sim.trace.count("set_right_status") + sim.trace.count("set_left_status")


def test_the_palette_has_every_action_of_the_build() -> None:
    """With a brief text, an icon, and the event."""
    sim = scenes.terminal()
    entries = sim.call("palette_entries")
    names = {entry["action"]["EmitEvent"] for entry in entries}

    assert {"save_session", "load_session", "manage_session", "undo_session"} <= names
    assert all(entry["brief"].startswith("Sessions: ") and entry["icon"] for entry in entries)


def test_the_palette_is_taken_only_when_asked() -> None:
    """Because WezTerm asks one handler only."""
    for wanted in (False, True):
        given = "true" if wanted else "false"
        extra = f"sessions.apply_to_config(config, {{ command_palette = {given} }})"
        sim = scenes.machine({"command_palette": wanted}, extra=extra).start()
        told = [call.args[0] for call in sim.trace.calls if call.name == "wezterm.on"]

        # Once in each of the two evaluations, however often it is applied.
        assert told.count("augment-command-palette") == (2 if wanted else 0)


def test_the_palette_is_taken_before_handlers_that_come_later() -> None:
    """WezTerm asks only the first one that was registered."""
    extra = 'wezterm.on("augment-command-palette", function() return {} end)'
    sim = scenes.machine({"command_palette": True}, extra=extra).start()
    _, entries = sim.call_sync("augment-command-palette")

    assert "Sessions: Save this workspace" in [entry["brief"] for entry in entries]


def test_the_text_is_whole_from_the_first_time_on() -> None:
    """A bar does not flicker after a reload."""
    sim = scenes.terminal({"autosave": "on_change"})
    sim.world.reload()
    texts = [sim.call("status")]
    sim.run()
    texts.append(sim.call("status"))

    assert ["autosave on"] * 2 == [text.partition(", ")[2] for text in texts]
