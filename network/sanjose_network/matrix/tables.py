"""What the Matrix part keeps in ``network.db``: what came, how far, and who got which key.

A row of the journal is what a homeserver sent, as it came, until all of it has had its effect.
"""

from sqlalchemy import LargeBinary
from sqlmodel import Field

from sanjose_network.carrying.tables import Kept, table


class Cursor(Kept, table=True):
    """How far a device has read; one row for each device that ever was."""

    __tablename__ = "matrix_cursor"
    device: str = Field(primary_key=True)
    since: str


class Journal(Kept, table=True):
    """What came and is not worked off; there is one row at most, but for a crash."""

    __tablename__ = "matrix_journal"
    n: int | None = Field(default=None, primary_key=True)
    device: str
    raw: bytes = Field(sa_type=LargeBinary)


class Gap(Kept, table=True):
    """A place in a room from which earlier events are still to be fetched."""

    __tablename__ = "matrix_gap"
    id: int | None = Field(default=None, primary_key=True)
    room: str
    token: str
    whole: bool = False
    """Whether to go on until nothing is missing or the room's history ends."""


class SeenEvent(Kept, table=True):
    """An event that had its effect, or that waits for its key."""

    __tablename__ = "matrix_seen"
    event: str = Field(primary_key=True)
    at: float = Field(index=True)


class Pending(Kept, table=True):
    """An event that nobody here can decrypt yet, as it came."""

    __tablename__ = "matrix_pending"
    event: str = Field(primary_key=True)
    room: str
    sender: str = Field(index=True)
    device: str
    session: str = Field(index=True)
    raw: bytes = Field(sa_type=LargeBinary)
    at: float


class KeptKey(Kept, table=True):
    """The first key of a session that we send in, encrypted, to be given out again."""

    __tablename__ = "matrix_kept_key"
    session: str = Field(primary_key=True)
    room: str
    sealed: bytes = Field(sa_type=LargeBinary)
    at: float


class Share(Kept, table=True):
    """Whether a device has the key of a session; ``served`` is None while it is owed."""

    __tablename__ = "matrix_share"
    session: str = Field(primary_key=True)
    user: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    served: float | None = None


class SentEvent(Kept, table=True):
    """The event in which a message went out, so that it can be taken back."""

    __tablename__ = "matrix_sent"
    tx: str = Field(primary_key=True)
    room: str
    event: str


CURSOR = table(Cursor)
JOURNAL = table(Journal)
GAP = table(Gap)
SEEN = table(SeenEvent)
PENDING = table(Pending)
KEPT_KEY = table(KeptKey)
SHARE = table(Share)
SENT = table(SentEvent)
