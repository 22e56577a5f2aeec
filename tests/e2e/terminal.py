"""One WezTerm process under control: started in a home of its own, asked through Lua, ended.

In:    a configuration in Lua; commands in Lua, one after the other.
Out:   what each command returned; Hung, with the command, when nothing moves any more.
Never: touches the user's configuration, data or running WezTerm; leaves a process behind.
"""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

Json = Any
"""A value as JSON has it; text may hold surrogate escapes where it was not UTF-8."""

HARNESS = Path(__file__).parent / "lua" / "harness.lua"

QUIET_LIMIT_S = 45.0
"""Nothing at all moves for that long: the terminal hangs. Generous, for slow machines."""

BUSY_LIMIT_S = 8.0
"""Nothing moves, but the process has eaten that much processor time meanwhile: it hangs. WezTerm's
known hangs are endless loops, and this finds them sooner than waiting does."""

POLL_S = 0.003

END_LIMIT_S = 5.0

COMMON_CONFIG = """\
config.automatically_reload_config = false
config.check_for_updates = false
config.default_prog = { "/bin/sh" }
config.scrollback_lines = 200
config.front_end = "Software"
config.enable_wayland = false
config.warn_about_missing_glyphs = false
config.audible_bell = "Disabled"
config.notification_handling = "NeverShow"
config.window_close_confirmation = "NeverPrompt"
config.use_ime = false
config.font_size = 10
config.set_environment_variables = { PS1 = "$ ", ENV = "" }
"""


class TerminalError(Exception):
    """The terminal could not be asked.

    ├── Hung        it stopped answering
    ├── Ended       its process is gone
    └── LuaFailed   the command raised an error
    """


class Hung(TerminalError):
    """Nothing moved within the limit."""


class Ended(TerminalError):
    """The process ended while it was asked something."""


class LuaFailed(TerminalError):
    """The command raised; the message is Lua's."""


@dataclass(frozen=True, slots=True)
class Programs:
    """The programs of one WezTerm."""

    server: Path
    gui: Path | None
    version: str
    """As it tells it: `wezterm 20240203-110809-5046fc22`."""

    @property
    def build(self) -> str:
        """The version without the name before it and the commit behind it, for a table."""
        return self.version.split()[-1].rpartition("-")[0] or self.version


def find_all(environment: Mapping[str, str] = os.environ) -> tuple[list[Programs], list[str]]:
    """Find a WezTerm in each folder of WEZTERM_BIN_DIR, else one on PATH.

    The folders are separated as those in PATH are. Gives also the folders that have no mux server.
    """
    named = environment.get("WEZTERM_BIN_DIR", "")
    folders = [folder for folder in named.split(os.pathsep) if folder]
    found = [(folder, _find_in(folder)) for folder in folders or [environment.get("PATH", "")]]
    missing = [folder for folder, programs in found if programs is None]
    return [programs for _, programs in found if programs], missing if folders else []


def find(environment: Mapping[str, str] = os.environ) -> Programs | None:
    """Find the first of them; None where there is none."""
    return next(iter(find_all(environment)[0]), None)


def _find_in(places: str) -> Programs | None:
    server = shutil.which("wezterm-mux-server", path=places)
    if server is None:
        return None
    gui = shutil.which("wezterm-gui", path=places)
    command = shutil.which("wezterm", path=places) or server
    told = subprocess.run(  # noqa: S603 - the user's own WezTerm
        [command, "--version"], capture_output=True, text=True, timeout=60, check=False
    )
    version = (told.stdout.strip() or "unknown version").splitlines()[-1]
    return Programs(Path(server), Path(gui) if gui else None, version)


