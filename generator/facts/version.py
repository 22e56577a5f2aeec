"""The version of the plugin and of its generator: the one place that says it."""

from typing import Final

VERSION: Final = "2.0.0"
