"""command: what is started again, and that a shell reads it as exactly that."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.sessions.conftest import Fresh
from tests.strategies import BYTES, latin

NASTY = "aZ0 _-./=:,+@%^~#!*?$`\"'\\;|&<>(){}[]\u2018\u2019\u201b\u00e9\u4f60"
WORDS = st.text(NASTY, max_size=12) | st.sampled_from(
    [
        "",
        "-c",
        "--",
        "--color=auto",
        "~",
        "~root",
        "$(id)",
        "`id`",
        "!!",
        "a'b",
        "%1",
        "--%",
        "it's",
    ]
)
ARGV = st.lists(WORDS.map(latin), min_size=1, max_size=5)
SHELLS = ("sh", "bash", "zsh", "fish", "pwsh", "powershell", "cmd", "nu", "tcsh", "xonsh", "elvish")


def quoted(rooms: Fresh, argv: list[str], shell: str) -> str | None:
    """Return the line for a shell, or None where there is none."""
    lua = rooms()
    answer = lua.open("command").quote(lua.table(argv), shell)
    if isinstance(answer, tuple):
        assert answer[1].startswith("an argument cannot be typed safely into ")
        return None
    return str(answer)


def split(rooms: Fresh, text: str) -> list[str] | None:
    """Return the words of a line, or None when only a shell could tell them."""
    answer = rooms().open("command").split(text)
    if isinstance(answer, tuple):
        assert answer[1].code in {"shell_syntax", "no_command"}
        return None
    return list(answer.values())


@given(argv=ARGV)
@example(argv=[""])
def test_split_undoes_quote(rooms: Fresh, argv: list[str]) -> None:
    """Whatever is typed for a POSIX shell is read back as the same words."""
    line = quoted(rooms, argv, "sh")

    assert line is not None
    assert argv == split(rooms, line)


# The word as each shell writes it when it prints its arguments one a line.
PRINT = {
    "sh": ["sh", "-c"],
    "bash": ["bash", "-c"],
    "zsh": ["zsh", "-fc"],
    "ksh": ["ksh", "-c"],
    "fish": ["fish", "-Nc"],
    "nu": ["nu", "-nc"],
    "pwsh": ["pwsh", "-NoProfile", "-Command"],
}
PRESENT = [shell for shell in PRINT if shutil.which(shell)]


@pytest.mark.parametrize("shell", PRESENT)
@given(argv=ARGV)
def test_a_real_shell_reads_exactly_the_arguments(
    rooms: Fresh, shell: str, argv: list[str]
) -> None:
    """The line is run, and the program that it starts tells its arguments."""
    line = quoted(rooms, ["printf", "%s\\n", *argv], shell)
    if line is None:
        return
    done = subprocess.run(  # noqa: S603 - the line is what is tested
        [*PRINT[shell], line.encode("latin-1")], capture_output=True, check=True
    )

    assert b"" == done.stderr
    assert argv == done.stdout.decode("latin-1").split("\n")[:-1]


@given(text=st.text(NASTY + "  ''", max_size=20).map(latin) | BYTES)
def test_split_agrees_with_the_shell_or_declines(rooms: Fresh, text: str) -> None:
    """What is split has no other meaning to a POSIX shell; shlex is the second opinion."""
    argv = split(rooms, text)
    if argv is not None:
        assert shlex.split(text) == argv


@given(text=BYTES)
def test_split_never_raises(rooms: Fresh, text: str) -> None:
    """Any bytes are words or not."""
    split(rooms, text)


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("vim", ["vim"]),
        (" less  '/etc/my file' ", ["less", "/etc/my file"]),
        ('vim "a \\"b\\" \\n" c\\ d', ["vim", 'a "b" \\n', "c d"]),
        ("tail -f a'b'\"c\"", ["tail", "-f", "abc"]),
        ("man 3 printf", ["man", "3", "printf"]),
        ("vim ''", ["vim", ""]),
        ("less --tabs=4 a~ b#c", ["less", "--tabs=4", "a~", "b#c"]),
        (latin("vim größe"), ["vim", latin("größe")]),
        *((text, None) for text in ("", "  ", "a; b", "a | b", "a & b", "a > b", "a < b", "a\nb")),
        *((text, None) for text in ("echo $HOME", "echo `id`", "(a)", "a *", "a ?", "~/bin/x")),
        *((text, None) for text in ("vim 'a", 'vim "a', "vim a\\", 'vim "$x"', "a{b,c}", "a[1]")),
        *((text, None) for text in ("FOO=1 vim", "# x", "%1", "=ls", "vim !$", "vim a\\\nb", "\0")),
    ],
)
def test_words_and_quotes_only(rooms: Fresh, text: str, argv: list[str] | None) -> None:
    """Anything that is more than words and quotes is left to its shell."""
    assert argv == split(rooms, text)


@given(
    argv=ARGV, control=st.sampled_from("\0\t\n\r\x1b\x03\x7f\xff"), shell=st.sampled_from(SHELLS)
)
@example(["a"], "\xc2\x85", "sh")
def test_control_bytes_are_never_typed(
    rooms: Fresh, argv: list[str], control: str, shell: str
) -> None:
    """A line end or an escape would act before any quote counts; what is no text can't be sent."""
    assert quoted(rooms, [*argv, f"a{control}b"], shell) is None


