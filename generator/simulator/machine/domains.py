"""Multiplexer domains: where a pane's program runs.

In:    a name, a kind, a delay.
Out:   what WezTerm says about the domain.
Never: connects to anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["local", "exec", "wsl", "ssh", "client", "overlay"]
"""`local`, `exec` and `wsl` run programs here; `ssh` runs them over a pty of its own (no process
information); `client` is a multiplexer on another host (panes without process information, spawning
suspends); `overlay` holds dialogs and can't be spawned into."""

OVERLAY_DOMAIN = "TermWizTerminalDomain"
"""Domain of windows that only show a message, such as the configuration error window."""


@dataclass(frozen=True)
class StoredPane:
    """A pane that a remote multiplexer already has: shown when its domain is attached."""

    workspace: str = "default"
    title: str = ""
    cwd: str = "/"


@dataclass
class Domain:
    """One domain. Give `Simulator(domains=[Domain("dev", "client")])` to add some to `local`."""

    name: str
    kind: Kind = "local"
    delay_ms: float = 30.0
    """How long spawning takes where it suspends."""
    is_attached: bool = True
    connects: bool = False
    """Whether it is connected at the start (`connect_automatically`)."""
    stored: list[StoredPane] = field(default_factory=list)
    """Windows that attaching imports, one pane each."""
    fails: str = ""
    """When not empty: spawning and attaching raise this text."""
    socket: str = ""
    """Of a client: of the server on this machine; empty for one elsewhere."""
    id: int = -1

    @property
    def label(self) -> str:
        """What it says of itself."""
        if self.kind != "client":
            return self.name
        return f"unix mux {self.socket}" if self.socket else f"SSH mux {self.name}"

    @property
    def is_spawnable(self) -> bool:
        """Whether programs can be started in it."""
        return self.kind != "overlay"

    @property
    def suspends(self) -> bool:
        """Whether spawning gives up control before it is done."""
        return self.kind in ("exec", "ssh", "client")

    @property
    def has_process_information(self) -> bool:
        """Whether WezTerm sees the programs in its panes."""
        return self.kind in ("local", "exec", "wsl")

    @property
    def is_detachable(self) -> bool:
        """Whether closing its window detaches it."""
        return self.kind == "client"
