"""The register: what lists and the morning's page need, always equal to the fold.

It lies in a store of its own beside the record, is written in the same transaction, and can be
rebuilt. It names nobody. What is said here of a case is kept from recused officers by policy;
the content is kept from them by the case's key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sanjose.keeping.counting import Counting, marks
from sanjose.keeping.counting import Hidden as Hidden
from sanjose.keeping.store import Connection, guarded
from sanjose.words.case import Case
from sanjose.words.due import Due
from sanjose.words.model import Urgency

FORMAT = 2
"""The version of its tables; a register of another one is rebuilt."""

FAR = date(9999, 12, 31)
"""The due date of what is not due, so that an index can put it last."""

_COLUMNS = (
    "case_id, reference, state, procedure, stage, finding, urgency, received_on, latest, due_on"
)
_CASE = (
    f"INSERT INTO register.cases ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
    "ON CONFLICT (case_id) DO UPDATE SET reference = excluded.reference, state = excluded.state,"
    " procedure = excluded.procedure, stage = excluded.stage, finding = excluded.finding,"
    " urgency = excluded.urgency, received_on = excluded.received_on,"
    " latest = excluded.latest, due_on = excluded.due_on"
)
_DUE = "INSERT INTO register.dues (case_id, kind, label, since, due_on) VALUES (?, ?, ?, ?, ?)"
_MEASURE = (
    "INSERT INTO register.measures (case_id, key, stage, proposed_on, taken_on)"
    " VALUES (?, ?, ?, ?, ?)"
)
_MARK = "INSERT INTO register.marks VALUES (?, ?, ?)"
_RECUSED = "INSERT INTO register.recused VALUES (?, ?) ON CONFLICT DO NOTHING"
_LIST = (
    "SELECT reference, state, procedure, stage, finding, urgency, received_on, due_on"
    " FROM register.cases"
)


class Listed(NamedTuple):
    """A case as a list shows it: the register's row, of which days are made when asked for."""

    reference: str
    state: str
    procedure: str
    stage: str
    finding: str
    level: int
    received: str
    due: str

    @property
    def urgency(self) -> Urgency:
        """Return how soon a person has to look."""
        return Urgency(self.level)

    @property
    def received_on(self) -> date:
        """Return the day of receipt."""
        return date.fromisoformat(self.received)

    @property
    def due_on(self) -> date | None:
        """Return the day on which something is due, or None where nothing is waiting."""
        due = date.fromisoformat(self.due)
        return None if due == FAR else due

    @property
    def word(self) -> str:
        """Return what it may be called: an allegation until it is assessed. Source: G 12."""
        return self.finding or "allegation"


