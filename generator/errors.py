"""What may go wrong while the plugin is made, one class for each remedy.

    GeneratorError              the root: catch it to catch all of ours
    ├── ProfileError            a build profile cannot be read, or names what does not exist
    ├── ManifestError           the rooms and the table of rooms disagree
    │   └── MissingRoomError    a room of the manifest has no file
    ├── TemplateError           a frame or a room is not valid where the message points
    ├── OutputError             the place to write to is not ours, or refuses
    └── VerifyError             the plugin does not behave when WezTerm loads it

Every message is a sentence that names the place and the value; `remedy` is the next thing to do.
Exceptions never print: `generator.cli` shows them and chooses the exit code.
"""

from __future__ import annotations

from collections.abc import Iterable


class GeneratorError(Exception):
    """Something that the person who runs the generator can put right."""

    remedy: str
    """What to do next; empty when the message already says it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class ProfileError(GeneratorError):
    """A build profile has an unknown key, feature or option, a wrong type, or is no TOML."""


class ManifestError(GeneratorError):
    """The rooms on disk and `generator/facts/manifest.py` disagree about rooms or requires."""


class MissingRoomError(ManifestError):
    """A room that the manifest names has no file under lua_templates/."""

    def __init__(self, room: str, path: str) -> None:
        super().__init__(
            f"The room {room} is in the manifest, but {path} does not exist.",
            f"Write {path}, or take {room} out of ROOMS in generator/facts/manifest.py.",
        )


class TemplateError(GeneratorError):
    """A frame cannot be rendered, or a room is not valid Lua; the message opens with file:line."""

    def __init__(self, path: str, line: int, what: str, remedy: str = "") -> None:
        super().__init__(f"{path}:{line}: {what}", remedy)
        self.path = path
        self.line = line


class OutputError(GeneratorError):
    """The output folder belongs to somebody else, or the disk refused."""


class VerifyError(GeneratorError):
    """The rendered plugin breaks a promise when it is loaded; all that were found are listed."""

    def __init__(self, findings: Iterable[str], remedy: str = "") -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(self.findings), remedy)


def choices(names: Iterable[str]) -> str:
    """Say which names exist, for the end of a refusal: `a, b and c`, or `none`."""
    known = list(names)
    if len(known) < 2:
        return known[0] if known else "none"
    return f"{', '.join(known[:-1])} and {known[-1]}"
