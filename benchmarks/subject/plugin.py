"""Plugins, run as they are: the new one, the old one re-stated, checkouts of the old and a peer.

In:    a path for those that are not ours.
Out:   subjects, with the digest of their files and the commit that these are of.
Never: patches a plugin.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.scenario.workloads import Size, Workload
from benchmarks.subject.subject import SubjectError, SubjectInfo
from generator.making.config import ROOT
from generator.proving.saved import OLD_URL
from generator.simulator import PLUGIN_URL, Settings, Simulator

NEW: Final = ROOT / "dist"
RESTATED: Final = ROOT / "benchmarks" / "old"
OLD_COMMIT: Final = "cb78eff"
PEER_URL: Final = "https://github.com/StephenGemin/resurrect.wezterm"

APPLY: Final = "plugin.apply_to_config(config)"
"""How this plugin and the old one are set up, in Lua."""

Key = tuple[str, str]
"""Key and modifiers."""


@dataclass(frozen=True)
class Plugin:
    """A plugin run as it is."""

    info: SubjectInfo
    sources: Mapping[str, bytes] = field(repr=False)
    """Its Lua files by path below the checkout, read once: a rebuild meanwhile changes nothing."""
    url: str
    setup: str
    """Lua that configures it, with `plugin` and `config` at hand."""
    save_key: Key = ("s", "ALT")
    pick_key: Key = ("l", "ALT")
    restore_key: Key | None = ("r", "ALT")
    saves: bool = True
    named_by_id: bool = False
    """Its labels are decorated: the name is in the entry's id, KIND/NAME.json."""

    @property
    def restores_in_place(self) -> bool:
        """By a key of its own."""
        return self.restore_key is not None

    @property
    def directory(self) -> str:
        """Where WezTerm would have cloned it."""
        return Settings().checkout(self.url)

    def files(self) -> dict[str, bytes]:
        """The checkout, where WezTerm would have put it, with the state folder that is in git."""
        found = {f"{self.directory}/{name}": data for name, data in self.sources.items()}
        found[f"{self.directory}/state/.gitkeep"] = b""
        return found

    def config(self) -> str:
        """A configuration with nothing but the plugin."""
        return (
            'local wezterm = require("wezterm")\n'
            "local config = wezterm.config_builder()\n"
            f'local plugin = wezterm.plugin.require("{self.url}")\n'
            f"{self.setup}\n"
            "return config\n"
        )

    def plugin_bytes(self) -> int | None:
        """Size of its Lua files; None when they are not its own text."""
        if not self.info.runs_own_code:
            return None
        return sum(len(data) for data in self.sources.values())

    def prepare(self, workload: Workload, workspace: str, size: Size) -> None:
        """Nothing: it reads what it has saved."""

    def save(self, sim: Simulator) -> None:
        """Press its save key."""
        sim.press(*self.save_key)

    def pick(self, sim: Simulator) -> None:
        """Press its load key."""
        sim.press(*self.pick_key)

    def choose(self, sim: Simulator, workspace: str) -> None:
        """Take the session of that name."""
        entries = sim.overlay.choices if sim.overlay else []
        for index, entry in enumerate(entries):
            if self.shown_name(entry.label, entry.id) == workspace:
                sim.choose(index)
                return
        raise SubjectError(f"the picker has no {workspace}: {[one.label for one in entries]}")

    def restore(self, sim: Simulator) -> None:
        """Press its restore key."""
        if self.restore_key is None:
            raise SubjectError(f"{self.info.name} can't restore into a window without a picker")
        sim.press(*self.restore_key)

    def shown_name(self, label: str, identity: str | None) -> str:
        """The label up to two blanks (what comes after is about the session), or the id."""
        if self.named_by_id and identity is not None:
            return identity.split("/", maxsplit=1)[-1].removesuffix(".json")
        return label.split("  ", maxsplit=1)[0].strip()


def plugin_files(path: Path) -> dict[str, bytes]:
    """All files of a plugin by path below its checkout; SubjectError when it is none."""
    found = {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted((path / "plugin").rglob("*"))
        if file.is_file()
    }
    if "plugin/init.lua" not in found:
        raise SubjectError(f"{path} is no plugin: it has no plugin/init.lua")
    return found


def digest(files: Mapping[str, bytes]) -> str:
    """16 digits of SHA-256 over files, by path and content: another build has another one."""
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        for part in (name.encode(), data):
            total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()[:16]


def lua_of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those that WezTerm may be asked to read."""
    return {name: data for name, data in files.items() if name.endswith(".lua")}


def commit(path: Path) -> str:
    """The commit of a checkout, marked when files differ from it; empty when it is none."""
    command = ["git", "-C", str(path), "describe", "--always", "--dirty", "--abbrev=7"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return ""
    return found.stdout.strip() if found.returncode == 0 else ""


def _info(
    name: str, sentence: str, files: Mapping[str, bytes], checkout: Path | None = None
) -> SubjectInfo:
    """`checkout`: where its own code lies; None for the re-stated one, which is our text."""
    return SubjectInfo(
        name,
        sentence,
        runs_own_code=checkout is not None,
        digest=digest(files),
        commit=commit(checkout) if checkout else "",
    )


def new(path: Path = NEW) -> Plugin:
    """Our plugin."""
    if not (path / "plugin" / "init.lua").is_file():
        raise SubjectError(f"there is no plugin in {path}: run `make plugin` first")
    files = plugin_files(path)
    info = _info("new", "this plugin, as built", files, path)
    return Plugin(info, lua_of(files), PLUGIN_URL, APPLY)


def old_restated() -> Plugin:
    """The old plugin's behaviour in our own words."""
    files = plugin_files(RESTATED)
    sentence = (
        f"abidibo/wezterm-sessions 1.0.0 ({OLD_COMMIT}), its behaviour re-stated: the same host "
        "calls, waits, files and arithmetic; not its code, so no instructions, bytes or size"
    )
    return Plugin(_info("old", sentence, files), lua_of(files), OLD_URL, APPLY)


def old_checkout(path: Path) -> Plugin:
    """An unmodified checkout of the old plugin."""
    files = plugin_files(path)
    sentence = f"abidibo/wezterm-sessions as given, unmodified (1.0.0 is {OLD_COMMIT})"
    return Plugin(_info("old checkout", sentence, files, path), lua_of(files), OLD_URL, APPLY)


def peer(path: Path) -> Plugin:
    """An unmodified checkout of StephenGemin/resurrect.wezterm."""
    files = plugin_files(path)
    sentence = "StephenGemin/resurrect.wezterm as given, unmodified, set up by its own one call"
    return Plugin(
        _info("peer", sentence, files, path),
        lua_of(files),
        PEER_URL,
        "plugin.setup(config)",
        save_key=("w", "ALT"),
        pick_key=("r", "ALT"),
        restore_key=None,
        named_by_id=True,
    )