class Register(Counting):
    """The register behind the archive's connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def _rows(self, statement: str, *values: object) -> list[Any]:
        with guarded("register.db", cure="run `sanjose rebuild`"):
            return self._connection.execute(statement, values).fetchall()

    # -- which entries are a case's --------------------------------------------------------

    def place(self, seq: int, case_id: bytes | None) -> None:
        """Note which case an entry belongs to."""
        self._rows("INSERT INTO register.places VALUES (?, ?)", seq, case_id)

    def placed(self) -> int:
        """Return the number of entries that have a place."""
        ((found,),) = self._rows("SELECT max(seq) FROM register.places")
        return 0 if found is None else int(found) + 1

    def places(self) -> dict[int, bytes | None]:
        """Return the case of every entry that has a place."""
        return dict(self._rows("SELECT seq, case_id FROM register.places"))

    def seqs(self, case_id: bytes) -> tuple[int, ...]:
        """Return the entries of a case, in order."""
        query = "SELECT seq FROM register.places WHERE case_id = ? ORDER BY seq"
        return tuple(seq for (seq,) in self._rows(query, case_id))

    def last(self, case_id: bytes) -> int:
        """Return a case's last entry, or -1."""
        query = "SELECT max(seq) FROM register.places WHERE case_id = ?"
        ((found,),) = self._rows(query, case_id)
        return -1 if found is None else int(found)

    def touched(self, seq: int) -> frozenset[bytes]:
        """Return the cases, and the committee, to which anything was entered after an entry."""
        query = "SELECT DISTINCT case_id FROM register.places WHERE seq > ?"
        return frozenset(bytes(one) for (one,) in self._rows(query, seq) if one is not None)

    # -- writing ------------------------------------------------------------------------------

    def put(self, now: "Lines", before: "Lines | None" = None) -> None:
        """Write what lists need of a case; of what is there already only what differs."""
        case_id = now.case_id
        if before is None or before.row != now.row:
            self._rows(_CASE, *now.row)
        if before is None or before.dues != now.dues:
            self.put_dues(case_id, now.dues)
        if before is None or before.measures != now.measures:
            self._rows("DELETE FROM register.measures WHERE case_id = ?", case_id)
            for measure in now.measures:
                self._rows(_MEASURE, case_id, *measure)
        if before is None or before.recused != now.recused:
            for who in now.recused:
                self._rows(_RECUSED, case_id, who)
        if before is None or before.marks != now.marks:
            self._rows("DELETE FROM register.marks WHERE case_id = ?", case_id)
            for mark in now.marks:
                self._rows(_MARK, case_id, *mark)

    def put_dues(self, case_id: bytes, dues: Iterable[Due]) -> None:
        """Write what is waiting in a case, or for the committee."""
        self._rows("DELETE FROM register.dues WHERE case_id = ?", case_id)
        for due in dues:
            days = due.since.isoformat(), due.on.isoformat()
            self._rows(_DUE, case_id, due.kind, due.label, *days)

    def drop(self, case_id: bytes) -> None:
        """Take a case out of every list."""
        for table in ("cases", "dues", "measures", "recused", "marks"):
            self._rows(f"DELETE FROM register.{table} WHERE case_id = ?", case_id)  # noqa: S608 - our own names

    # -- reading ------------------------------------------------------------------------------

    def case_id(self, reference: str) -> bytes | None:
        """Return the case with a reference, or None."""
        query = "SELECT case_id FROM register.cases WHERE reference = ?"
        found = self._rows(query, reference)
        return bytes(found[0][0]) if found else None

    def wall(self, case_id: bytes) -> tuple[str | None, frozenset[str]]:
        """Return a case's State and the names recused from it, without opening it."""
        found = self._rows("SELECT state FROM register.cases WHERE case_id = ?", case_id)
        return (str(found[0][0]) if found else None), frozenset(self._recused(case_id))

    def _recused(self, case_id: bytes) -> tuple[str, ...]:
        query = "SELECT who FROM register.recused WHERE case_id = ? ORDER BY who"
        return tuple(who for (who,) in self._rows(query, case_id))

    def case_ids_with(self, measure: str) -> tuple[bytes, ...]:
        """Return the cases in which a kind of measure was taken."""
        query = (
            "SELECT DISTINCT c.reference, c.case_id FROM register.cases c"
            " JOIN register.measures m ON m.case_id = c.case_id"
            " WHERE m.key = ? AND m.taken_on IS NOT NULL ORDER BY c.reference"
        )
        return tuple(bytes(case_id) for _, case_id in self._rows(query, measure))

    def case_ids(self) -> tuple[bytes, ...]:
        """Return every case in the register."""
        rows = self._rows("SELECT case_id FROM register.cases ORDER BY reference")
        return tuple(bytes(case_id) for (case_id,) in rows)

    def lines(self, case_id: bytes) -> "Lines | None":
        """Return what stands here of a case, to be compared with the fold; None for nothing."""
        query = f"SELECT {_COLUMNS} FROM register.cases WHERE case_id = ?"  # noqa: S608 - our own names
        found = self._rows(query, case_id)
        if not found:
            return None
        query = (
            "SELECT key, stage, proposed_on, taken_on FROM register.measures"
            " WHERE case_id = ? ORDER BY id"
        )
        return Lines(
            case_id=case_id,
            row=tuple(found[0]),
            dues=self.dues(case_id),
            measures=tuple(self._rows(query, case_id)),
            recused=self._recused(case_id),
            marks=tuple(
                self._rows(
                    "SELECT sort, word FROM register.marks WHERE case_id = ? ORDER BY sort, word",
                    case_id,
                )
            ),
        )

    def dues(self, case_id: bytes) -> tuple[Due, ...]:
        """Return what is waiting in a case, or for the committee, as it was written."""
        query = (
            "SELECT kind, label, since, due_on FROM register.dues WHERE case_id = ? ORDER BY id"
        )
        return tuple(
            Due(kind, label, _day(since), _day(due_on))
            for kind, label, since, due_on in self._rows(query, case_id)
        )

    def cases(
        self,
        hidden: Hidden,
        *,
        stage: str | None = None,
        state: str | None = None,
        before: date | None = None,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[Listed, ...]:
        """Return cases by due date, then reference; an officer's hidden ones are not there.

        Args:
            before: only what is due on this day or earlier.
        """
        clause, values = hidden.clause()
        conditions = [clause]
        asked: list[object] = [*values]
        for column, value in (("stage = ?", stage), ("state = ?", state)):
            if value is not None:
                conditions.append(column)
                asked.append(value)
        if before is not None:
            conditions.append("due_on <= ?")
            asked.append(before.isoformat())
        query = (
            f"{_LIST} WHERE {' AND '.join(conditions)}"
            " ORDER BY due_on, reference LIMIT ? OFFSET ?"
        )
        rows = self._rows(query, *asked, limit, offset)
        return tuple(map(Listed._make, rows))

    def due(self, hidden: Hidden, until: date) -> tuple[tuple[str | None, Urgency, Due], ...]:
        """Return what is due by a day, with the case's reference (None for the committee's)."""
        clause, values = hidden.clause()
        query = (
            "SELECT c.reference, coalesce(c.urgency, 1), d.kind, d.label, d.since, d.due_on"  # noqa: S608
            " FROM register.dues d LEFT JOIN register.cases c ON c.case_id = d.case_id"
            f" WHERE d.due_on <= ? AND (c.case_id IS NULL OR d.case_id IN"
            f" (SELECT case_id FROM register.cases WHERE {clause}))"
            " ORDER BY coalesce(c.urgency, 1) DESC, d.due_on, c.reference, d.id"
        )
        rows = self._rows(query, until.isoformat(), *values)
        return tuple(
            (reference, Urgency(urgency), Due(kind, label, _day(since), _day(due_on)))
            for reference, urgency, kind, label, since, due_on in rows
        )

    def latest(self) -> date:
        """Return the last day on which anything happened, the first of all where nothing did."""
        ((found,),) = self._rows("SELECT max(latest) FROM register.cases")
        return date.min if found is None else _day(found)

    def waiting(self, kind: str) -> tuple[tuple[bytes, str | None], ...]:
        """Return where something of a kind waits, with the procedure of each case."""
        query = (
            "SELECT DISTINCT d.case_id, c.procedure FROM register.dues d"
            " LEFT JOIN register.cases c ON c.case_id = d.case_id WHERE d.kind = ?"
        )
        return tuple((bytes(case_id), key) for case_id, key in self._rows(query, kind))


@dataclass(frozen=True, slots=True)
class Lines:
    """What the register holds of a case: its row, dues, measures, recusals, marks."""

    case_id: bytes
    row: tuple[object, ...]
    dues: tuple[Due, ...]
    measures: tuple[tuple[str, str, str, str | None], ...]
    recused: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


def lines(case: Case, dues: Sequence[Due]) -> Lines:
    """Return what the register holds of a case, as the fold gives it."""
    return Lines(
        case_id=case.case_id,
        row=row(case, dues),
        dues=tuple(dues),
        measures=tuple(
            (
                one.key,
                one.stage,
                one.proposed_on.isoformat(),
                one.taken_on.isoformat() if one.taken_on else None,
            )
            for one in case.measures
        ),
        recused=tuple(sorted({one.who for one in case.recusals})),
        marks=marks(case),
    )


def row(case: Case, dues: Sequence[Due]) -> tuple[object, ...]:
    """Return a case's row, as the fold gives it."""
    return (
        case.case_id,
        case.reference,
        case.received.state,
        case.received.procedure,
        case.stage,
        case.assessment.finding.value if case.assessment else "",
        int(case.received.urgency),
        case.received_on.isoformat(),
        case.latest.isoformat(),
        min((due.on for due in dues), default=FAR).isoformat(),
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