class Terminal:
    """A running WezTerm. Use it in a `with` statement: its process and its files go at the end."""

    def __init__(
        self,
        programs: Programs,
        kind: Literal["server", "gui"],
        config: str = "",
        *,
        display: str | None = None,
        home: Path | None = None,
        prepare: Callable[[Path], None] | None = None,
        is_empty: bool = False,
        line: tuple[str, ...] = (),
    ) -> None:
        """Start it. `config` is Lua that sets fields of `config`; `e2e` is the harness.

        `home` keeps a home from an earlier process, so that its files outlive a restart;
        `prepare` puts into it what must be there at the start. With `is_empty` the harness opens
        no window: what is there at the start is the plugin's doing, or WezTerm's own. `line` is
        more for the command line.
        """
        self.kind = kind
        self._is_empty = is_empty
        self._own_home = home is None
        self.home = home or Path(tempfile.mkdtemp(prefix="wezterm-sessions-e2e-"))
        if prepare:
            prepare(self.home)
        self._box = Path(tempfile.mkdtemp(prefix="box-", dir=self.home))
        self._numbers = itertools.count(1)
        for name in ("in", "out"):
            (self._box / name).mkdir()
        program = programs.server if kind == "server" else programs.gui
        if program is None:
            raise TerminalError("this WezTerm has no wezterm-gui")
        command = [str(program), "--config-file", str(self._write_config(config))]
        if kind == "gui":
            command += ["start", "--always-new-process", *line]
        with (self._box / "log").open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the user's own WezTerm
                command,
                env=self._environment(programs, display),
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        if self._own_home:
            shutil.rmtree(self.home, ignore_errors=True)

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def directory(self) -> Path:
        """Where commands and results lie; scripts may write their results there."""
        return self._box

    def log(self) -> str:
        """What the process printed."""
        return (self._box / "log").read_text(encoding="utf-8", errors="replace")

    def events(self) -> list[Json]:
        """All events that the harness has listened to so far, reloads or not."""
        path = self._box / "events.jsonl"
        lines = path.read_bytes().splitlines() if path.exists() else []
        return [json.loads(line.decode("utf-8", errors="surrogateescape")) for line in lines]

    def ask(self, code: str, *, quiet_limit_s: float = QUIET_LIMIT_S, **arguments: Json) -> Json:
        """Run Lua in the terminal and give what it returns.

        `e2e` is the harness, `arg` holds the keyword arguments. Raises Hung when neither an
        answer nor a sign of progress comes within the limit, Ended, and LuaFailed.
        """
        number = self._post(code, arguments)
        answer = self._box / "out" / f"{number}.json"
        self._wait(answer, code, quiet_limit_s)
        value = json.loads(answer.read_bytes().decode("utf-8", errors="surrogateescape"))
        if "error" in value:
            raise LuaFailed(f"{value['error']}\nin: {code.strip()[:400]}")
        return value["value"]

    def reload(self, first: str) -> None:
        """Evaluate the configuration anew, and run Lua in the first event that comes after it.

        The handlers of the plugin have not been called then. `e2e` is the harness.
        """
        done = self._box / "first"
        done.unlink(missing_ok=True)
        code = f"local e2e = ...\nlocal wezterm = require('wezterm')\n{first}\n"
        (self._box / "first.lua").write_text(code, encoding="utf-8")
        self.ask("wezterm.reload_configuration()")
        self._wait(done, first, QUIET_LIMIT_S)
        message = done.read_text(encoding="utf-8", errors="replace")
        if message:
            raise LuaFailed(f"{message}\nin: {first.strip()[:400]}")

    def stop(self) -> None:
        """End the process and all that it started: it was given a session of its own."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self._process.poll() is not None:
                return
            self._process.send_signal(sign)
            try:
                self._process.wait(END_LIMIT_S)
            except subprocess.TimeoutExpired:
                continue

    def _post(self, code: str, arguments: dict[str, Json]) -> int:
        number = next(self._numbers)
        path = self._box / "in" / f"{number}.lua"
        data = json.dumps(arguments)
        fence = "=" * 8
        text = (
            "local e2e = ...\n"
            "local wezterm = require('wezterm')\n"
            "local mux = wezterm.mux\n"
            f"local arg = wezterm.json_parse([{fence}[{data}]{fence}])\n{code}\n"
        )
        part = path.with_suffix(".part")
        part.write_text(text, encoding="utf-8")
        part.rename(path)
        return number

    def _wait(self, answer: Path, code: str, quiet_limit_s: float) -> None:
        progress = self._box / "progress"
        seen, since, busy_since = -1, 0.0, 0.0
        while not answer.exists():
            if self._process.poll() is not None:
                raise Ended(f"exit code {self._process.returncode}\n{self.log()[-2000:]}")
            size = progress.stat().st_size if progress.exists() else 0
            quiet_s = time.monotonic() - since
            if size != seen:
                seen, since, busy_since = size, time.monotonic(), self._busy_s()
            elif quiet_s > quiet_limit_s or self._busy_s() - busy_since > BUSY_LIMIT_S:
                command = code.strip()[:400]
                raise Hung(f"quiet for {quiet_s:.0f} s in: {command}\nlog: {self.log()[-1500:]}")
            time.sleep(POLL_S)

    def _busy_s(self) -> float:
        """Processor time of the process so far, in seconds; 0 where the system does not tell."""
        try:
            text = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return 0.0
        fields = text.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _write_config(self, config: str) -> Path:
        # A directory of its own: whatever is written beside a configuration reloads it.
        directory = self.home / "config"
        directory.mkdir(exist_ok=True)
        path = directory / "wezterm.lua"
        begin = "e2e.start()" if self._is_empty else "wezterm.mux.spawn_window({}) e2e.start()"
        path.write_text(
            "local wezterm = require('wezterm')\n"
            f"local e2e = assert(loadfile('{HARNESS}'))('{self._box}', '{HARNESS.parent}')\n"
            "local config = wezterm.config_builder()\n"
            f"{COMMON_CONFIG}\n"
            f"wezterm.on('mux-startup', function() {begin} end)\n"
            f"wezterm.on('gui-startup', function() {begin} end)\n"
            "wezterm.on('window-config-reloaded', e2e.start)\n"
            f"{config}\n"
            "return config\n",
            encoding="utf-8",
        )
        return path

    def _environment(self, programs: Programs, display: str | None) -> dict[str, str]:
        inherited = {
            key: value
            for key, value in os.environ.items()
            if not key.startswith(("WEZTERM", "XDG_", "WAYLAND", "DBUS", "DISPLAY", "PYTHON"))
        }
        runtime = self.home / "run"
        runtime.mkdir(mode=0o700, exist_ok=True)
        own = {
            "HOME": str(self.home),
            "SHELL": "/bin/sh",
            "LANG": "C.UTF-8",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "XDG_RUNTIME_DIR": str(runtime),
            "PATH": f"{programs.server.parent}{os.pathsep}{os.environ.get('PATH', '')}",
        }
        for name in ("config", "data", "cache", "state"):
            own[f"XDG_{name.upper()}_HOME"] = str(self.home / "xdg" / name)
            (self.home / "xdg" / name).mkdir(parents=True, exist_ok=True)
        if display:
            own["DISPLAY"] = display
        return inherited | own
