"""Pages for people: fills the generated parts of README.md, cuts the user's part out for dist/.

Pure. A generated part stands between `<!-- generated:NAME -->` and `<!-- /generated:NAME -->`; what
a user of the plugin needs stands between `<!-- dist -->` and `<!-- /dist -->`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
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


def user_part(page: str) -> str:
    """Return what a user of the plugin needs of a page, without the markers."""
    text = "\n".join(_USER_PART.findall(page))
    return re.sub(r"<!-- /?generated:[a-z-]+ -->\n", "", text)
