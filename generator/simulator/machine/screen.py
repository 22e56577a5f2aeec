"""What a pane shows: text in cells, each marked as prompt, input or output.

In:    output of programs, a prompt, the line that is typed at it.
Out:   rows of text, the place of the cursor, semantic zones as WezTerm computes them.
Never: colours, wide characters, a program's own drawing (the alternate screen is empty here).

Without shell integration a shell marks nothing, and all is output: WezTerm's own default.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["Output", "Prompt", "Input"]
CONTINUED = "> "
"""The prompt of a line that goes on: PS2."""

Row = list[tuple[str, Kind]]
"""Cells from the left: a character and what it is."""


@dataclass
class Screen:
    """The text of one pane, scrollback included."""

    prompt: str = "$ "
    right_prompt: str = ""
    """At the right edge, behind the cursor."""
    is_marked: bool = False
    """Whether the shell marks prompt and input (shell integration)."""
    prompt_is_shown: bool = True
    """Whether a shell waits for a line."""
    line: str = ""
    """Typed and not yet ended."""
    is_continued: bool = False
    """Whether the line goes on from the one above: the shell asks with another prompt."""
    _past: list[tuple[Kind, str]] = field(default_factory=list)

    @property
    def prompt_now(self) -> str:
        """What the shell asks with."""
        return CONTINUED if self.is_continued else self.prompt

    def write(self, text: str) -> None:
        """Output of a program; it comes before a prompt that is shown."""
        self._past.append(("Output", text.replace("\r\n", "\n")))

    def end_line(self, line: str) -> None:
        """A return was typed: the line stays where it is, and what follows begins below it."""
        if self.prompt_is_shown:
            self._past.append(("Prompt", self.prompt_now))
        self._past += [("Input", line), ("Output", "\n")]
        self.line = ""

    def rows(self, cols: int) -> list[Row]:
        """All rows, wrapped at `cols`; the cursor is behind the last cell of the last one."""
        now: list[tuple[Kind, str]] = [("Input", self.line)]
        if self.prompt_is_shown:
            now.insert(0, ("Prompt", self.prompt_now))
            if self._past and not self._past[-1][1].endswith("\n"):
                now.insert(0, ("Output", "\n"))
        rows: list[Row] = [[]]
        for kind, text in (*self._past, *now):
            mark: Kind = kind if self.is_marked else "Output"
            for character in text:
                if character == "\n":
                    rows.append([])
                    continue
                if len(rows[-1]) >= cols:
                    rows.append([])
                rows[-1].append((character, mark))
        return rows

    def shown(self, cols: int) -> list[Row]:
        """All rows with the prompt at the right edge."""
        rows = self.rows(cols)
        room = cols - len(rows[-1]) - len(self.right_prompt)
        if self.right_prompt and self.prompt_is_shown and room > 0:
            gap: Row = [(" ", "Output")] * room
            mark: Kind = "Prompt" if self.is_marked else "Output"
            rows[-1] += gap + [(each, mark) for each in self.right_prompt]
        return rows

    def text(self, cols: int) -> list[str]:
        """The rows as text, blanks at their ends left out."""
        return ["".join(cell for cell, _ in row).rstrip() for row in self.shown(cols)]

    def cursor(self, cols: int) -> tuple[int, int]:
        """Column and row of the cursor, from 0; rows are counted from the first that is kept."""
        rows = self.rows(cols)
        return min(len(rows[-1]), cols - 1), len(rows) - 1

    def zones(self, cols: int) -> list[dict[str, object]]:
        """Runs of cells of one kind, over the ends of rows; `end_x` is the last cell's column."""
        found: list[dict[str, object]] = []
        for y, row in enumerate(self.shown(cols)):
            for x, (_, kind) in enumerate(row):
                if not found or found[-1]["semantic_type"] != kind:
                    found.append({"start_y": y, "start_x": x, "semantic_type": kind})
                found[-1] |= {"end_y": y, "end_x": x}
        return found

    def region(self, cols: int, start: tuple[int, int], end: tuple[int, int]) -> str:
        """Text from one cell to another, both as column and row, the last one included."""
        rows = self.shown(cols)
        texts = []
        for y in range(start[1], min(end[1], len(rows) - 1) + 1):
            text = "".join(cell for cell, _ in rows[y])
            first = start[0] if y == start[1] else 0
            texts.append(text[first : end[0] + 1 if y == end[1] else None].rstrip())
        return "\n".join(texts)
