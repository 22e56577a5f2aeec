"""Every flow test ends in one check of its terminals, and shows them when it fails."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final

import pytest

from tests.flows import closing

TERMINALS: Final = pytest.StashKey[closing.Terminals]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, bool, bool]:
    """Watch the terminals of a test, those of its fixtures as well."""
    with closing.watching() as terminals:
        item.stash[TERMINALS] = terminals
        try:
            return (yield)
        finally:
            # A terminal takes a few megabytes, and pytest keeps its items.
            del item.stash[TERMINALS]


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, bool, bool]:
    """Check them when the body of the test has come to its end."""
    result = yield
    pyfuncitem.stash[TERMINALS].close_all()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Add what the last terminal has to tell to the report of a test that failed."""
    report = yield
    terminals = item.stash.get(TERMINALS, None)
    if call.when == "call" and call.excinfo is not None and terminals and terminals.last:
        report.sections += [
            (f"simulated terminal: {heading}", text)
            for heading, text in closing.told(terminals.last).items()
        ]
    return report
