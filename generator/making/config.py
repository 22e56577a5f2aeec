"""From a build profile (what the TOML may say) to a BuildConfig (what the run uses: complete)."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Final

from generator.errors import ProfileError, choices
from generator.facts import manifest, surface
from generator.facts.options import Option
from generator.facts.options import of_features as options_of
from generator.facts.surface import Action

ROOT: Final = Path(__file__).resolve().parents[2]
"""The project: the folder that holds generator/, lua_templates/ and dist/."""


def shown(path: Path, root: Path = ROOT) -> str:
    """Name a path as a person would: relative to the project where it lies inside."""
    resolved = path.resolve()
    return resolved.relative_to(root).as_posix() if resolved.is_relative_to(root) else str(path)


DEFAULT_PROFILE: Final = ROOT / "generator" / "profiles" / "default.toml"
"""What `make plugin` renders."""

PROFILE_KEYS: Final = ("description", "features", "options", "keys")
"""All that a profile may say at its top level."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A build profile as written: absent means `as the generator has it`."""

    name: str
    """The stem of its file."""
    path: Path
    features: tuple[str, ...] | None = None
    options: Mapping[str, object] = dataclasses.field(default_factory=dict)
    keys: Mapping[str, object] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class BuildConfig:
    """Everything a build depends on beside the sources; no None means `default`."""

    root: Path
    """The project whose lua_templates/ are rendered."""
    output: Path
    """The plugin repository root to write or to compare with."""
    profile: str
    """The profile's name, for the banner and the report."""
    features: tuple[str, ...]
    """In manifest order."""
    options: tuple[Option, ...]
    """Of these features, with this profile's defaults."""
    actions: tuple[Action, ...]
    """Of these features, with this profile's keys; an empty key means none."""


def default_config(output: Path | None = None) -> BuildConfig:
    """Return what `make plugin` builds."""
    return load_config(DEFAULT_PROFILE, output)


def load_config(profile: Path, output: Path | None = None, root: Path = ROOT) -> BuildConfig:
    """Read a profile file and complete it.

    Args:
        profile: the TOML file.
        output: the folder to write to; None: dist/ for the default profile, else build/NAME/.
        root: the project whose templates are rendered.

    Raises:
        ProfileError: the file cannot be read, is no TOML, or says something that does not exist.
    """
    read = read_profile(profile)
    is_default = read.path == DEFAULT_PROFILE
    place = root / "dist" if is_default else root / "build" / read.name
    return complete(read, root=root, output=(output or place).resolve())


def read_profile(path: Path) -> Profile:
    """Read a build profile and refuse keys that do not exist.

    Raises:
        ProfileError: the file cannot be read, is no TOML, or has an unknown key or a wrong type.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ProfileError(
            f"The profile {path} cannot be read: {error.strerror}.",
            f"The profiles that come with the generator are in {shown(DEFAULT_PROFILE.parent)}.",
        ) from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"The profile {path} is not UTF-8 text (byte {error.start}).") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{_with_line(path, str(error))}") from error
    return _profile(path, table)


def complete(profile: Profile, *, root: Path, output: Path) -> BuildConfig:
    """Turn a profile into a BuildConfig, every name checked against what exists.

    Raises:
        ProfileError: it names a feature, option or action that does not exist, or gives a wrong
        type.
    """
    known = manifest.feature_names()
    wanted = known if profile.features is None else profile.features
    _refuse_unknown(profile, "feature", wanted, known)
    repeated = [name for name in known if wanted.count(name) > 1]
    if repeated:
        raise ProfileError(f"{shown(profile.path)}: the feature {repeated[0]} is named twice.")
    features = tuple(name for name in known if name in wanted)
    return BuildConfig(
        root=root,
        output=output,
        profile=profile.name,
        features=features,
        options=_options(profile, options_of(features)),
        actions=_actions(profile, surface.of_features(surface.ACTIONS, features)),
    )


def _profile(path: Path, table: Mapping[str, object]) -> Profile:
    place = shown(path)
    for key in table:
        if key not in PROFILE_KEYS:
            raise ProfileError(
                f"{place}: there is no key {key}.", f"The keys are {choices(PROFILE_KEYS)}."
            )
    features = table.get("features")
    if features is not None and not _is_list_of_strings(features):
        raise ProfileError(
            f'{place}: features must be a list of names such as ["edit"], not {features!r}.'
        )
    sections: dict[str, Mapping[str, object]] = {}
    for key in ("options", "keys"):
        section = table.get(key, {})
        if not isinstance(section, Mapping):
            raise ProfileError(f"{place}: {key} must be a section [{key}], not {section!r}.")
        sections[key] = section
    return Profile(
        name=path.stem,
        path=path.resolve(),
        features=tuple(features) if isinstance(features, list) else None,
        options=sections["options"],
        keys=sections["keys"],
    )


def _is_list_of_strings(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _options(profile: Profile, known: tuple[Option, ...]) -> tuple[Option, ...]:
    settable = [option for option in known if option.kind != "keys"]
    _refuse_unknown(profile, "option", profile.options, [option.name for option in settable])
    completed = []
    for option in known:
        value = profile.options.get(option.name, option.default)
        if option.name in profile.options and not option.accepts(value):
            raise ProfileError(
                f"{shown(profile.path)}: the option {option.name} must be {option.expected},"
                f" not {value!r}."
            )
        completed.append(dataclasses.replace(option, default=value))  # type: ignore[arg-type]
    return tuple(completed)


def _actions(profile: Profile, known: tuple[Action, ...]) -> tuple[Action, ...]:
    _refuse_unknown(profile, "action", profile.keys, [action.name for action in known])
    completed = []
    for action in known:
        if action.name not in profile.keys:
            completed.append(action)
            continue
        wish = profile.keys[action.name]
        if wish is False:
            completed.append(dataclasses.replace(action, key="", mods="NONE"))
            continue
        key = _key(wish)
        if key is None:
            raise ProfileError(
                f"{shown(profile.path)}: the key of {action.name} must be false or a table such as"
                f' {{ key = "s", mods = "ALT" }}, not {wish!r}.'
            )
        completed.append(dataclasses.replace(action, key=key[0], mods=key[1], mac_mods=""))
    return tuple(completed)


def _key(wish: object) -> tuple[str, str] | None:
    """Read `{ key = "s", mods = "ALT" }`; None when it is something else."""
    if not isinstance(wish, Mapping) or "key" not in wish or set(wish) - {"key", "mods"}:
        return None
    key, mods = wish["key"], wish.get("mods", "NONE")
    is_right = isinstance(key, str) and isinstance(mods, str) and key and mods
    return (key, mods) if is_right else None


def _refuse_unknown(
    profile: Profile, what: str, wanted: Collection[str], known: Collection[str]
) -> None:
    for name in wanted:
        if name not in known:
            raise ProfileError(
                f"{shown(profile.path)}: there is no {what} {name}.",
                f"The {what}s are {choices(known)}.",
            )


def _with_line(path: Path, message: str) -> str:
    """Move tomllib's `(at line 3, column 5)` to the front, where editors and people look for it."""
    place = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
    if place is None:
        return f"{shown(path)}: {message}."
    what = message[: place.start()]
    where = f":{place[1]}:{place[2]}" if place[1] else ", at its end"
    return f"{shown(path)}{where}: not TOML: {what}."