@given(argv=ARGV, shell=st.sampled_from(SHELLS))
def test_what_is_typed_is_one_line_of_text(rooms: Fresh, argv: list[str], shell: str) -> None:
    """UTF-8 without control bytes, whatever the shell."""
    line = quoted(rooms, argv, shell)
    if line is not None:
        assert all(ord(byte) >= 32 and ord(byte) != 127 for byte in line)
        line.encode("latin-1").decode("utf-8")


@pytest.mark.parametrize(
    ("shell", "argv", "line"),
    [
        ("bash", ["vim", "a b"], "vim 'a b'"),
        ("-zsh", ["ls", "--color=auto", "a=b"], "ls --color=auto 'a=b'"),
        ("/usr/bin/fish", ["vim", "it's \\"], "vim 'it\\'s \\\\'"),
        (
            "pwsh.exe",
            ["vim", "it's", latin("a\u2019; id")],
            latin("& 'vim' 'it''s' 'a\u2019\u2019; id'"),
        ),
        ("PowerShell.exe", ["vim", 'a"b'], None),
        ("powershell", ["vim", ""], None),
        ("cmd.exe", ["vim", "a b\\", "c"], 'vim "a b\\\\" c'),
        ("cmd", ["vim", "%PATH%"], None),
        ("cmd", ["vim", "a & b"], None),
        ("nu", ["less", "it's", "a b"], "less \"it's\" 'a b'"),
        ("nu", ["./x y"], "^'./x y'"),
        ("tcsh", ["vim", "a!b"], None),
        ("tcsh", ["vim", "a b"], "vim 'a b'"),
        ("xonsh", ["vim", "a b"], None),
        ("xonsh", ["vim", "a"], "vim a"),
        ("unheard-of", ["vim", "$x"], "vim '$x'"),
        ("sh", ["A=1", "%1"], "'A=1' '%1'"),
        ("sh", ["--a=b", "--a=b"], "'--a=b' --a=b"),
        ("fish", ["--a=b", "--a=b"], "'--a=b' --a=b"),
    ],
)
def test_each_shell_has_its_own_quotes(
    rooms: Fresh, shell: str, argv: list[str], line: str | None
) -> None:
    """Or none, where nothing is safe."""
    assert line == quoted(rooms, argv, shell)


@pytest.mark.parametrize(
    ("name", "is_shell"),
    [
        *(
            (name, True)
            for name in ("bash", "-zsh", "/bin/sh", "fish", "BASH.EXE", "pwsh.exe", "nu")
        ),
        *((name, True) for name in ("C:\\Windows\\System32\\cmd.exe", "busybox", "dash", "xonsh")),
        *((name, False) for name in ("ssh", "npm", "nushell-x", "/usr/share/vim", "shutdown", "")),
        *((name, False) for name in ("bashtop", "fishing", "sh.txt", "mosh", "/bin/sh/x")),
    ],
)
def test_shells_are_known_by_their_whole_name(rooms: Fresh, name: str, is_shell: bool) -> None:
    """`ssh` and `npm` are none."""
    assert rooms().open("command").is_shell(name) is is_shell


@pytest.mark.parametrize(
    ("argv", "is_idle"),
    [
        (["/bin/sh"], True),
        (["-zsh"], True),
        (["bash", "--login", "-i"], True),
        (["bash", "--rcfile", "/etc/x"], True),
        (["busybox", "sh"], True),
        (["pwsh", "-NoLogo"], True),
        (["bash", "script.sh"], False),
        (["sh", "-c", "top"], False),
        (["bash", "-lc", "top"], False),
        (["bash", "-c", "-x"], False),
        (["busybox", "vi"], False),
        (["fish", "--command=top"], False),
        (["pwsh", "-NoExit", "-Command", "top"], False),
        (["cmd.exe", "/k", "x"], False),
        (["vim"], False),
        ([], False),
    ],
)
def test_a_shell_with_a_script_is_no_idle_shell(
    rooms: Fresh, argv: list[str], is_idle: bool
) -> None:
    """What waits for its user needs no restarting; a script does, and is not a shell."""
    lua = rooms()

    assert lua.open("command").is_idle_shell(lua.table(argv)) is is_idle


