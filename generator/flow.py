"""From a BuildConfig to a plugin repository: sources, render, bundle, verify, write."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path

from generator import host_api, pages, render
from generator.bundle import Bundle, Entry, Flavour, Location, bundle, locate
from generator.config import BuildConfig
from generator.errors import LocationError, ManifestError
from generator.render import RenderedRoom, Renderer
from generator.sources import TEMPLATES, TYPES_PAGE, Sources, read_sources
from generator.verify import check_syntax, verify_bundle
from generator.write import BUNDLE, MAP, Difference, differences, refuse_foreign, write

DOCS_FRAME = "docs.md.j2"
DOCS_ORIGIN = (
    f"{TEMPLATES}/{DOCS_FRAME}, generator/{{options,surface,manifest}}.py,"
    " benchmarks/results/report.json"
)
TYPES_FRAME = "types.lua.j2"
HOST_FRAME = "host.lua.j2"
HOST_PAGE_FRAME = "host.md.j2"


@dataclass(frozen=True, slots=True)
class Product:
    """What a build made, before anything is written."""

    config: BuildConfig
    rooms: tuple[RenderedRoom, ...]
    bundle: Bundle
    published: dict[Path, str]
    """Files that are committed: the plugin repository, and the project's own README."""
    laid_beside: dict[Path, str]
    """Files under build/ that lint and types read: rendered rooms and the host's stub."""
    origins: dict[Path, str]
    """For published files but the bundle, which has its map: what they are made from."""


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A build that was written."""

    product: Product
    changed: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A build that was compared with what is on the disk."""

    product: Product
    differences: tuple[Difference, ...]


def make(config: BuildConfig) -> Product:
    """Render and bundle; writes nothing.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    sources = read_sources(config)
    renderer = Renderer(config, sources)
    rooms = render.rooms(config, sources, renderer)
    check_syntax(rooms)
    chunk = bundle(rooms, renderer, reads_itself=True)

    published = {config.output / BUNDLE: chunk.text, config.output / MAP: chunk.map_text()}
    origins = {config.output / MAP: "lua_templates/"}
    for path, (text, origin) in _pages(config, sources, renderer).items():
        published[path] = text
        origins[path] = origin

    beside = {config.root / each.room.path: each.text for each in rooms if each.room.frame}
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
    return Product(config, tuple(rooms), chunk, published, beside, origins)


def _pages(
    config: BuildConfig, sources: Sources, renderer: Renderer
) -> dict[Path, tuple[str, str]]:
    """Return the files beside the bundle, each with what it is made from."""
    found = {}
    readme = sources.pages.get("README.md")
    if readme is not None:
        parts = pages.parts(renderer.frame(DOCS_FRAME)) | {"measured": _measured(config)}
        filled = pages.fill("README.md", readme, parts)
        found[config.output / "README.md"] = (pages.user_part(filled), "README.md")
        if config.output == config.root / "dist":
            found[config.root / "README.md"] = (filled, DOCS_ORIGIN)
    if HOST_PAGE_FRAME in sources.frames and config.output == config.root / "dist":
        groups: list[host_api.Module | host_api.HostClass] = [
            *(module for module in host_api.MODULES if module.verbs),
            *(kind for kind in host_api.CLASSES if kind.verbs),
        ]
        text = renderer.frame(HOST_PAGE_FRAME, groups=groups)
        found[config.root / "docs" / "host-api.md"] = (text, "generator/host_api.py")
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


def _measured(config: BuildConfig) -> str:
    """Return the README's table of the last published measurement."""
    published = config.root / "benchmarks" / "results" / "report.json"
    if not published.is_file():
        return "Nothing has been published yet: `make bench` measures.\n"
    # Late, because the bench stands on the generator and not the other way round.
    bench = importlib.import_module("benchmarks.report")
    unreadable = importlib.import_module("benchmarks.schema").SchemaError
    try:
        section: str = bench.readme_section(published)
    except (unreadable, ValueError, LookupError, TypeError) as error:
        raise ManifestError(
            f"benchmarks/results/report.json is not one that can be shown: {error}.",
            "Measure and publish anew: python -m benchmarks run --publish",
        ) from error
    return section


def compose(
    config: BuildConfig, *, flavour: Flavour = "release", entry: Entry = "plugin"
) -> Bundle:
    """Return the bundle alone, in a flavour of choice: what the tests load.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    sources = read_sources(config)
    renderer = Renderer(config, sources)
    return bundle(render.rooms(config, sources, renderer), renderer, flavour=flavour, entry=entry)


def build(config: BuildConfig) -> BuildResult:
    """Make the plugin, prove that it loads, and write it.

    Raises:
        GeneratorError: what is wrong, where, and what to do; then nothing was written.
    """
    refuse_foreign(config.output)
    product = make(config)
    verify_bundle(product.bundle, config)
    changed = write(product.published)
    write(product.laid_beside)
    return BuildResult(product, tuple(changed))


def verify(config: BuildConfig) -> Product:
    """Make the plugin in memory and load it as WezTerm would; writes nothing.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    product = make(config)
    verify_bundle(product.bundle, config)
    return product


def check(config: BuildConfig) -> CheckResult:
    """Make the plugin in memory and compare it with what is on the disk; writes nothing.

    Raises:
        GeneratorError: what is wrong, where, and what to do.
    """
    product = make(config)
    return CheckResult(product, tuple(differences(product.published)))


def where(place: str) -> Location:
    """Find the source of a line of a generated bundle.

    Args:
        place: `PATH:LINE`, as tracebacks give it; the line map must lie beside PATH.

    Raises:
        LocationError: the place is no line of a bundle with a map.
    """
    path_text, separator, line_text = place.rpartition(":")
    if not separator or not line_text.isascii() or not line_text.isdigit():
        raise LocationError(
            f"{place} is no place.", "Give a file and a line: dist/plugin/init.lua:812."
        )
    path = Path(path_text)
    map_path = path.with_suffix(".map")
    try:
        map_text = map_path.read_text(encoding="utf-8")
        total_lines = len(path.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError) as error:
        raise LocationError(
            f"{place}: {path} and {map_path.name} beside it cannot be read.",
            "Give a line of a bundle that `make plugin` wrote: dist/plugin/init.lua:812.",
        ) from error
    return locate(map_text, int(line_text), total_lines)
