"""What was proven, as one table, and what failed below it.

In:    proofs as they come.
Out:   a line while each is under way; at the end the table, then every failure in full.
Never: shortens a failure: the seed and the layout in it are what one needs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from rich.console import Console
from rich.table import Table

Outcome = Literal["passed", "failed", "skipped", "measured"]
COLOURS: dict[Outcome, str] = {
    "passed": "green",
    "failed": "bold red",
    "skipped": "yellow",
    "measured": "cyan",
}


@dataclass
class Proof:
    """One line of the table."""

    storey: str
    what: str
    outcome: Outcome
    said: str = ""
    """Figures, or the reason why it was skipped."""
    failures: list[str] = field(default_factory=list)
    terminal: str = ""
    """Which WezTerm it is of."""


def judged(storey: str, what: str, said: str, failures: list[str]) -> Proof:
    """Make a proof that passed when nothing failed."""
    return Proof(storey, what, "failed" if failures else "passed", said, failures)


class Report:
    """The proofs of a run."""

    def __init__(self, console: Console) -> None:
        """Start empty."""
        self.console = console
        self.proofs: list[Proof] = []

    def add(self, proof: Proof, terminal: str) -> None:
        """Take a proof of a WezTerm and say so."""
        proof.terminal = terminal
        self.proofs.append(proof)
        colour = COLOURS[proof.outcome]
        self.console.print(f"[{colour}]{proof.outcome:8}[/] ", end="")
        self._plain(f"{terminal}  {proof.storey}: {proof.what}  {proof.said}")

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return all(proof.outcome != "failed" for proof in self.proofs)

    def close(self, caption: str) -> None:
        """Print the table and every failure."""
        table = Table(title="In the real terminal", caption=caption, title_justify="left")
        table.add_column("WezTerm", no_wrap=True)
        table.add_column("storey", no_wrap=True)
        table.add_column("proof")
        table.add_column("outcome", no_wrap=True)
        table.add_column("figures")
        for proof in self.proofs:
            colour = COLOURS[proof.outcome]
            outcome = f"[{colour}]{proof.outcome}[/]"
            table.add_row(proof.terminal, proof.storey, proof.what, outcome, proof.said)
        self.console.print()
        self.console.print(table)
        for proof in self.proofs:
            for number, failure in enumerate(proof.failures, start=1):
                where = f"{proof.terminal}, {proof.storey}: {proof.what}"
                self._plain(f"\n{where}, failure {number}:\n  {failure}")

    def _plain(self, text: str) -> None:
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)
