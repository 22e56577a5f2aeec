"""`python -m generator`: arguments to stage calls to an exit code. The only room that prints."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

from rich.console import Console

from generator.errors import GeneratorError, VerifyError
from generator.facts.version import VERSION
from generator.making import flow, report
from generator.making.config import DEFAULT_PROFILE, BuildConfig, load_config
from generator.proving import lua_tools, rehearse, replay

OK: Final = 0
NOT_SO: Final = 1
"""What was asked about is not as it should be: dist/ is stale, the plugin breaks a promise."""
WRONG_INPUT: Final = 2
"""Arguments, profile, rooms or templates are wrong; argparse uses the same number."""

_EPILOG: Final = """exit codes:
  0  done, or everything is as it should be
  1  it is not: dist/ is stale, or the plugin breaks a promise
  2  the arguments, the profile, a room or a frame are wrong; the message says where"""


def main(arguments: Sequence[str] | None = None, console: Console | None = None) -> int:
    """Run one command.

    Args:
        arguments: the words after the program's name; None: those of the process.
        console: where to print; None: the terminal, errors to its standard error.

    Returns:
        The exit code.
    """
    # Without emoji: rich would take the line number in `file:100:` for one.
    out = console or Console(emoji=False)
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        run = cast("Callable[[argparse.Namespace, Console], int]", args.run)
        return run(args, out)
    except GeneratorError as error:
        (console or Console(stderr=True, emoji=False)).print(report.of_error(error), soft_wrap=True)
        return NOT_SO if isinstance(error, VerifyError) else WRONG_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Makes the wezterm-sessions plugin from lua_templates/ and a build profile.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"wezterm-sessions {VERSION}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, run, sentence in (
        ("build", _build, "Render the profile, prove that the plugin loads, write it."),
        ("check", _check, "Compare what is written with a fresh build; write nothing."),
        ("verify", _verify, "Load a fresh build as WezTerm would; write nothing."),
    ):
        command = commands.add_parser(name, help=sentence, description=sentence)
        _add_build_arguments(command)
        command.set_defaults(run=run)
    for prover in (replay, rehearse, lua_tools):
        prover.add_parser(commands)
    return parser


def _add_build_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--profile",
        type=Path,
        default=DEFAULT_PROFILE,
        metavar="FILE",
        help="the build profile, a TOML file (default: generator/profiles/default.toml)",
    )
    command.add_argument(
        "--output",
        type=Path,
        metavar="FOLDER",
        help="the plugin's folder (default: dist/, or build/NAME/ for another profile)",
    )


def _config(args: argparse.Namespace) -> BuildConfig:
    return load_config(args.profile, args.output)


def _build(args: argparse.Namespace, console: Console) -> int:
    console.print(report.of_build(flow.build(_config(args))))
    return OK


def _check(args: argparse.Namespace, console: Console) -> int:
    result = flow.check(_config(args))
    # Paths are copied from here: a line is as long as it is.
    console.print(report.of_check(result), soft_wrap=True)
    return NOT_SO if result.differences else OK


def _verify(args: argparse.Namespace, console: Console) -> int:
    console.print(report.of_verify(flow.verify(_config(args))))
    return OK


if __name__ == "__main__":
    sys.exit(main())
