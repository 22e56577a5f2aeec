"""The events that the plugin emits, for `wezterm.on`."""

from __future__ import annotations

from typing import Final

from generator.facts.surface.shapes import Event

EVENTS: Final[tuple[Event, ...]] = (
    Event(
        name="session-save-success",
        arguments=("workspace", "path"),
        meaning="The workspace is stored in the file.",
    ),
    Event(
        name="session-save-error",
        arguments=("workspace", "message"),
        meaning="The workspace could not be saved; the message says why.",
    ),
    Event(
        name="wezterm-sessions.save.start",
        arguments=("path",),
        meaning="The workspace is read; the file is about to be written.",
    ),
    Event(
        name="wezterm-sessions.save.end",
        arguments=("path", "ok"),
        meaning="The save is over; `ok` is true or false.",
    ),
    Event(
        name="wezterm-sessions.load.start",
        arguments=("workspace",),
        meaning="A session was chosen; nothing is built yet.",
    ),
    Event(
        name="wezterm-sessions.load.end",
        arguments=("workspace",),
        meaning="All is complete but for tabs that wait for your first look (`on_activate`).",
    ),
    Event(
        name="wezterm-sessions.restore.start",
        arguments=("workspace",),
        meaning="The building of windows, tabs and panes begins.",
    ),
    Event(
        name="wezterm-sessions.restore.end",
        arguments=("workspace",),
        meaning="The building of windows, tabs and panes is over.",
    ),
    Event(
        name="wezterm-sessions.delete.start",
        arguments=("path",),
        meaning="The file is about to be removed.",
        feature="delete",
    ),
    Event(
        name="wezterm-sessions.delete.end",
        arguments=("path", "ok"),
        meaning="The file is removed, or could not be.",
        feature="delete",
    ),
    Event(
        name="wezterm-sessions.edit.start",
        arguments=("path", "editor"),
        meaning="The file is about to be opened in the editor.",
        feature="edit",
    ),
    Event(
        name="wezterm-sessions.git.branch_mismatch",
        arguments=("workspace", "changes"),
        meaning="Another branch is checked out than was saved, in one repository or more: a list"
        " of `{ repo, saved_branch, current_branch }`.",
        feature="git",
    ),
)
