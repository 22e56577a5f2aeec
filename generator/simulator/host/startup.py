"""The start of a process: start-up events, then the window that WezTerm opens by itself.

In:    what stood on the command line: `wezterm start --cwd . --domain dev -- vim`.
Out:   `gui-startup` or `mux-startup`, the usual window unless there are panes, `gui-attached`.
Never: evaluates the configuration (that is World).

After wezterm-gui/src/main.rs, `async_run_terminal_gui`: whoever leaves a pane of the default domain
in `gui-startup` (in the workspace, if one was named) gets no window more and no `gui-attached`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from generator.simulator.errors import HostError
from generator.simulator.host.host import Host, mux_of
from generator.simulator.host.spawning import attach
from generator.simulator.lua.border import Ref
from generator.simulator.machine.domains import Domain
from generator.simulator.mux.mux import CELL_PIXELS, Mux
from generator.simulator.mux.panes import Window
from generator.simulator.mux.terminals import Command

Next = Callable[[], None]


def is_absolute(path: str) -> bool:
    """Whether a directory says by itself where it is."""
    return path.startswith(("/", "\\")) or path[1:2] == ":"


@dataclass(frozen=True)
class CommandLine:
    """What stands behind `wezterm start`."""

    args: Sequence[str] | None = None
    cwd: str | None = None
    domain: str | None = None
    workspace: str | None = None
    attach: bool = False
    """`wezterm connect` and `--attach`: no `gui-startup`, and a window even beside others."""
    ssh: str | None = None
    """`wezterm ssh HOST`: a domain of its own takes the place of the usual one."""

    @property
    def words(self) -> list[str]:
        """What was typed behind `wezterm`, and stands in the process table."""
        if self.ssh is not None:
            return ["ssh", self.ssh]
        options = {"--cwd": self.cwd, "--workspace": self.workspace, "--domain": self.domain}
        words = [word for name, value in options.items() if value for word in (name, value)]
        words += ["--attach"] if self.attach else []
        words += ["--", *self.args] if self.args is not None else []
        return ["start", *words] if words else []

    def usual_domain(self, mux: Mux) -> Domain | None:
        """Where programs start that are not told where: the configured domain, or one's own."""
        if self.ssh is not None:
            domain = Domain(f"SSH to {self.ssh}", "ssh")
            domain.id = mux.overlay_domain.id + 1
            mux.domains.append(domain)
            return domain
        return mux.domain_named(str(mux.option("default_domain", default="local")))


class Startup:
    """Starts one process, step by step."""

    def __init__(self, host: Host, line: CommandLine, done: Next) -> None:
        self._host, self._line, self._done = host, line, done
        self._mux = mux_of(host)
        self._command = self._command_given()
        self._named_domain: Domain | None = None

    def _command_given(self) -> Command:
        """Program and directory of the command line; of the configuration where it is silent."""
        line, option = self._line, self._mux.option
        if line.args is None and line.cwd is None:
            return Command()
        prog = line.args if line.args is not None else option("default_prog", default=None)
        argv = [str(word) for word in prog] if isinstance(prog, list | tuple) else None
        cwd = line.cwd if line.cwd is not None else option("default_cwd", default=None)
        if line.cwd is not None and not is_absolute(line.cwd):
            settings = self._host.settings
            cwd = f"{settings.own_directory}{settings.separator}{line.cwd}"
        return Command(argv, None if cwd is None else str(cwd))

    @property
    def _spawn_command(self) -> dict[str, object] | None:
        """What `gui-startup` is given: a SpawnCommand, nil where the command line is empty."""
        line, command = self._line, self._command
        domain = {"DomainName": line.domain} if line.domain else "DefaultDomain"
        if line.args is None and line.cwd is None:
            if line.domain is None:
                return None
            # Nothing but the domain: a SpawnCommand's own default has no environment.
            return {"domain": domain, "set_environment_variables": {}}
        environment = {**self._host.settings.environment, "TERM_PROGRAM": "WezTerm"}
        given = {"args": command.argv, "cwd": command.cwd, "domain": domain}
        found = {name: value for name, value in given.items() if value is not None}
        return {**found, "set_environment_variables": environment}

    @property
    def _domain(self) -> Domain:
        """The one that was named; else the usual one, which a handler may have changed."""
        return self._named_domain or self._mux.default_domain

    def gui(self) -> None:
        """Start the windows on the screen."""
        for domain in self._mux.domains:
            if domain.connects and not domain.is_attached:
                self._attach(domain)
        if self._line.domain is not None:
            found = self._mux.domain_named(self._line.domain)
            if found is None:
                raise HostError(f"invalid domain {self._line.domain}")
            self._named_domain = found
        if self._line.attach:
            self._usual_window()
        else:
            self._host.emit("gui-startup", (self._spawn_command,), lambda _values: self._named())

    def _named(self) -> None:
        """A domain that was named gets a window, whatever the handlers have opened."""
        if self._line.domain is None:
            self._usual_window()
        else:
            self._open(None, self._usual_window, always=True)

    def _usual_window(self) -> None:
        if not self._line.attach and self._has_panes():
            self._done()
        else:
            self._open(self._line.workspace, self._done)

    def _has_panes(self) -> bool:
        workspace = self._line.workspace
        if workspace is None:
            panes = list(self._mux.panes.values())
        else:
            tabs = [tab for window in self._mux.windows_in(workspace) for tab in window.tabs]
            panes = [pane for tab in tabs for pane in tab.panes]
        return any(pane.domain is self._domain for pane in panes)

    def _attach(self, domain: Domain) -> None:
        try:
            attach(self._host, domain)
        except HostError as error:
            self._host.records.errors.append(("start", str(error)))

    def _open(self, workspace: str | None, then: Next, *, always: bool = False) -> None:
        """A window in the domain, which is connected first; then `gui-attached`.

        Connecting may have brought panes: then the window stays empty, unless `always` is set.
        """
        domain, mux = self._domain, self._mux
        window = mux.new_window(workspace)
        mux.notify("WindowCreated", window=window)

        def fill() -> None:
            if not domain.is_attached:
                self._attach(domain)
            if always or not self._has_panes():
                self._fill(window)
            self._host.emit("gui-attached", (Ref("MuxDomain", domain.id),), lambda _values: then())

        if domain.suspends or not domain.is_attached:
            self._host.waits.after(domain.delay_ms, fill)
        else:
            fill()

    def _fill(self, window: Window) -> None:
        cols, rows = self._host.initial_size()
        pixels = (cols * CELL_PIXELS[0], rows * CELL_PIXELS[1])
        try:
            pane = self._mux.new_pane(self._domain, self._command, (cols, rows))
        except HostError as error:
            self._host.records.errors.append(("start", str(error)))
        else:
            self._mux.add_tab(window, self._mux.new_tab(pane, cols, rows, pixels, 96))

    def server(self) -> None:
        """Start a multiplexer server."""
        mux = self._mux

        def ready(_values: list[object]) -> None:
            if not any(p.domain is mux.default_domain for p in mux.panes.values()):
                settings = self._host.settings
                self._host.open_window(None, settings.cols, settings.rows)
            self._done()

        self._host.emit("mux-startup", (), ready)
