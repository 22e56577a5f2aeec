"""The table of WezTerm's functions: what nobody calls is known by name."""

from __future__ import annotations

import re

from generator.facts import host_api
from generator.making.config import ROOT

CALLERS = ("lua_templates", "plugin", "benchmarks", "tests")

ELSEWHERE = {"tests/generator/test_host_api.py", "benchmarks/samples/costs.py"}
"""Files that name functions without calling them."""

NOT_CALLED = {
    "wezterm": "background_child_process column_width default_hyperlink_rules font_with_fallback"
    " has_action open_with pad_left pad_right running_under_wsl shell_join_args shell_quote_arg"
    " shell_split split_by_newlines strftime_utc truncate_left truncate_right",
    "wezterm.mux": "all_domains",
    "wezterm.gui": "get_appearance gui_window_for_mux_window",
    "wezterm.time": "parse_rfc3339",
    "wezterm.plugin": "update_all",
    "MuxPane": "get_lines_as_escapes get_logical_lines_as_text get_metadata"
    " has_unseen_output get_semantic_zone_at paste",
    "MuxDomain": "detach domain_id",
    "GuiWin": "active_key_table composition_status copy_to_clipboard current_event get_appearance"
    " get_config_overrides get_selection_escapes_for_pane get_selection_text_for_pane"
    " keyboard_modifiers leader_is_active set_config_overrides set_position",
    "Time": "format_utc",
}
"""Owner -> functions that no room, test or other plugin calls: there for configurations of users,
which a simulated terminal may be given. One that gets a caller leaves, one that loses it comes."""


def test_what_nobody_calls_is_known() -> None:
    """A function of the table that has lost its last caller is told here."""
    files = [path for folder in CALLERS for path in (ROOT / folder).rglob("*")]
    texts = [
        path.read_text(encoding="utf-8")
        for path in files
        if path.suffix in (".lua", ".py", ".j2")
        and path.relative_to(ROOT).as_posix() not in ELSEWHERE
    ]
    named = set(re.findall(r"[.:\"'](\w+)", "\n".join(texts)))
    unused = {verb.full_name for verb in host_api.all_verbs() if verb.name not in named}
    known = {
        f"{owner}{'.' if owner.startswith('wezterm') else ':'}{name}"
        for owner, names in NOT_CALLED.items()
        for name in names.split()
    }

    assert known == unused
