"""What follows from everything that arrived: summaries that stand, statements, roots, alarms.

A pure function of the set of verified envelopes and of what this committee can open of them.
Two committees that hold the same, in whatever order it came, see the same. What is adopted hangs
on signatures alone, so it is read from every genuine envelope, even behind a gap or a fork:
otherwise an alarm about one committee could undo what all had agreed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from sanjose.exchange.canonical import (
    NotGenuine,
    bytes_of,
    canonical,
    day,
    exactly,
    fault,
    octets,
    strict,
    text_of,
)
from sanjose.exchange.envelope import ERASABLE, Envelope, Kind
from sanjose.exchange.log import Log
from sanjose.exchange.roots import Witnessed, witnessed
from sanjose.exchange.statements import (
    Concurrence,
    Document,
    How,
    certificate,
    counted,
    legible,
    text_hash,
)


def propose_body(document: Document, words: str, grounds: str = "") -> bytes:
    """Return the body of ``statement.propose/1``, which is also what a Chair is given to sign.

    Args:
        document: what the Chairs concur in.
        words: its text.
        grounds: why it is proposed, for the committees only; nobody signs it.
    """
    return canonical(
        {"document": text_of(document.to_bytes()), "text": words, "grounds": grounds}
    )


def proposed(body: bytes) -> tuple[Document, str, str]:
    """Return the document, the text and the grounds of a proposal.

    Raises:
        NotGenuine: it is not in the agreed form, or the text is not the document's.
    """
    found = exactly(strict(body), "propose", "document", "text", "grounds")
    document = Document.from_bytes(bytes_of(found["document"], "document"))
    words = legible(found["text"])
    if text_hash(words) != document.text_hash:
        raise NotGenuine("the text is not the one that the document names")
    grounds = legible(found["grounds"]) if found["grounds"] != "" else ""
    return document, words, grounds


def concur_body(concurrence: Concurrence) -> bytes:
    """Return the body of ``statement.concur/1``, and of ``statement.attest/1``."""
    return canonical({"concurrence": concurrence.written()})


def concurred(body: bytes) -> Concurrence:
    """Return the concurrence that a body has; whether it counts, its ``check`` says.

    Raises:
        NotGenuine: it is not in the agreed form.
    """
    return Concurrence.read(exactly(strict(body), "concur", "concurrence")["concurrence"])


def dated_body(document: bytes, on: str) -> bytes:
    """Return the body of ``statement.withdraw/1``, and of ``statement.publish/1``.

    Args:
        document: the hash of the document.
        on: the day, as in 2026-11-22.
    """
    return canonical({"document": document.hex(), "on": on})


def retract_body(target: str) -> bytes:
    """Return the body of ``case.retract/1``: the id of an own envelope."""
    return canonical({"target": target})


ABOUT = frozenset({Kind.PROPOSE, Kind.CONCUR, Kind.ATTEST, Kind.WITHDRAW, Kind.PUBLISH})
"""The kinds that are about joint statements."""


class Standing(StrEnum):
    """How far a statement has come."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"
    ADOPTED = "adopted"
    STOPPED = "adopted, publication stopped"
    PUBLISHED = "published"


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A joint statement as far as this committee knows; everything in it only grows.

    ``grounds`` has who proposed it, each with the reasons given.
    """

    document: Document
    text: str = field(repr=False)
    grounds: tuple[tuple[str, str], ...] = field(repr=False)
    concurred: tuple[Concurrence, ...]
    adopted: bool
    withdrawn: tuple[str, ...]
    published: tuple[str, ...]

    @property
    def standing(self) -> Standing:
        """How far it has come, in a word."""
        if not self.adopted:
            return Standing.WITHDRAWN if self.withdrawn else Standing.OPEN
        if self.published:
            return Standing.PUBLISHED
        return Standing.STOPPED if self.withdrawn else Standing.ADOPTED

    def may_be_published(self, on: date) -> bool:
        """Say whether a person may publish it on a day.

        Everyone concurred, nobody withdrew, and the first day for it has come.
        """
        return self.adopted and not self.withdrawn and self.document.embargo <= on


@dataclass(frozen=True, kw_only=True, slots=True)
class Shared:
    """What another committee shares and has not recalled.

    ``plain`` is the body's text; None where it is for others, or did not arrive.
    """

    origin: str
    n: int
    id: str
    kind: str
    plain: bytes | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """Everything that follows from what arrived."""

    heads: Mapping[str, tuple[int, bytes]]
    shared: tuple[Shared, ...]
    statements: Mapping[bytes, Statement]
    roots: Mapping[str, Witnessed]
    alarms: tuple[str, ...]


def fold(
    log: Log,
    plain: Mapping[bytes, bytes],
    accepted: frozenset[bytes] = frozenset(),
) -> State:
    """Return what follows from a log.

    Args:
        log: everything that arrived.
        plain: what the sealed bodies say that we can open, by the envelope's hash.
        accepted: hashes of the envelopes that opened an epoch which people here accepted.
    """
    origins = log.origins()
    prefixes = {origin: log.prefix(origin) for origin in origins}
    roots = {origin: witnessed(origin, prefix, accepted) for origin, prefix in prefixes.items()}
    read = _read_papers(log, plain)
    return State(
        heads={
            origin: (prefix[-1].header.n, prefix[-1].hash)
            for origin, prefix in prefixes.items()
            if prefix
        },
        shared=tuple(
            _shared(one, plain)
            for prefix in prefixes.values()
            for one in prefix
            if one.header.kind in ERASABLE and not log.is_recalled(one)
        ),
        statements=dict(_statements(log, read)),
        roots=roots,
        alarms=(*log.alarms(), *_about(roots), *sorted(read.faults)),
    )


def statements(log: Log, plain: Mapping[bytes, bytes]) -> Mapping[bytes, Statement]:
    """Return the joint statements alone, as ``fold`` does, by the hashes of their documents.

    Args:
        log: everything that arrived.
        plain: what the bodies about statements say; others change nothing.
    """
    return dict(_statements(log, _read_papers(log, plain)))


def root_alarms(log: Log, accepted: frozenset[bytes] = frozenset()) -> tuple[str, ...]:
    """Return a sentence for every committee whose record does not continue what it published.

    Args:
        log: everything that arrived.
        accepted: as for ``fold``.
    """
    found = {one: witnessed(one, log.prefix(one), accepted) for one in log.origins()}
    return tuple(_about(found))


def _read_papers(log: Log, plain: Mapping[bytes, bytes]) -> "_Papers":
    read = _Papers()
    for envelope in sorted(log.held(), key=lambda one: one.hash):
        read.add(envelope, plain.get(envelope.hash))
    return read


def _shared(envelope: Envelope, plain: Mapping[bytes, bytes]) -> Shared:
    header = envelope.header
    return Shared(
        origin=header.origin,
        n=header.n,
        id=header.id,
        kind=header.kind,
        plain=plain.get(envelope.hash) if envelope.body else None,
    )


def _about(roots: Mapping[str, Witnessed]) -> Iterator[str]:
    for origin, known in roots.items():
        if known.fault:
            yield (
                f"the record of {origin} may have been rewritten: {known.fault}; speak with"
                " its secretariat, not over this network"
            )
        if known.waiting:
            yield (
                f"{origin} restored its record and opened an epoch: ask its two officers what"
                " was lost, then accept it by hand"
            )


class _Papers:
    """The papers about statements found in any genuine envelope, read once each."""

    def __init__(self) -> None:
        self.proposed: dict[bytes, tuple[Document, str]] = {}
        self.grounds: dict[bytes, set[tuple[str, str]]] = defaultdict(set)
        self.concurred: dict[bytes, list[Concurrence]] = defaultdict(list)
        self.withdrawn: dict[bytes, set[str]] = defaultdict(set)
        self.published: dict[bytes, set[str]] = defaultdict(set)
        self.faults: set[str] = set()

    def add(self, envelope: Envelope, body: bytes | None) -> None:
        """Read an envelope, if it is about a statement and opened for us."""
        header = envelope.header
        if body is None or not header.is_understood:
            return
        try:
            self._read(Kind(header.kind), header.origin, body)
        except NotGenuine:
            self.faults.add(
                f"{header.origin} sent a body at its number {header.n} that is not in the"
                " agreed form: it is left out"
            )

    def _read(self, kind: Kind, origin: str, body: bytes) -> None:
        match kind:
            case Kind.PROPOSE:
                document, words, grounds = proposed(body)
                self.proposed[document.hash] = (document, words)
                self.grounds[document.hash].add((origin, grounds))
            case Kind.CONCUR | Kind.ATTEST:
                one = concurred(body)
                if (one.how is How.KEY) != (kind is Kind.CONCUR):
                    raise fault("how")
                self.concurred[one.document].append(one)
            case Kind.WITHDRAW:
                self.withdrawn[_dated(body)].add(origin)
            case Kind.PUBLISH:
                self.published[_dated(body)].add(origin)
            case (
                Kind.SUMMARY
                | Kind.REVISE
                | Kind.INTEREST
                | Kind.RETRACT
                | Kind.ROOT
                | Kind.EPOCH
            ):
                pass
            case _:
                assert_never(kind)


def _dated(body: bytes) -> bytes:
    found: Any = exactly(strict(body), "dated", "document", "on")
    day(found["on"], "on")
    return octets(found["document"], "document")


def _statements(log: Log, read: _Papers) -> Iterator[tuple[bytes, Statement]]:
    for hash_, (document, words) in sorted(read.proposed.items()):
        directory = log.directories.get(document.directory)
        if directory is None:
            continue
        try:
            document.check(directory)
        except NotGenuine:
            continue
        found = counted(document, directory, read.concurred[hash_])
        named = set(document.signatories)
        yield (
            hash_,
            Statement(
                document=document,
                text=words,
                grounds=tuple(sorted(read.grounds[hash_])),
                concurred=tuple(found[one] for one in sorted(found)),
                adopted=found.keys() == named,
                withdrawn=tuple(sorted(read.withdrawn[hash_] & named)),
                published=tuple(sorted(read.published[hash_] & named)),
            ),
        )


def certificate_of(statement: Statement, log: Log) -> bytes:
    """Return the certificate of an adopted statement.

    Raises:
        NotGenuine: it is not adopted.
    """
    directory = log.directories[statement.document.directory]
    return certificate(statement.document, statement.text, statement.concurred, directory)
