"""The rooms as they are rendered, one case for each."""

from __future__ import annotations

from functools import cache

import pytest

from generator import default_config
from generator.making import render
from generator.making.render import RenderedRoom, Renderer
from generator.making.sources import read_sources


@cache
def rendered() -> tuple[RenderedRoom, ...]:
    """Return all rooms of the default profile, which has every feature."""
    config = default_config()
    sources = read_sources(config)
    return tuple(render.rooms(config, sources, Renderer(config, sources)))


def each_room() -> list[object]:
    """Return one case for every room."""
    return [pytest.param(each, id=each.room.name) for each in rendered()]


every_room = pytest.mark.parametrize("each", each_room())
