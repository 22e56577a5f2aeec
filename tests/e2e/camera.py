"""Pictures for the README, taken of a real WezTerm while it does what they show.

In:    a directory.
Out:   before.png, picker.png, after.png, and load.gif: the same in motion.
Never: shows anything of the machine it runs on: names, paths, processes.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from tests.e2e.report import Proof, judged
from tests.e2e.stage import Setting, Stage

STOREY = "pictures"
SIZE = (112, 30)
MOST_BYTES = 100_000
FRAME_CS = 130
"""How long a frame of the recording stands, in hundredths of a second."""

LOOKS = """
config.color_scheme = "Tokyo Night"
config.font = wezterm.font("DejaVu Sans Mono")
config.font_size = 10
config.use_fancy_tab_bar = false
config.window_padding = { left = 6, right = 6, top = 4, bottom = 4 }
config.cursor_blink_rate = 0
config.default_cursor_style = "SteadyBlock"
config.inactive_pane_hsb = { saturation = 0.85, brightness = 0.75 }
"""

FILES = {
    "orders.py": '''\
"""Orders: what was ordered, and what it costs."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One article of an order."""

    article: str
    count: int
    price_cents: int

    @property
    def total_cents(self) -> int:
        return self.count * self.price_cents


def total_cents(lines: list[Line]) -> int:
    """The sum of an order, in cents."""
    return sum(line.total_cents for line in lines)
''',
    "service.log": "".join(
        f"12:04:{second:02} INFO order {4110 + second} accepted, {second % 5 + 1} lines\\n"
        for second in range(0, 40, 3)
    ).replace("\\n", "\n"),
    "notes.md": "# Next\n\n- refunds: who may give them?\n- send the log to the archive\n",
}

PROJECT = "shop"
SESSIONS = ("api", "dotfiles", "thesis", "website")


def _type(tab: int, pane: int, text: str) -> str:
    place = f"e2e.windows(arg.name)[1]:tabs()[{tab}]:panes()[{pane}]"
    return f'{place}:send_text("{text}\\r")\n'


def _spec(stage: Stage, name: str, tabs_shown: int = 3) -> dict[str, object]:
    """Describe a workspace: a shell, notes, code with a log and a shell beside it."""
    cols, rows = stage.size
    cwd = str(stage.home / PROJECT)
    right, below = cols * 2 // 5, rows // 3
    splits = [
        {"pane": 1, "direction": "Right", "size": right, "cwd": cwd},
        {"pane": 2, "direction": "Bottom", "size": below, "cwd": cwd},
    ]
    tabs = [
        {"title": "code", "cwd": cwd, "splits": splits, "active": 3, "zoomed": False},
        {"title": "notes", "cwd": cwd, "splits": splits[:1], "active": 1, "zoomed": False},
        {"title": "shell", "cwd": cwd, "splits": [], "active": 1, "zoomed": False},
    ]
    window = {"title": "", "cols": cols, "rows": rows, "active_tab": 1, "tabs": tabs[-tabs_shown:]}
    return {"workspace": name, "windows": [window]}


def take(setting: Setting, directory: Path) -> list[Proof]:
    """Take all pictures; skipped where the tools for it are missing."""
    if shutil.which("import") is None or not setting.display.can_press_keys:
        return [Proof(STOREY, "all", "skipped", "MISSING: ImageMagick and xdotool")]
    directory.mkdir(parents=True, exist_ok=True)
    with Stage(setting, size=SIZE, extra=LOOKS) as stage:
        frames = _act(stage, directory)
    pictures = [directory / f"{name}.png" for name in ("before", "picker", "after")]
    recording = directory / "load.gif"
    _animate(frames, recording)
    sizes = {path.name: path.stat().st_size for path in (*pictures, recording)}
    failures = [f"{name} has {size} bytes" for name, size in sizes.items() if size > MOST_BYTES]
    said = ", ".join(f"{name} {size // 1000} kB" for name, size in sizes.items())
    return [judged(STOREY, "before, picker, after", said, failures)]


def _act(stage: Stage, directory: Path) -> list[Path]:
    """Work, save, close, choose from the list, and have it all again."""
    project = stage.home / PROJECT
    project.mkdir()
    for name, text in FILES.items():
        (project / name).write_text(text, encoding="utf-8")
    for tabs, name in enumerate(SESSIONS[1:], start=1):
        stage.flow("flows.prepare(arg.spec)", spec=_spec(stage, name, tabs))
    stage.flow(
        "e2e.build(arg.spec) e2e.show(arg.name)\n"
        + _type(1, 1, "less orders.py")
        + _type(1, 2, "tail -f service.log")
        + _type(1, 3, "clear; ls")
        + _type(2, 1, "less notes.md")
        + "e2e.settle(arg.name, 1)\nwezterm.sleep_ms(800)",
        spec=_spec(stage, SESSIONS[0]),
        name=SESSIONS[0],
    )
    frames: list[Path] = []

    def picture(name: str) -> None:
        stage.flow("wezterm.sleep_ms(400)")
        stage.display.picture(directory / f"{name}.png")
        frames.append(directory / f"{name}.png")

    stage.display.focus()
    picture("before")
    stage.flow("assert(e2e.save(arg.name))", name=SESSIONS[0])
    stage.flow(
        # Not at once: an interrupt throws away what was typed before it.
        'for _, keys in ipairs({ "\\x03", "q", "\\x03" }) do\n'
        "for _, tab in ipairs(e2e.windows(arg.name)[1]:tabs()) do\n"
        "for _, pane in ipairs(tab:panes()) do pane:send_text(keys) end end\n"
        "wezterm.sleep_ms(300) end\n"
        "flows.leave(arg.name)",
        name=SESSIONS[0],
    )
    picture("closed")
    stage.display.focus()
    stage.display.press("alt+l")
    stage.flow("assert(flows.wait_for_overlay(true))")
    picture("picker")
    stage.display.type("ap")
    picture("chosen")
    stage.display.press("Return")
    stage.flow(
        "assert(e2e.wait(function() return mux.get_active_workspace() == arg.name end))"
        "e2e.settle(arg.name, 1)",
        name=SESSIONS[0],
    )
    picture("after")
    return frames


def _animate(frames: list[Path], target: Path) -> None:
    """Make one moving picture; frames that are no pictures by themselves go."""
    convert = shutil.which("magick") or shutil.which("convert") or "convert"
    command = [convert, "-delay", str(FRAME_CS), "-loop", "0", *map(str, frames)]
    command += ["-layers", "OptimizeTransparency", "-colors", "32", str(target)]
    subprocess.run(command, check=True, timeout=120)  # noqa: S603 - fixed command
    for frame in frames:
        if frame.stem in {"closed", "chosen"}:
            frame.unlink()
