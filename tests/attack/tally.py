"""What was sent and what came of it, in numbers that can be added up."""

from collections import Counter
from dataclasses import dataclass, field

from .asking import Case
from .wire import Outcome

MOST_OF_A_KIND, MOST_TOLD = 3, 5


@dataclass
class Tally:
    """`slowest` is in seconds, with what was asked; `findings` is what the oracle said."""

    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    findings: list[str] = field(default_factory=list)

    def add(self, case: Case, outcome: Outcome, found: list[str]) -> None:
        self.kinds[case.kind] += len(case.requests)
        self.statuses.update(str(answer.status) for answer in outcome.answers)
        if not outcome.answers:
            self.statuses["closed without an answer"] += 1
        self.slowest = max(self.slowest, (outcome.seconds, f"{case.kind}: {shown(case, 60)}"))
        self.findings += [f"{case.kind}: {why}\n    {shown(case)}" for why in found]

    def join(self, other: "Tally") -> None:
        self.kinds += other.kinds
        self.statuses += other.statuses
        self.slowest = max(self.slowest, other.slowest)
        for finding in other.findings:
            alike = [each for each in self.findings if each.split("\n")[0] == finding.split("\n")[0]]
            self.findings += [finding] if len(alike) < MOST_OF_A_KIND else []

    @property
    def total(self) -> int:
        return self.kinds.total()

    def told(self) -> str:
        """The first few findings, and how many there are."""
        return "\n".join([*self.findings[:MOST_TOLD], f"({len(self.findings)} findings)"])


def shown(case: Case, most: int = 600) -> str:
    """What was sent, on one line and not too long."""
    return repr(b" | ".join(case.sent))[:most]


def table(title: str, rows: Counter[str]) -> str:
    lines = [f"  {name:<34}{number:>9,}" for name, number in sorted(rows.items())]
    return "\n".join([title, *lines])
