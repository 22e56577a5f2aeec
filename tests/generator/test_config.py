"""config: a profile becomes a complete BuildConfig, or is refused by name and with what exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ProfileError
from generator.facts import manifest, surface
from generator.facts.options import OPTIONS
from generator.making.config import DEFAULT_PROFILE, ROOT, default_config, load_config, shown


def refusal(tmp_path: Path, text: str) -> tuple[str, str]:
    """Return message and remedy for a profile that must be refused, its path as PROFILE."""
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_config(path)
    return str(caught.value).replace(str(path), "PROFILE"), caught.value.remedy


def test_the_default_profile_has_every_feature_and_changes_nothing() -> None:
    """What `make plugin` renders is everything, with the defaults of the source tables."""
    config = default_config()

    assert manifest.feature_names() == config.features
    assert OPTIONS == config.options
    assert surface.ACTIONS == config.actions
    assert ROOT / "dist" == config.output
    assert "default" == config.profile


def test_an_empty_profile_is_the_default_one(tmp_path: Path) -> None:
    """What a profile does not say is as the generator has it."""
    path = tmp_path / "mine.toml"
    path.write_text("")

    config = load_config(path)

    assert default_config().features == config.features
    assert ROOT / "build" / "mine" == config.output


def test_a_profile_leaves_features_out_and_changes_defaults_and_keys(tmp_path: Path) -> None:
    """Options, actions and keys follow the features that are in."""
    path = tmp_path / "mine.toml"
    path.write_text(
        'description = "Mine."\nfeatures = ["edit"]\n'
        '[options]\nlazy = "off"\nextra_programs = ["mc"]\n'
        '[keys]\nsave_session = false\nedit_session = { key = "F5" }\n'
    )

    config = load_config(path, output=tmp_path / "out")

    defaults = {option.name: option.default for option in config.options}
    assert ("edit",) == config.features
    assert ("off", ["mc"], True) == (
        defaults["lazy"],
        defaults["extra_programs"],
        defaults["default_keys"],
    )
    assert {
        "save_session": ("", "NONE"),
        "load_session": ("l", "ALT"),
        "restore_session": ("r", "ALT"),
        "edit_session": ("F5", "NONE"),
    } == {action.name: (action.key, action.mods) for action in config.actions}
    assert tmp_path / "out" == config.output


def test_features_come_in_manifest_order(tmp_path: Path) -> None:
    """The order in the profile does not change a byte of what is built."""
    names = list(manifest.feature_names())
    path = tmp_path / "mine.toml"
    path.write_text(f"features = {list(reversed(names))!r}")

    assert tuple(names) == load_config(path).features


FEATURES = "The features are import_old, import_resurrect, delete and edit."


@pytest.mark.parametrize(
    ("text", "message", "remedy"),
    [
        (
            "featurs = []",
            "PROFILE: there is no key featurs.",
            "The keys are description, features, options and keys.",
        ),
        ('features = ["nosuch"]', "PROFILE: there is no feature nosuch.", None),
        ('features = ["edit", "edit"]', "PROFILE: the feature edit is named twice.", ""),
        (
            'features = "edit"',
            "PROFILE: features must be a list of names such as [\"edit\"], not 'edit'.",
            "",
        ),
        ("options = 1", "PROFILE: options must be a section [options], not 1.", ""),
        ("[options]\nlasy = 1", "PROFILE: there is no option lasy.", None),
        ("[options]\nkeys = {}", "PROFILE: there is no option keys.", None),
        (
            '[options]\nlazy = "never"',
            'PROFILE: the option lazy must be "background", "on_activate" or "off", not \'never\'.',
            "",
        ),
        (
            "[options]\nprocess_inspection = 1",
            "PROFILE: the option process_inspection must be true or false, not 1.",
            "",
        ),
        (
            '[options]\nsave_state_dir = "state"',
            (
                "PROFILE: the option save_state_dir must be an absolute path, one that begins with"
                ' "~/" or "default-user-owned", not \'state\'.'
            ),
            "",
        ),
        (
            "[options]\nextra_programs = [1]",
            "PROFILE: the option extra_programs must be a list of strings, not [1].",
            "",
        ),
        ('[keys]\nsave = "s"', "PROFILE: there is no action save.", None),
        (
            '[keys]\nsave_session = "s"',
            (
                "PROFILE: the key of save_session must be false or a table such as"
                ' { key = "s", mods = "ALT" }, not \'s\'.'
            ),
            "",
        ),
        (
            '[keys]\nsave_session = { key = "s", mod = "ALT" }',
            (
                "PROFILE: the key of save_session must be false or a table such as"
                " { key = \"s\", mods = \"ALT\" }, not {'key': 's', 'mod': 'ALT'}."
            ),
            "",
        ),
        ("a = 1\nb = = 2\n", "PROFILE:2:5: not TOML: Invalid value.", ""),
        ("a = [1,", "PROFILE, at its end: not TOML: Invalid value.", ""),
    ],
)
def test_what_does_not_exist_is_refused_by_name(
    tmp_path: Path, text: str, message: str, remedy: str | None
) -> None:
    """The message names the file, the wrong word, and what is right."""
    actual, actual_remedy = refusal(tmp_path, text)

    assert message == actual
    if remedy is not None:
        assert remedy == actual_remedy


def test_a_refused_name_comes_with_the_list_of_right_ones(tmp_path: Path) -> None:
    """Features, options and actions are listed from their source."""
    _, features = refusal(tmp_path, 'features = ["nosuch"]')
    _, options = refusal(tmp_path, "features = []\n[options]\nx = 1")
    _, actions = refusal(tmp_path, "features = []\n[keys]\nx = 1")

    assert f"The features are {', '.join(manifest.feature_names()[:-1])} and" in features
    assert options.startswith("The options are save_state_dir, process_inspection, ")
    assert "The actions are save_session, load_session and restore_session." == actions


def test_the_actions_of_a_feature_that_is_out_do_not_exist(tmp_path: Path) -> None:
    """A key for it would be a key for nothing."""
    message, _ = refusal(tmp_path, "features = []\n[keys]\nedit_session = false")

    assert "PROFILE: there is no action edit_session." == message


def test_a_profile_that_is_not_there_is_told_with_the_place_of_the_others(tmp_path: Path) -> None:
    """The remedy names the folder of profiles."""
    path = tmp_path / "none.toml"
    with pytest.raises(ProfileError) as caught:
        load_config(path)

    assert f"The profile {path} cannot be read: No such file or directory." == str(caught.value)
    assert (
        "The profiles that come with the generator are in generator/profiles."
        == caught.value.remedy
    )


def test_a_profile_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """With the byte at which it stops being UTF-8."""
    path = tmp_path / "mine.toml"
    path.write_bytes(b"ab\xff")
    with pytest.raises(ProfileError) as caught:
        load_config(path)

    assert f"The profile {path} is not UTF-8 text (byte 2)." == str(caught.value)


def test_the_default_profile_is_shown_by_its_place_in_the_project() -> None:
    """Messages name files as a person would type them."""
    assert DEFAULT_PROFILE.is_file()


def test_paths_of_the_project_are_shown_without_its_place() -> None:
    """Others as they are."""
    assert ("dist/x", "/x") == (shown(ROOT / "dist" / "x"), shown(Path("/x")))
