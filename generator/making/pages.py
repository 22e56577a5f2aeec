"""Pages for people: fills the generated parts of README.md, cuts the user's part out for dist/.

Pure. A generated part stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`; what
a user of the plugin needs stands between `<!-- dist -->` and `<!-- /dist -->`, and in that what is
of one feature between `<!-- feature:NAME -->` and `<!-- /feature:NAME -->`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Final

from generator.errors import TemplateError, choices

_PART: Final = re.compile(
    r"<!-- generated:(?P<name>[a-z-]+) -->\n(?P<text>.*?)<!-- /generated:(?P=name) -->", re.DOTALL
)
_USER_PART: Final = re.compile(r"<!-- dist -->\n(.*?)<!-- /dist -->\n", re.DOTALL)


def parts(rendered: str) -> dict[str, str]:
    """Take the rendered docs frame apart: name of each part to its text."""
    return {match["name"]: match["text"] for match in _PART.finditer(rendered)}


def fill(path: str, page: str, known: Mapping[str, str]) -> str:
    """Put the generated parts into a page.

    Args:
        path: the page's file, for messages.
        page: its text, with markers.
        known: name of each part to its text.

    Raises:
        TemplateError: the page has a marker for a part that does not exist.
    """

    def part(match: re.Match[str]) -> str:
        name = match["name"]
        if name not in known:
            line = page.count("\n", 0, match.start()) + 1
            raise TemplateError(
                path,
                line,
                f"there is no generated part {name}.",
                f"The parts are {choices(known)}.",
            )
        return f"<!-- generated:{name} -->\n{known[name]}<!-- /generated:{name} -->"

    return _PART.sub(part, page)


_PICTURE: Final = re.compile(r"!\[[^\]]*\]\((?P<path>[^):]+)\)")


def pictures(page: str) -> list[str]:
    """List the pictures of a page that lie beside it, by relative path."""
    return [match["path"] for match in _PICTURE.finditer(page)]


_FEATURE_PART: Final = re.compile(
    r"<!-- feature:(?P<name>[a-z_]+) -->\n?(?P<text>.*?)<!-- /feature:(?P=name) -->\n?", re.DOTALL
)
_MARKER: Final = re.compile(r"<!-- /?(?:generated|feature):[a-z_-]+ -->\n?")


def features_named(page: str) -> set[str]:
    """Return the features that a page has stretches of."""
    return {match["name"] for match in _FEATURE_PART.finditer(page)}


def user_part(page: str, features: Collection[str]) -> str:
    """Return what a user of the plugin needs of a page, without the markers.

    Args:
        page: with its generated parts filled in.
        features: those of the build; what is of another one is left out.
    """

    def kept(match: re.Match[str]) -> str:
        return _FEATURE_PART.sub(kept, match["text"]) if match["name"] in features else ""

    text = _FEATURE_PART.sub(kept, "\n".join(_USER_PART.findall(page)))
    return re.sub(r"\n{3,}", "\n\n", _MARKER.sub("", text))
