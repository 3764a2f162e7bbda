"""Something that is waiting: since when, and by which day somebody should look."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is waiting; ``on`` is the last day that is in time."""

    kind: str
    label: str
    since: date
    on: date

    def late(self, today: date) -> int:
        """Return the whole days since it was due; none before that."""
        return max(0, (today - self.on).days)
