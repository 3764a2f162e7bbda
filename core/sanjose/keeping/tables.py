"""The tables of the record and the register, and nothing that reads or writes them.

The record is append-only, by trigger as well as by habit. The register holds what lists need
and can be rebuilt from the record; what it holds of a case is kept by policy, not by the
case's key, so it names nobody. Forms may change before 1.0; the record's never does.
"""

from datetime import date

from sqlalchemy import DDL, Column, Index, LargeBinary, event
from sqlmodel import Field, SQLModel

from sanjose.keeping.record import TRIGGERS


class Entry(SQLModel, table=True):
    """An entry of the record: clear meta, sealed body, and its leaf in the tree."""

    __tablename__ = "entries"
    seq: int = Field(primary_key=True)
    event_id: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    meta: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    leaf: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Frontier(SQLModel, table=True):
    """The frontier of the tree, written in the same transaction as the entries."""

    __tablename__ = "frontier"
    id: int = Field(primary_key=True)
    state: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    format: int


class Place(SQLModel, table=True):
    """Which case an entry belongs to; None where its key was destroyed before a rebuild."""

    __tablename__ = "places"
    __table_args__ = (Index("places_case", "case_id", "seq"), {"schema": "register"})
    seq: int = Field(primary_key=True)
    case_id: bytes | None = Field(sa_column=Column(LargeBinary, nullable=True))


class CaseRow(SQLModel, table=True):
    """A case as a list shows it."""

    __tablename__ = "cases"
    __table_args__ = (
        Index("cases_due", "stage", "due_on", "reference"),
        Index("cases_all", "due_on", "reference"),
        Index("cases_received", "received_on"),
        {"schema": "register"},
    )
    case_id: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    reference: str = Field(unique=True)
    state: str
    procedure: str
    stage: str
    finding: str
    urgency: int
    received_on: date
    latest: date
    due_on: date


class DueRow(SQLModel, table=True):
    """One thing that is waiting, in a case or for the committee."""

    __tablename__ = "dues"
    __table_args__ = (
        Index("dues_due", "due_on"),
        Index("dues_case", "case_id"),
        {"schema": "register"},
    )
    id: int | None = Field(default=None, primary_key=True)
    case_id: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    kind: str
    label: str
    since: date
    due_on: date


class MeasureRow(SQLModel, table=True):
    """A measure, for counting."""

    __tablename__ = "measures"
    __table_args__ = (Index("measures_case", "case_id"), {"schema": "register"})
    id: int | None = Field(default=None, primary_key=True)
    case_id: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    key: str
    stage: str
    proposed_on: date
    taken_on: date | None


class RecusedRow(SQLModel, table=True):
    """Somebody who is recused from one case, so that no list shows it to them."""

    __tablename__ = "recused"
    __table_args__ = ({"schema": "register"},)
    case_id: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    who: str = Field(primary_key=True)


class MarkRow(SQLModel, table=True):
    """What a case is counted by besides its row: kinds of act, silences, recorded twice."""

    __tablename__ = "marks"
    __table_args__ = (Index("marks_sort", "sort", "word"), {"schema": "register"})
    case_id: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    sort: str = Field(primary_key=True)
    word: str = Field(primary_key=True)


METADATA = SQLModel.metadata
RECORD = [METADATA.tables[name] for name in ("entries", "frontier")]
REGISTER = [
    METADATA.tables[f"register.{name}"]
    for name in ("places", "cases", "dues", "measures", "recused", "marks")
]

for _trigger in TRIGGERS.values():
    event.listen(
        RECORD[0],
        "after_create",
        DDL(_trigger).execute_if(  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
            dialect="sqlite"
        ),
    )
