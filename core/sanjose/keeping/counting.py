"""How many cases and measures the register has in a period, without opening one of them.

Both days of a period count. A case that was recorded twice is counted once: the one that was
closed as the second does not count. What an officer is recused from is in none of the counts,
except where everything is counted, which is for what is published.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sanjose.words.case import Case
from sanjose.words.model import Closing

KIND, SILENCE, TWICE = "kind", "silence", "twice"
"""What a case is marked with so that it can be counted."""

ONCE = f"case_id NOT IN (SELECT case_id FROM register.marks WHERE sort = '{TWICE}')"  # noqa: S608 - our own names


@dataclass(frozen=True, kw_only=True, slots=True)
class Hidden:
    """What one officer's lists leave out: States and cases from which they are recused."""

    states: tuple[str, ...] = ()
    who: str = ""

    def clause(self) -> tuple[str, tuple[str, ...]]:
        """Return the condition that leaves them out, and its values."""
        marks = ",".join("?" * len(self.states))
        states = f"state NOT IN ({marks}) AND " if self.states else ""
        cases = "case_id NOT IN (SELECT case_id FROM register.recused WHERE who = ?)"
        return states + cases, (*self.states, self.who)


class Counting:
    """The counts of the register."""

    def _rows(self, statement: str, *values: object) -> list[Any]:
        raise NotImplementedError

    def count(self, hidden: Hidden, column: str, since: date, until: date) -> dict[str, int]:
        """Return how many cases were received in a period, by a column."""
        clause, values = hidden.clause()
        query = (
            f"SELECT {column}, count(*) FROM register.cases"  # noqa: S608 - our own names
            f" WHERE received_on BETWEEN ? AND ? AND {ONCE} AND {clause} GROUP BY {column}"
        )
        return dict(self._rows(query, since.isoformat(), until.isoformat(), *values))

    def count_marks(
        self, hidden: Hidden, sort: str, since: date, until: date
    ) -> dict[str, int]:
        """Return how many cases received in a period have each mark of a sort."""
        clause, values = hidden.clause()
        query = (
            "SELECT word, count(*) FROM register.marks WHERE sort = ? AND case_id IN"  # noqa: S608 - our own names
            " (SELECT case_id FROM register.cases WHERE received_on BETWEEN ? AND ?"
            f" AND {ONCE} AND {clause}) GROUP BY word"
        )
        return dict(self._rows(query, sort, since.isoformat(), until.isoformat(), *values))

    def count_measures(self, hidden: Hidden, since: date, until: date) -> dict[str, int]:
        """Return how many measures were taken in cases in a period, by their keys."""
        found: dict[str, int] = {}
        for (key, _), number in self.count_stages(hidden, since, until).items():
            found[key] = found.get(key, 0) + number
        return found

    def count_stages(
        self, hidden: Hidden, since: date, until: date
    ) -> dict[tuple[str, str], int]:
        """Return how many measures were taken in cases in a period, by key and stage."""
        clause, values = hidden.clause()
        query = (
            "SELECT key, stage, count(*) FROM register.measures WHERE taken_on BETWEEN ? AND ?"  # noqa: S608 - our own names
            f" AND case_id IN (SELECT case_id FROM register.cases WHERE {clause})"
            " GROUP BY key, stage"
        )
        rows = self._rows(query, since.isoformat(), until.isoformat(), *values)
        return {(key, stage): number for key, stage, number in rows}

    def walls(self, hidden: Hidden, since: date, until: date) -> dict[str, frozenset[str]]:
        """Return the States of whatever counts in a period, with who is recused from a case."""
        clause, values = hidden.clause()
        query = (
            "SELECT c.state, r.who FROM register.cases c"  # noqa: S608 - our own names
            " LEFT JOIN register.recused r ON r.case_id = c.case_id"
            f" WHERE c.case_id IN (SELECT case_id FROM register.cases WHERE {clause})"
            " AND (c.received_on BETWEEN ? AND ? OR c.case_id IN"
            " (SELECT case_id FROM register.measures WHERE taken_on BETWEEN ? AND ?))"
        )
        days = (since.isoformat(), until.isoformat())
        found: dict[str, set[str]] = {}
        for state, who in self._rows(query, *values, *days, *days):
            found.setdefault(state, set()).update({who} - {None})
        return {state: frozenset(names) for state, names in found.items()}


def marks(case: Case) -> tuple[tuple[str, str], ...]:
    """Return what a case is marked with, for counting."""
    closed = case.closed
    twice = closed is not None and closed.ground is Closing.DOUBLE
    return tuple(
        sorted(
            {
                *((KIND, str(one)) for one in case.received.kinds),
                *((SILENCE, str(one)) for one in case.received.silences),
                *([(TWICE, "")] if twice else []),
            }
        )
    )