def decide(rooms: Fresh, program: dict[str, Any], **policy: Any) -> Any:
    """Decide about a program where vim and less are allowed, unless said otherwise."""
    lua = rooms()
    rule = {"enabled": True, "allowed": {"vim": True, "less": True}} | policy
    verdict, answer = lua.open("command").decide(lua.table(program), lua.table(rule))
    return verdict, answer if isinstance(answer, str) else list(answer.values())


@given(argv=st.lists(BYTES, max_size=3), name=st.sampled_from(["vim", "less", "rm"]))
def test_nothing_outside_the_list_is_run(rooms: Fresh, argv: list[str], name: str) -> None:
    """The arguments' own first word counts, not the name beside it."""
    verdict, answer = decide(rooms, {"name": name, "argv": argv})

    if verdict == "run":
        assert answer[0] in {"vim", "less"}
        assert answer[1:] == argv[1:]
    else:
        assert isinstance(answer, str)


@pytest.mark.parametrize(
    ("program", "policy", "expected"),
    [
        ({"name": "vim", "argv": ["vim", "a b"]}, {}, ("run", ["vim", "a b"])),
        ({"name": "vim", "argv": ["/home/evil/vim"]}, {}, ("run", ["vim"])),
        ({"name": "vim", "argv": ["C:\\x\\VIM.EXE"]}, {}, ("run", ["vim"])),
        ({"name": "vim", "argv": ["rm"]}, {}, "it is not on the list"),
        ({"name": "vim"}, {}, "its arguments are not known"),
        ({"name": "vim", "argv": []}, {}, "its arguments are not known"),
        ({"name": "vim", "text": "vim a b"}, {}, "the file does not tell"),
        ({"name": "vim", "argv": ["vim"]}, {"enabled": False}, "starting programs is turned off"),
    ],
)
def test_skipping_has_a_reason(
    rooms: Fresh, program: dict[str, Any], policy: dict[str, Any], expected: Any
) -> None:
    """The report tells why a program did not come back."""
    verdict, answer = decide(rooms, program, **policy)

    if isinstance(expected, str):
        assert "skip" == verdict
        assert answer.startswith(expected)
    else:
        assert expected == (verdict, answer)


def test_the_programs_allowed_by_default(rooms: Fresh) -> None:
    """Those that show or edit."""
    programs = " ".join(rooms().open("command").programs.values())

    assert "vi vim nvim emacs man less more tail top htop btop" == programs


@given(argv=st.lists(WORDS.map(latin), max_size=3), other=st.lists(WORDS.map(latin), max_size=3))
@example(argv=["a", "b"], other=["a"])
@example(argv=[], other=[])
@example(argv=["ls", "-l"], other=["ls", "-l"])
def test_lists_are_the_same_word_by_word(rooms: Fresh, argv: list[str], other: list[str]) -> None:
    """And in their number."""
    lua = rooms()
    is_same = lua.open("command").is_same

    assert is_same(lua.table(argv), lua.table(other)) == (argv == other)
    assert is_same(lua.table(argv), lua.table(list(argv)))


@pytest.mark.parametrize(
    ("argv", "start"),
    [
        (["/usr/bin/python3.11", "/usr/bin/xonsh"], ["xonsh"]),
        (["python3.11", "-u", "/usr/bin/xonsh", "--login"], ["/opt/xonsh", "--login"]),
        (["/bin/sh", "/usr/local/bin/start-shell"], ["start-shell"]),
        (["-bash"], ["/bin/bash"]),
        (["brush"], ["/usr/bin/env", "brush"]),
    ],
)
def test_a_script_and_a_wrapper_make_another_command_line(
    rooms: Fresh, argv: list[str], start: list[str]
) -> None:
    """It says the same as the one that was started."""
    lua = rooms()

    assert lua.open("command").comes_from(lua.table(argv), lua.table(start)) is True


@pytest.mark.parametrize(
    ("argv", "start"),
    [
        (["man", "bash"], ["/bin/bash"]),
        (["less", "/bin/bash"], ["/bin/bash"]),
        (["vim", "-R", "zellij"], ["zellij"]),
        (["python3.11", "server.py"], ["/usr/bin/python3.11", "/usr/bin/xonsh"]),
        (["vim", "x"], ["/bin/bash"]),
    ],
)
def test_a_program_that_is_given_the_name_of_the_shell_is_not_the_shell(
    rooms: Fresh, argv: list[str], start: list[str]
) -> None:
    """What somebody reads about it, or edits of it, is a program like others."""
    lua = rooms()

    assert lua.open("command").comes_from(lua.table(argv), lua.table(start)) is False
