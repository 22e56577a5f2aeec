"""generator: what can be imported from it is what it lists, and every error is one of its own."""

from __future__ import annotations

import types

import generator
from generator import errors


def test_the_surface_is_what_is_listed() -> None:
    """No name by accident; rooms of the package may be there once they are imported."""
    public = {
        name
        for name, value in vars(generator).items()
        if not name.startswith("_") and not isinstance(value, types.ModuleType)
    }

    assert sorted(generator.__all__) == sorted(public)


def test_every_error_is_in_the_drawn_tree() -> None:
    """The docstring draws the tree that the classes are."""
    classes = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, Exception)
    }

    assert all(f" {name} " in str(errors.__doc__) for name in classes)
    assert all(issubclass(vars(errors)[name], generator.GeneratorError) for name in classes)


def test_what_exists_is_listed_as_a_sentence_would() -> None:
    """Commas, and one `and`."""
    assert ["none", "a", "a and b", "a, b and c"] == [
        errors.choices("abc"[:count]) for count in range(4)
    ]
