"""`wezterm.GLOBAL`: shared data of one process, with all its surprises.

In:    plain data, copied on writing.
Out:   scalars, or handles on the tables inside.
Never: survives the process; grows an array by index (the host's own rule, and its own bug).
"""

from __future__ import annotations

from generator.simulator.errors import HostError
from generator.simulator.lua.border import Ref

ROOT = 0


class Null:
    """What a key holds that was set to nil: it reads as nil but is still listed."""


NULL = Null()


class GlobalStore:
    """The data of one process. Tables are dicts (string keys) or lists; handles number them."""

    def __init__(self) -> None:
        self._root: dict[str, object] = {}
        self._handles: list[object] = [self._root]

    def _handle(self, value: object) -> Ref:
        self._handles.append(value)
        return Ref("Global", len(self._handles) - 1)

    def _held(self, handle: int) -> object:
        return self._handles[handle]

    def resolve(self, value: object) -> object:
        """A deep copy of data on its way in; handles are replaced by what they stand for."""
        if isinstance(value, Ref):
            return self.resolve(self._held(int(str(value.held))))
        if isinstance(value, dict):
            return {str(k): self._inner(v) for k, v in value.items()}
        if isinstance(value, list):
            return [self._inner(v) for v in value]
        return value

    def _inner(self, value: object) -> object:
        return NULL if value is None else self.resolve(value)

    def get(self, handle: int, key: object) -> object:
        """`t[key]`."""
        held = self._held(handle)
        if isinstance(held, dict):
            if not isinstance(key, str):
                raise HostError("can only index objects using string values")
            return self._out(held.get(key))
        if isinstance(held, list):
            if not isinstance(key, int) or isinstance(key, bool):
                raise HostError("can only index arrays using integer values")
            return self._out(held[key - 1]) if 1 <= key <= len(held) else None
        return None

    def _out(self, value: object) -> object:
        if isinstance(value, dict | list):
            return self._handle(value)
        return None if value is NULL else value

    def set(self, handle: int, key: object, value: object) -> None:
        """`t[key] = value`."""
        held = self._held(handle)
        copy = self._inner(value)
        if isinstance(held, dict):
            if not isinstance(key, str):
                raise HostError("can only index objects using string values")
            held[key] = copy
        elif isinstance(held, list):
            if not isinstance(key, int) or isinstance(key, bool) or key < 1:
                raise HostError("can only index arrays using integer values")
            index = key - 1
            if index == len(held) - 1:
                # The host appends where it means to replace the last item.
                held.append(copy)
            elif index < len(held):
                held[index] = copy
            else:
                raise HostError("cannot make sparse array")

    def length(self, handle: int) -> int:
        """`#t`."""
        held = self._held(handle)
        return len(held) if isinstance(held, dict | list) else 0

    def keys(self, handle: int) -> list[object]:
        """What `pairs` lists, keys set to nil included."""
        held = self._held(handle)
        if isinstance(held, dict):
            return sorted(held)
        return list(range(1, len(held) + 1)) if isinstance(held, list) else []

    def handle(self, handle: int, key: object) -> object:
        """What `pairs` gives as a value: always a handle, even for a plain one."""
        held = self._held(handle)
        if isinstance(held, dict):
            return self._handle(held.get(str(key)))
        if isinstance(held, list) and isinstance(key, int):
            return self._handle(held[key - 1])
        return None

    def plain(self, value: object) -> object:
        """Data without marks for nil, for JSON."""
        if isinstance(value, Ref) and value.kind == "Global":
            return self.plain(self._held(int(str(value.held))))
        if isinstance(value, dict):
            return {key: self.plain(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self.plain(item) for item in value]
        return None if value is NULL else value
