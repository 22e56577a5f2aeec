"""Frames and data to text: rooms, the loader, pages for people and editors. Touches no disk."""

from __future__ import annotations

import traceback
from collections.abc import Collection
from dataclasses import dataclass

import jinja2

from generator.errors import TemplateError
from generator.facts import key_names, manifest, problems, surface
from generator.facts.manifest import Folder, Room
from generator.facts.version import VERSION
from generator.making.config import BuildConfig
from generator.making.environment import make_environment
from generator.making.sources import FRAME_SUFFIX, TEMPLATES, Sources


@dataclass(frozen=True, slots=True)
class RenderedRoom:
    """A room as it ships."""

    room: Room
    text: str

    @property
    def meaning(self) -> str:
        """What it is: the first sentence of its card, `--- NAME: MEANING`."""
        first = self.text.partition("\n")[0]
        return first.removeprefix(f"--- {self.room.name}: ").removesuffix(".")


def context(config: BuildConfig) -> dict[str, object]:
    """Return the names that every frame may use."""
    features = config.features
    rooms = manifest.of_features(features)
    return {
        "version": VERSION,
        "profile": config.profile,
        "features": [feature for feature in manifest.FEATURES if feature.name in features],
        "folders": [each for each in manifest.FOLDERS if _is_in(each, features)],
        "feature_rooms": [room for room in rooms if room.attaches],
        "answers": [event for room in rooms for event in room.answers],
        "watches": list(dict.fromkeys(watch for room in rooms for watch in room.watches)),
        "options": config.options,
        "kinds": {option.kind for option in config.options},
        "actions": config.actions,
        "keys": [action for action in config.actions if action.key],
        "events": surface.of_features(surface.EVENTS, features),
        "functions": surface.of_features(surface.FUNCTIONS, features),
        "save_options": surface.SAVE_OPTIONS,
        "problem_codes": problems.CODES,
        "key_names": key_names,
    }


def _is_in(folder: Folder, features: Collection[str]) -> bool:
    return not folder.features or bool(set(folder.features) & set(features))


class Renderer:
    """Renders the frames of one build; every mistake in them is a TemplateError with its place."""

    def __init__(self, config: BuildConfig, sources: Sources) -> None:
        self._environment = make_environment(sources.frames)
        self._context = context(config)

    def frame(self, name: str, **more: object) -> str:
        """Render one frame.

        Args:
            name: its path under lua_templates/.
            more: names beside those of `context`.

        Raises:
            TemplateError: the frame is missing, is not valid, or uses a name or value that it
            should not.
        """
        try:
            return self._environment.get_template(name).render({**self._context, **more})
        except jinja2.TemplateNotFound as error:
            raise TemplateError(
                f"{TEMPLATES}/{error.name}", 1, "this frame does not exist."
            ) from error
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(
                f"{TEMPLATES}/{error.name or name}",
                error.lineno,
                f"{error.message or 'not a valid frame'}.",
            ) from error
        except (jinja2.TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            place, line = _place(error, name)
            raise TemplateError(f"{TEMPLATES}/{place}", line, f"{error}.") from error


def rooms(config: BuildConfig, sources: Sources, renderer: Renderer) -> list[RenderedRoom]:
    """Return the rooms of the build in manifest order, those that have a frame rendered."""
    found = []
    for room in manifest.of_features(config.features):
        text = (
            sources.rooms[room.module]
            if room.frame is None
            else renderer.frame(room.frame, room=room)
        )
        found.append(RenderedRoom(room, text if text.endswith("\n") else text + "\n"))
    return found


def _place(error: BaseException, name: str) -> tuple[str, int]:
    """Find the last line of a frame that the error passed through: Jinja keeps their numbers."""
    for entry in reversed(traceback.extract_tb(error.__traceback__)):
        if entry.filename.endswith(FRAME_SUFFIX):
            return entry.filename, entry.lineno or 1
    return name, 1
