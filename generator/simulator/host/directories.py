"""A pane's directory: what WezTerm tells of it, and where a program beside it starts.

In:    a pane.
Out:   a URL as `get_current_working_dir` gives it; the path that a spawn inherits.
Never: looks whether the directory is there.

Release 20240203 pastes the path into a URL and has that parsed: `%`, `#` and `?` keep their
meaning, a backslash becomes a slash, blanks at the end and line ends go. Later builds escape all.
"""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes, unquote_to_bytes, urlsplit

from generator.simulator.machine.settings import Release
from generator.simulator.mux.panes import Pane

URL_SAFE = "/!$&'()*+,;=:@-._~[]|^"
"""Characters that the host leaves as they are in the path of a URL."""

PASTED = URL_SAFE + "%"
"""Those that a parser of URLs leaves in a path that was pasted."""

DRIVE = 3
"""Where the colon of `/C:` ends."""


def file_url(path: str, host: str = "") -> str:
    """A directory as a URL, percent-encoded."""
    raw = path.encode("utf-8", "surrogateescape")
    if not raw.startswith(b"/"):
        raw = b"/" + raw.replace(b"\\", b"/")
    return f"file://{host}{quote_from_bytes(raw, safe=URL_SAFE)}"


def pasted_url(path: str) -> str:
    """A directory as the URL that comes of pasting its path behind `file://localhost`."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    text = "".join(c for c in text if c not in "\t\n\r").rstrip("".join(map(chr, range(33))))
    place, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", text).groups()  # type: ignore[union-attr]
    encoded = quote_from_bytes(place.replace("\\", "/").encode(), safe=PASTED)
    return f"file://{'' if encoded.startswith('/') else '/'}{encoded}{mark}{rest}"


def url_of(pane: Pane, release: Release) -> str | None:
    """What the shell announced, else the directory of the program in front; None for neither."""
    if pane.osc7:
        return pane.osc7
    directory = pane.cwd
    if directory is None or pane.terminal is None:
        return None
    if pane.domain.kind == "client":
        return file_url(directory, pane.domain.name)
    if release == "stable":
        return pasted_url(directory)
    return file_url(directory.rstrip("/\\") + "/")


def inherited(pane: Pane, release: Release) -> str | None:
    """Where a program starts that is started from a pane without a directory of its own."""
    url = url_of(pane, release)
    if url is None:
        return None
    try:
        path = unquote_to_bytes(urlsplit(url).path).decode()
    except UnicodeDecodeError:
        return None
    if not (path.startswith("/") and path[2:DRIVE] == ":"):
        return path
    # A drive's root keeps its separator.
    bare = path[1:].rstrip("/").replace("/", "\\")
    return bare if len(bare) >= DRIVE else f"{bare}\\"
