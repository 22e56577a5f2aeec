"""What several tests of the bench look at."""

from __future__ import annotations

import pytest

from benchmarks.report.schema import Report
from tests.benchmarks import results


@pytest.fixture
def measured() -> Report:
    """Give a small result: the old plugin brings 8 panes back at times, 16 never."""
    return results.small()
