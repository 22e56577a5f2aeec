"""What a build, a check or a verification found, as renderables. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from generator.errors import GeneratorError
from generator.making.assemble import ENTRY
from generator.making.config import shown
from generator.making.flow import BuildResult, CheckResult, Product
from generator.making.write import Difference


def of_build(result: BuildResult) -> RenderableType:
    """Say what was built: every room, then the sums, then what changed on the disk."""
    product = result.product
    lines = [
        f"{what}: {_listed(paths)}."
        for what, paths in (("Written", result.changed), ("Removed", result.removed))
        if paths
    ]
    closing = "\n".join(lines) or "Nothing to write: everything is as it was."
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
    lines = [Text("Not what the sources make:", style="bold red")]
    for difference in result.differences:
        what = (
            f"differs from line {difference.line} on"
            if difference.state == "different"
            else f"is {difference.state}"
        )
        origin = _origin(result.product, difference)
        lines.append(Text(f"  {shown(difference.path)} {what}; made from {origin}"))
    lines.append(
        Text(
            "Generated files are not edited by hand: edit what they are made from,"
            " run `make plugin`, commit both."
        )
    )
    return Group(*lines)


def of_error(error: GeneratorError) -> RenderableType:
    """Say what is wrong, and what to do."""
    text = Text.assemble(("error: ", "bold red"), str(error))
    if error.remedy:
        text.append(f"\n{error.remedy}", style="cyan")
    return text


LISTED: Final = 6
"""So many files are named one by one."""


def _listed(paths: Sequence[Path]) -> str:
    names = [shown(path) for path in paths]
    rest = len(names) - LISTED
    return ", ".join(names) if rest <= 0 else f"{', '.join(names[:LISTED])} and {rest} more"


def _rooms(product: Product) -> Table:
    table = Table(title="Rooms", title_justify="left")
    table.add_column("room", style="bold")
    table.add_column("touches")
    table.add_column("lines", justify="right")
    table.add_column("bytes", justify="right")
    for each in product.rooms:
        room = each.room
        table.add_row(
            room.place,
            room.touches,
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
    table.add_row("bytes", f"{product.plugin.size_bytes:,}")
    table.add_row("digest", product.plugin.digest)
    table.add_row("plugin", escape(shown(config.output / ENTRY)))
    return table


def _origin(product: Product, difference: Difference) -> str:
    """Name the source of a file, with the line where both have the same lines."""
    origin = product.origins.get(difference.path, "a room that is no more")
    is_copied = any(each.room.path == origin for each in product.rooms)
    return f"{origin}:{difference.line}" if is_copied and difference.line else origin
