"""Every page leads somewhere: relative links, pictures and headings that are named are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.making.config import ROOT

PAGES = (
    *ROOT.glob("*.md"),
    *(path for folder in ("docs", "dist", "benchmarks") for path in (ROOT / folder).rglob("*.md")),
)

LINK = re.compile(r"\]\((?P<target>[^()\s]+)\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
HEADING = re.compile(r"^#+ (?P<text>.+)$", re.MULTILINE)


def links(page: str) -> list[str]:
    """List the targets of a page's links and pictures, those in code left out."""
    return [match["target"] for match in LINK.finditer(CODE.sub("", page))]


def anchors(page: str) -> set[str]:
    """Return the names by which the headings of a page are linked to, as GitHub makes them."""
    texts = (match["text"].lower() for match in HEADING.finditer(CODE.sub("", page)))
    return {re.sub(r"[^\w\- ]", "", text).replace(" ", "-") for text in texts}


def broken(path: Path) -> list[str]:
    """List the links of a page that lead nowhere, or out of the repository that it belongs to."""
    repository = ROOT / "dist" if path.is_relative_to(ROOT / "dist") else ROOT
    found = []
    for link in links(path.read_text(encoding="utf-8")):
        name, _, anchor = link.partition("#")
        if "://" in link:
            continue
        target = (path.parent / name).resolve() if name else path
        is_there = target.is_relative_to(repository) and target.exists()
        if not is_there or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            found.append(link)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    """Also where dist/ is a repository of its own."""
    assert [] == broken(path)


def test_the_pages_have_links() -> None:
    """Else the law above would watch nothing."""
    assert {"README.md", "dist/README.md"} <= {
        path.relative_to(ROOT).as_posix() for path in PAGES if links(path.read_text("utf-8"))
    }


def test_a_broken_link_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file, a picture, a heading that is not there, a way out; and nothing else."""
    monkeypatch.setattr("tests.architecture.test_links.ROOT", tmp_path)
    page = tmp_path / "dist" / "README.md"
    page.parent.mkdir()
    (tmp_path / "outside.md").write_text("")
    page.write_text(
        "# A heading, again\n[a](README.md) ![b](b.png) [c](#a-heading-again) [d](#nowhere)\n"
        "[e](../outside.md) [f](https://example.org/none) `[g](none)`\n"
    )

    assert ["b.png", "#nowhere", "../outside.md"] == broken(page)
