"""What a build, a check or a verification found, as renderables. Prints nothing itself."""

from __future__ import annotations

from pathlib import Path

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from generator.bundle import Location
from generator.config import ROOT
from generator.errors import GeneratorError
from generator.flow import BuildResult, CheckResult, Product
from generator.write import BUNDLE, Difference


def shown(path: Path) -> str:
    """Name a path as a person would: relative to the project where it lies inside."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def of_build(result: BuildResult) -> RenderableType:
    """Say what was built: every room, then the sums, then what changed on the disk."""
    product = result.product
    changed = ", ".join(shown(path) for path in result.changed)
    closing = f"Written: {changed}." if changed else "Nothing to write: everything is as it was."
    return Group(_rooms(product), _sums(product), Text(closing))


def of_verify(product: Product) -> RenderableType:
    """Say what was proven."""
    return Group(
        _sums(product),
        Text("The plugin loads: surface, globals, calls and registrations are as promised."),
    )


def of_check(result: CheckResult) -> RenderableType:
    """Say which files differ from a fresh build, what to edit and what to run."""
    if not result.differences:
        return Text(
            f"{shown(result.product.config.output)}/ is what the sources make.", style="green"
        )
    table = Table(title="Not what the sources make", title_justify="left", title_style="bold red")
    table.add_column("file", overflow="fold")
    table.add_column("what", overflow="fold")
    table.add_column("made from", overflow="fold")
    for difference in result.differences:
        what = (
            "missing"
            if difference.state == "missing"
            else f"differs from line {difference.line} on"
        )
        table.add_row(
            escape(shown(difference.path)), what, escape(_origin(result.product, difference))
        )
    return Group(
        table,
        Text(
            "Generated files are not edited by hand: edit what they are made from,"
            " run `make plugin`, commit both."
        ),
    )


def of_location(location: Location) -> RenderableType:
    """Say where a line of the bundle comes from."""
    if not location.room:
        return Text(f"{location.source} (the bundle's own frame)")
    place = f"{location.source}:{location.line}"
    if location.edit == location.source:
        return Text(place)
    return Text(f"{place} (rendered from {location.edit})")


def of_error(error: GeneratorError) -> RenderableType:
    """Say what is wrong, and what to do."""
    text = Text.assemble(("error: ", "bold red"), str(error))
    if error.remedy:
        text.append(f"\n{error.remedy}", style="cyan")
    return text


def _rooms(product: Product) -> Table:
    table = Table(title="Rooms", title_justify="left")
    table.add_column("room", style="bold")
    table.add_column("feature")
    table.add_column("world")
    table.add_column("lines", justify="right")
    table.add_column("bytes", justify="right")
    for each in product.rooms:
        room = each.room
        table.add_row(
            room.name,
            ", ".join(room.features),
            room.purity,
            str(each.text.count("\n")),
            f"{len(each.text.encode()):,}",
        )
    return table


def _sums(product: Product) -> Table:
    config = product.config
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    table.add_row("profile", escape(config.profile))
    table.add_row("features", ", ".join(config.features) or "none")
    table.add_row("rooms", str(len(product.rooms)))
    table.add_row("bytes", f"{len(product.bundle.text.encode()):,}")
    table.add_row("digest", product.bundle.digest)
    table.add_row("plugin", escape(shown(config.output / BUNDLE)))
    return table


def _origin(product: Product, difference: Difference) -> str:
    """Name the source of a file, as near to the line that differs as can be told."""
    config = product.config
    if difference.path == config.output / BUNDLE:
        for span in product.bundle.spans:
            if span.first_line <= difference.line < span.first_line + span.lines:
                return (
                    f"{span.edit}:{difference.line - span.first_line + 1}"
                    if span.edit == span.source
                    else span.edit
                )
        return "lua_templates/"
    return product.origins.get(difference.path, "lua_templates/")
