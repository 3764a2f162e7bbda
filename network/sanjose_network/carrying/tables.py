"""The tables of the carrier's store, and nothing that reads or writes them.

``network.db`` holds nothing that only this carrier knows: what is lost with it comes again from
the peers and from the secretariat. It is not encrypted; bodies in it are sealed for others.
Moments are seconds since 1970, UTC. Another part that keeps tables here derives them from
``Kept``, and they are made when the store opens.
"""

from sqlalchemy import Column, Index, LargeBinary, Table
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel


class Kept(SQLModel, registry=registry()):
    """What every table of this store derives from; the core's tables are elsewhere."""


class Held(Kept, table=True):
    """An envelope, verified when it came; ``given`` once the secretariat's folder has it.

    ``body`` says whether its body is in ``wire``: what was recalled has none.
    """

    __tablename__ = "envelopes"
    __table_args__ = (
        Index("envelopes_number", "origin", "n"),
        Index("envelopes_given", "given"),
    )
    hash: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    origin: str
    n: int
    wire: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    body: bool
    given: bool
    at: int


class Leaving(Kept, table=True):
    """An envelope to be sent, in the order of ``id``; rows of one ``tx`` are one message.

    ``bare`` goes without its body. ``redact`` asks the transport to take the message back.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index("outbox_waiting", "sent_at", "id"), Index("outbox_hash", "hash"))
    id: int | None = Field(default=None, primary_key=True)
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    bare: bool = False
    tx: str | None = Field(default=None, index=True)
    attempts: int = 0
    sent_at: int | None = None
    redact: bool = False


class Version(Kept, table=True):
    """A version of the directory that was accepted, with its signatures, as it came."""

    __tablename__ = "directories"
    version: int = Field(primary_key=True)
    wire: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: int


class Peer(Kept, table=True):
    """What is known of another committee's carrier.

    ``acked`` is the number up to which it has our committee's envelopes.
    """

    __tablename__ = "peers"
    origin: str = Field(primary_key=True)
    heard_at: int
    acked: int = 0


class Alarm(Kept, table=True):
    """A sentence for people; ``key`` is what it is about, and ``times`` how often it came.

    ``last`` is when it came last.
    """

    __tablename__ = "alarms"
    key: str = Field(primary_key=True)
    since: int
    last: int
    sentence: str
    times: int = 1


METADATA = Kept.metadata


def table(of: type[Kept]) -> Table:
    """Return the table that a class declares."""
    return METADATA.tables[str(of.__tablename__)]


HELD = table(Held)
LEAVING = table(Leaving)
VERSION = table(Version)
PEER = table(Peer)
ALARM = table(Alarm)
