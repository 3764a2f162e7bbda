"""Published roots: what each peer holds of the others' records, without seeing any entry.

Once a week a secretariat publishes the size and root of its record, with the proof that it only
continues the last one. Peers check that; only so does a record show that was rewritten whole by
somebody with its keys. A restore that goes behind the last root opens a new epoch, which people
at every peer accept by hand.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sanjose.exchange.canonical import (
    NotGenuine,
    canonical,
    exactly,
    fault,
    number,
    octets,
    row,
    several,
    strict,
    text,
)
from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.statements import OFFICER
from sanjose.words.merkle import EMPTY, continues


@dataclass(frozen=True, kw_only=True, slots=True)
class Root:
    """The size of a record, in entries, and the root over them."""

    size: int
    root: bytes


NOTHING = Root(size=0, root=EMPTY)


@dataclass(frozen=True, kw_only=True, slots=True)
class Published:
    """A root as it is published: ``proof`` leads from the last one of the same epoch."""

    epoch: int
    at: Root
    proof: tuple[bytes, ...]

    def to_bytes(self) -> bytes:
        """Return the body of ``root.published/1``."""
        return canonical(
            {
                "epoch": self.epoch,
                "at": _root_out(self.at),
                "proof": [one.hex() for one in self.proof],
            }
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Epoch:
    """A record restored from a backup: what is gone, and the two officers who say so.

    ``lost`` counts entries from 1, both included.
    """

    epoch: int
    published: Root
    restored: Root
    lost: tuple[int, int]
    officers: tuple[str, str]

    def to_bytes(self) -> bytes:
        """Return the body of ``epoch.opened/1``."""
        return canonical(
            {
                "epoch": self.epoch,
                "published": _root_out(self.published),
                "restored": _root_out(self.restored),
                "lost": list(self.lost),
                "officers": list(self.officers),
            }
        )


def _root_out(root: Root) -> list[object]:
    return [root.size, root.root.hex()]


def _root_in(found: Any) -> Root:
    size, root = row(found, "root", 2)
    return Root(size=number(size, "root"), root=octets(root, "root"))


def _published(body: bytes) -> Published:
    found = exactly(strict(body), "root", "epoch", "at", "proof")
    return Published(
        epoch=number(found["epoch"], "epoch"),
        at=_root_in(found["at"]),
        proof=several(found["proof"], "proof", lambda one: octets(one, "proof")),
    )


def _epoch(body: bytes) -> Epoch:
    found = exactly(strict(body), "epoch", "epoch", "published", "restored", "lost", "officers")
    lost = several(found["lost"], "lost", lambda one: number(one, "lost", 1))
    officers = several(
        found["officers"], "officers", lambda one: text(one, "officers", OFFICER)
    )
    restored, published = _root_in(found["restored"]), _root_in(found["published"])
    if len(lost) != 2 or len(set(officers)) != 2 or len(officers) != 2:
        raise fault("epoch")
    if lost[0] != restored.size + 1 or lost[1] < max(lost[0], published.size):
        raise fault("lost")
    return Epoch(
        epoch=number(found["epoch"], "epoch", 1),
        published=published,
        restored=restored,
        lost=(lost[0], lost[1]),
        officers=(officers[0], officers[1]),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Witnessed:
    """What a peer knows of another's record: the last root that continues all before it.

    ``fault`` says why nothing after it was believed; ``waiting`` is the hash of the envelope
    that opened an epoch which people here have not accepted.
    """

    origin: str
    epoch: int = 0
    last: Root = NOTHING
    fault: str | None = None
    waiting: bytes | None = None


def witnessed(origin: str, prefix: Iterable[Envelope], accepted: frozenset[bytes]) -> Witnessed:
    """Follow a committee's roots in the order of its own chain, as far as they hold.

    Args:
        origin: the committee.
        prefix: what it said, without a gap.
        accepted: hashes of the envelopes whose epochs people here accepted by hand.
    """
    known = Witnessed(origin=origin)
    for envelope in prefix:
        if envelope.header.kind not in {Kind.ROOT, Kind.EPOCH}:
            continue
        if envelope.body is None:
            # The next proof leads from this root: without it nothing further can be judged.
            break
        if known.waiting:
            # Nor behind an epoch that nobody here has accepted.
            break
        known = _after(known, envelope, envelope.body.text, accepted)
    return known


def _after(
    known: Witnessed, envelope: Envelope, body: bytes, accepted: frozenset[bytes]
) -> Witnessed:
    try:
        if envelope.header.kind == Kind.EPOCH:
            return _opened(known, envelope.hash, _epoch(body), accepted)
        return _continued(known, _published(body))
    except NotGenuine:
        return _broken(known, "it published a root that is not in the agreed form")


def _continued(known: Witnessed, new: Published) -> Witnessed:
    if known.fault:
        return known
    last = known.last
    holds = continues(last.size, new.at.size, last.root, new.at.root, new.proof)
    if new.epoch != known.epoch or not holds:
        return _broken(
            known, f"its root over {new.at.size} entries does not continue its last one"
        )
    return replace(known, last=new.at)


def _opened(
    known: Witnessed, hash_: bytes, new: Epoch, accepted: frozenset[bytes]
) -> Witnessed:
    if new.epoch != known.epoch + 1 or new.published != known.last:
        return _broken(known, "it opened an epoch that does not follow the last root")
    if hash_ not in accepted:
        return replace(known, waiting=hash_)
    return replace(known, epoch=new.epoch, last=new.restored, fault=None)


def _broken(known: Witnessed, why: str) -> Witnessed:
    """Keep the first fault: what follows a broken root may only follow from it."""
    return known if known.fault else replace(known, fault=why)
