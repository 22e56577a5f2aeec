"""A screen that nobody sees: Xvfb with a window manager, and keys pressed on it.

In:    programs on PATH: Xvfb, a window manager, and for keys and pictures xdotool and import.
Out:   a DISPLAY for one run.
Never: touches a display that is there already; leaves a process behind.

Without a window manager WezTerm's windows get neither focus nor the sizes they ask for.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Self

WINDOW_MANAGERS = (("openbox", "--sm-disable"), ("icewm",), ("xfwm4",), ("metacity",), ("twm",))
SCREEN = "1920x1200x24"
START_LIMIT_S = 30.0
END_LIMIT_S = 5.0
KEY_DELAY_MS = 12


def missing() -> str | None:
    """Say what must be installed for a screen; None when all is there."""
    if shutil.which("Xvfb") is None:
        return "Xvfb (Debian and Ubuntu: apt install xvfb openbox xdotool)"
    if not any(shutil.which(command[0]) for command in WINDOW_MANAGERS):
        return "a window manager (Debian and Ubuntu: apt install openbox)"
    return None


class Display:
    """The screen. Use it in a `with` statement."""

    def __init__(self) -> None:
        """Start Xvfb on a free display number, then the window manager.

        Raises RuntimeError when one of them does not come up; then nothing is left running.
        """
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            self._start()
        except BaseException:
            self._end()
            raise

    def _start(self) -> None:
        read, write = os.pipe()
        # -displayfd: the server chooses a number and tells it when it is ready.
        self._run(
            ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp", "-ac"],
            pass_fds=(write,),
        )
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not come up")
        self.name = f":{number}"
        for command in WINDOW_MANAGERS:
            if shutil.which(command[0]):
                self._run(list(command))
                break
        self._wait_for_manager()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        for process in reversed(self._processes):
            process.terminate()
            try:
                process.wait(END_LIMIT_S)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    @property
    def can_press_keys(self) -> bool:
        """Whether xdotool is there."""
        return shutil.which("xdotool") is not None

    def focus(self) -> None:
        """Give the newest WezTerm window the keyboard."""
        found = self._tool("xdotool", "search", "--onlyvisible", "--class", "wezterm").split()
        self._tool("xdotool", "windowactivate", "--sync", found[-1])

    def press(self, *keys: str) -> None:
        """Press keys one after the other, in the notation of xdotool: `alt+s`, `Return`."""
        self._tool("xdotool", "key", "--delay", str(KEY_DELAY_MS), *keys)

    def type(self, text: str) -> None:
        """Type text."""
        self._tool("xdotool", "type", "--delay", str(KEY_DELAY_MS), text)

    def resize(self, width: int, height: int) -> None:
        """Give the newest WezTerm window another size, in pixels."""
        found = self._tool("xdotool", "search", "--onlyvisible", "--class", "wezterm").split()
        self._tool("xdotool", "windowsize", "--sync", found[-1], str(width), str(height))

    def picture(self, path: Path) -> bool:
        """Take a picture of the WezTerm window as a small PNG; False without ImageMagick."""
        if shutil.which("import") is None:
            return False
        found = self._tool("xdotool", "search", "--onlyvisible", "--class", "wezterm").split()
        small = ["-strip", "+dither", "-colors", "48", "-define", "png:compression-level=9"]
        self._tool("import", "-window", found[-1], *small, str(path))
        return True

    def _tool(self, *command: str) -> str:
        done = subprocess.run(  # noqa: S603 - fixed commands
            command,
            env=os.environ | {"DISPLAY": self.name},
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        return done.stdout

    def _run(self, command: list[str], pass_fds: tuple[int, ...] = ()) -> None:
        environment = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        if self._processes:
            environment["DISPLAY"] = self.name
        self._processes.append(
            subprocess.Popen(  # noqa: S603 - fixed commands
                command,
                env=environment,
                pass_fds=pass_fds,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )

    def _wait_for_manager(self) -> None:
        if shutil.which("xprop") is None:
            time.sleep(1)
            return
        ends = time.monotonic() + START_LIMIT_S
        while time.monotonic() < ends:
            if "window id" in self._tool("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"):
                return
            time.sleep(0.05)
        raise RuntimeError("the window manager did not come up")
