"""From a BuildConfig to a plugin repository: sources, render, assemble, verify, write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from generator.facts import host_api
from generator.making import pages, render
from generator.making.assemble import ENTRY, ROOMS_FOLDER, Plugin, assemble
from generator.making.config import BuildConfig
from generator.making.render import RenderedRoom, Renderer
from generator.making.sources import TEMPLATES, TYPES_PAGE, Sources, read_picture, read_sources
from generator.making.verify import check_syntax, verify_plugin
from generator.making.write import (
    Content,
    Difference,
    differences,
    leftovers,
    refuse_foreign,
    write,
)

MEASURED: Final = "benchmarks/results/measured.part"
"""The README's part that the bench publishes."""
NOT_MEASURED: Final = "Nothing has been published yet: `make publish` measures.\n"
DOCS_FRAME = "docs.md.j2"
DOCS_ORIGIN = f"{TEMPLATES}/{DOCS_FRAME}, generator/facts/, {MEASURED}"
TYPES_FRAME = "types.lua.j2"
HOST_FRAME = "host.lua.j2"
HOST_PAGE_FRAME = "host.md.j2"
LOADER = "build/loader.lua"
"""Where the loader is laid for lint."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a build made, before anything is written."""

    config: BuildConfig
    rooms: tuple[RenderedRoom, ...]
    plugin: Plugin
    published: dict[Path, Content]
    """Files that are committed: the plugin repository, and what the project's root has of it."""
    laid_beside: dict[Path, Content]
    """Files under build/ that lint and types read: what is rendered, and the host's stub."""
    origins: dict[Path, str]
    """For every published file: what it is made from."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A build that was written."""

    product: Product
    changed: tuple[Path, ...]
    removed: tuple[Path, ...] = ()
    """Rooms that an earlier build had."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A build that was compared with what is on the disk."""

    product: Product
    differences: tuple[Difference, ...]


def make(config: BuildConfig) -> Product:
    """Render and assemble; writes nothing.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    sources = read_sources(config)
    renderer = Renderer(config, sources)
    rooms = render.rooms(config, sources, renderer)
    check_syntax(rooms)
    plugin = assemble(rooms, renderer)

    published: dict[Path, Content] = {}
    origins = {}
    # The loader last: a running WezTerm watches it, and is to find the rooms that it names.
    for name, text in reversed(plugin.files.items()):
        published[config.output / name] = text
        origins[config.output / name] = plugin.edits[name]
    if config.output == config.root / "dist":
        # The address of the project itself is one of a plugin as well.
        beside_dist = assemble(rooms, renderer, rooms_folder=f"../dist/plugin/{ROOMS_FOLDER}")
        published[config.root / ENTRY] = beside_dist.files[ENTRY]
        origins[config.root / ENTRY] = plugin.edits[ENTRY]
    for path, (content, origin) in _pages(config, sources, renderer, rooms).items():
        published[path] = content
        origins[path] = origin

    beside: dict[Path, Content] = {
        config.root / each.room.path: each.text for each in rooms if each.room.frame
    }
    beside[config.root / LOADER] = plugin.files[ENTRY]
    types = config.root / "build" / "types"
    if HOST_FRAME in sources.frames:
        beside[types / "wezterm.lua"] = renderer.frame(
            HOST_FRAME,
            modules=host_api.MODULES,
            classes=host_api.CLASSES,
            records=host_api.RECORDS,
        )
    if TYPES_FRAME in sources.frames:
        # Without the page of types, which lies among the rooms: no type may be there twice.
        beside[types / "wezterm-sessions.lua"] = renderer.frame(TYPES_FRAME, types="")
    return Product(config, tuple(rooms), plugin, published, beside, origins)


GIT_ATTRIBUTES: Final = "* text=auto eol=lf\n"
"""Git for Windows turns line ends unless the repository says otherwise."""


def _pages(
    config: BuildConfig,
    sources: Sources,
    renderer: Renderer,
    rooms: Sequence[RenderedRoom],
) -> dict[Path, tuple[Content, str]]:
    """Return the files beside the plugin's Lua, each with what it is made from."""
    found: dict[Path, tuple[Content, str]] = {
        config.output / ".gitattributes": (GIT_ATTRIBUTES, "generator/making/flow.py")
    }
    readme = sources.pages.get("README.md")
    if readme is not None:
        measured = config.root / MEASURED
        section = measured.read_text(encoding="utf-8") if measured.is_file() else NOT_MEASURED
        parts = pages.parts(renderer.frame(DOCS_FRAME, rooms=rooms)) | {"measured": section}
        filled = pages.fill("README.md", readme, parts)
        user_part = pages.user_part(filled, config.features)
        found[config.output / "README.md"] = (user_part, "README.md")
        for picture in pages.pictures(user_part):
            found[config.output / picture] = (read_picture(config, picture), picture)
        if config.output == config.root / "dist":
            found[config.root / "README.md"] = (filled, DOCS_ORIGIN)
    if HOST_PAGE_FRAME in sources.frames and config.output == config.root / "dist":
        groups: list[host_api.Module | host_api.HostClass] = [
            *(module for module in host_api.MODULES if module.verbs),
            *(kind for kind in host_api.CLASSES if kind.verbs),
        ]
        text = renderer.frame(HOST_PAGE_FRAME, groups=groups)
        found[config.root / "docs" / "host-api.md"] = (text, "generator/facts/host_api/")
    licence = sources.pages.get("LICENSE")
    if licence is not None:
        found[config.output / "LICENSE"] = (licence, "LICENSE")
    if TYPES_FRAME in sources.frames:
        page = sources.pages[TYPES_PAGE]
        text = renderer.frame(TYPES_FRAME, types=page)
        found[config.output / "types" / "wezterm-sessions.lua"] = (
            text,
            f"{TEMPLATES}/{TYPES_FRAME}, {TYPES_PAGE}",
        )
    return found


def compose(config: BuildConfig) -> Plugin:
    """Return the Lua files alone.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    sources = read_sources(config)
    renderer = Renderer(config, sources)
    return assemble(render.rooms(config, sources, renderer), renderer)


def build(config: BuildConfig) -> BuildResult:
    """Make the plugin, prove that it loads, and write it.

    Raises:
        GeneratorError: what is wrong, where, and what to do; then nothing was written.
    """
    refuse_foreign(config.output)
    product = make(config)
    verify_plugin(product.plugin, config)
    changed = write(product.published)
    write(product.laid_beside)
    removed = leftovers(config.output, product.published)
    for path in removed:
        path.unlink()
    return BuildResult(product, tuple(changed), tuple(removed))


def verify(config: BuildConfig) -> Product:
    """Make the plugin in memory and load it as WezTerm would; writes nothing.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    product = make(config)
    verify_plugin(product.plugin, config)
    return product


def check(config: BuildConfig) -> CheckResult:
    """Make the plugin in memory and compare it with what is on the disk; writes nothing.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    product = make(config)
    found = differences(product.published)
    found += [
        Difference(path, "left over", 0) for path in leftovers(config.output, product.published)
    ]
    return CheckResult(product, tuple(found))
