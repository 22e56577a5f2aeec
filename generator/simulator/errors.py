"""What can go wrong in the simulated terminal, one class for each reader.

In:    nothing.
Out:   the errors below.
Never: raised for something that the plugin could handle: those reach Lua as the host's errors do.

    SimulatorError
    ├── HostFrozen          the real terminal would stand still for ever
    │   ├── HostDeadlock    ... because a window was asked for while the configuration was evaluated
    │   └── BudgetExceeded  ... because one run of Lua took more instructions than allowed
    ├── Crashed             the process was stopped at the crash point that a test asked for
    ├── LuaFailure          code given to `Simulator.lua` raised an error
    ├── ConfigFailure       the configuration could not be evaluated
    └── NothingToAnswer     a test answers a picker or prompt that is not shown

`HostHang` is the split tree's own (`tree/sizes.py`): a resize that the real host never ends.
"""

from __future__ import annotations

from generator.simulator.tree.errors import HostHang

__all__ = [
    "BudgetExceeded",
    "ConfigFailure",
    "Crashed",
    "HostDeadlock",
    "HostError",
    "HostFrozen",
    "HostHang",
    "LuaFailure",
    "NothingToAnswer",
    "SimulatorError",
]


class SimulatorError(Exception):
    """Root of the simulator's own errors."""


class HostFrozen(SimulatorError):
    """The real terminal would never answer again."""


class HostDeadlock(HostFrozen):
    """The configuration's lock is held, and the call needs it."""


class BudgetExceeded(HostFrozen):
    """One uninterrupted run of Lua used more instructions than allowed."""


class Crashed(SimulatorError):
    """The process stopped at the crash point; `Simulator.restart` goes on from the disk."""


class LuaFailure(SimulatorError):
    """Lua code raised: the message, and a traceback after it."""


class ConfigFailure(SimulatorError):
    """`wezterm.lua` raised an error, or gave no table."""


class NothingToAnswer(SimulatorError):
    """No overlay of that kind is shown."""


class HostError(Exception):
    """An error that a host function reports to Lua (there: a userdata with this text)."""
