"""What a problem's code may be, and what each means: one thing.

The single source of the type `sessions.ProblemCode`, to which the rooms are held, and of the tables
in the README by which a configuration can act on a problem.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class ProblemCode:
    """A code, for programs; the problem's message, for people, is another each time."""

    name: str
    meaning: str
    met_in: Literal["answer", "report", "mistake"] = "answer"
    """The answer of a function; the report of a load; a mistake in a call, an option or a spec."""


CODES: Final[tuple[ProblemCode, ...]] = (
    ProblemCode("not_found", "No session of that name is saved."),
    ProblemCode("no_such_part", "The session has no such window, tab or pane."),
    ProblemCode("no_such_state", "The session has no such older state."),
    ProblemCode("not_pinned", "No older state of the session is pinned."),
    ProblemCode("taken", "The name is in use, by a saved session or by an open workspace."),
    ProblemCode("no_name", "The name is missing or blank."),
    ProblemCode("unreadable", "A file or a directory is there and cannot be read."),
    ProblemCode("no_directory", "A directory that was named is not there."),
    ProblemCode("encrypted", "A file is encrypted."),
    ProblemCode("not_written", "A file could not be written, or moved."),
    ProblemCode("not_deleted", "The session's file could not be set aside."),
    ProblemCode("damaged", "The file is not whole."),
    ProblemCode("invalid", "A field of the file has a value that it cannot have."),
    ProblemCode("foreign", "The file is not a session's."),
    ProblemCode("newer", "The file was written by a newer version of the plugin."),
    ProblemCode("no_panes", "There is no pane in the file."),
    ProblemCode("too_many_panes", "There are more panes than any workspace has."),
    ProblemCode("cannot_wait", "The function may have to wait, which is not allowed where it is."),
    ProblemCode("not_loaded", "The plugin's own files are not whole."),
    ProblemCode("failed", "Something went wrong that nobody foresaw."),
    ProblemCode("changed_meanwhile", "A tab was changed before it was filled.", "report"),
    ProblemCode("cwd_elsewhere", "A directory is on another machine.", "report"),
    ProblemCode("cwd_missing", "A directory is gone, or of another system.", "report"),
    ProblemCode("cwd_not_text", "A directory has a name that is not UTF-8.", "report"),
    ProblemCode("domain_missing", "A multiplexer domain is not there, or refuses.", "report"),
    ProblemCode("edited", "The file was edited since it was saved.", "report"),
    ProblemCode("empty_tab", "An imported tab has no panes, and is left out.", "report"),
    ProblemCode("ended", "A tab or a pane was not there any more a moment later.", "report"),
    ProblemCode("no_rectangle", "An imported pane has no rectangle, and is left out.", "report"),
    ProblemCode("no_room", "The window is too small for a pane.", "report"),
    ProblemCode("no_split_tree", "No splits make the imported rectangles.", "report"),
    ProblemCode("not_as_saved", "Something was seen to differ from what was saved.", "report"),
    ProblemCode("not_closed", "A tab, or the idle shell, could not be closed.", "report"),
    ProblemCode("not_shown", "A workspace, a list or a question could not be shown.", "report"),
    ProblemCode("previous_generation", "The file before stands in for the newest.", "report"),
    ProblemCode("program_skipped", "A program was not started again.", "report"),
    ProblemCode("split_failed", "A pane could not be opened.", "report"),
    ProblemCode("tab_failed", "A tab could not be opened.", "report"),
    ProblemCode("wrong_type", "A value is not what is taken there.", "mistake"),
    ProblemCode("unknown_option", "There is no such option.", "mistake"),
    ProblemCode("unknown_action", "There is no such action to set a key for.", "mistake"),
    ProblemCode("unknown_key", "WezTerm knows no such key, or modifier.", "mistake"),
    ProblemCode("unknown_field", "There is no such field in a spec.", "mistake"),
    ProblemCode("empty", "A text or a list of a spec is empty.", "mistake"),
    ProblemCode("misplaced", "A field of a spec means nothing where it stands.", "mistake"),
    ProblemCode("two_lists", "A table of a spec is divided in two ways.", "mistake"),
    ProblemCode("too_deep", "A spec is nested too deeply, or contains itself.", "mistake"),
    ProblemCode("no_command", "A command is empty.", "mistake"),
    ProblemCode("shell_syntax", "A command needs a shell.", "mistake"),
)
