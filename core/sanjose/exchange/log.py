"""What has arrived from every committee, and how much of it stands without a gap.

Everything here is a function of the set of envelopes taken: in which order they came, and how
often, changes nothing. An origin that signed two envelopes with one number, or one that does
not continue its own chain, is frozen from there on, for ever, and an alarm says so; what it
said before stands. A recall is obeyed on sight, wherever in the chain it is.

Kept apart from what is missing is what was recalled: without its committee's own recall, a body
that is not there is asked for again, and never counts as erased.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType

from sanjose.exchange.canonical import NotGenuine, exactly, strict, text
from sanjose.exchange.directory import Directory
from sanjose.exchange.envelope import ERASABLE, OPEN, Envelope, Kind
from sanjose.exchange.membership import verify


class Arrival(StrEnum):
    """What an envelope brought that was not here."""

    NEW = "new"
    BODY = "its body came"
    KNOWN = "known"


class Log:
    """The envelopes of all committees, as one committee holds them.

    ``own`` is the committee whose log it is: it decides which bodies are worth asking for.
    """

    def __init__(self, own: str, directory: Directory) -> None:
        self.own = own
        self._directories = {directory.version: directory}
        self._held: dict[bytes, Envelope] = {}
        self._outside: set[bytes] = set()
        self._clear()

    def _clear(self) -> None:
        self._at: dict[str, dict[int, list[Envelope]]] = defaultdict(dict)
        self._tips: dict[str, int] = defaultdict(int)
        self._forks: dict[str, int] = {}
        self._recalled: dict[str, set[str]] = defaultdict(set)

    @property
    def directory(self) -> Directory:
        """The version in force."""
        return self._directories[max(self._directories)]

    @property
    def directories(self) -> Mapping[int, Directory]:
        """Every version that was in force since this log was begun."""
        return MappingProxyType(self._directories)

    def renew(self, directory: Directory) -> None:
        """Go by the next version of the directory, which ``membership`` accepted.

        What a key signed after it was retired is put outside the chain; an alarm says so.
        """
        self._directories[directory.version] = directory
        self._clear()
        self._outside.clear()
        for envelope in tuple(self._held.values()):
            try:
                verify(envelope, directory)
            except NotGenuine:
                self._outside.add(envelope.hash)
            else:
                self._place(envelope)

    def accept(self, envelope: Envelope) -> Arrival:
        """Take an envelope as ``Envelope.from_bytes`` read it, from whoever brought it.

        Raises:
            NotGenuine: the committee that it names did not sign it.
        """
        known = self._held.get(envelope.hash)
        # The hash is of the signed bytes: what is held was verified when it came.
        if known is None or known.signature != envelope.signature:
            verify(envelope, self.directory)
        if known and (known.body or not self._wanted(envelope).body):
            return Arrival.KNOWN
        self._place(envelope)
        return Arrival.NEW if known is None else Arrival.BODY

    def _wanted(self, envelope: Envelope) -> Envelope:
        """Return an envelope without its body, where it is recalled or not understood."""
        header = envelope.header
        recalled = header.kind in ERASABLE and header.id in self._recalled[header.origin]
        return envelope.without_body() if recalled or not header.is_understood else envelope

    def _place(self, envelope: Envelope) -> None:
        envelope, header = self._wanted(envelope), envelope.header
        self._held[envelope.hash] = envelope
        here = self._at[header.origin].setdefault(header.n, [])
        here[:] = [one for one in here if one.hash != envelope.hash] + [envelope]
        for n in (header.n, header.n + 1):
            self._look_for_fork(header.origin, n)
        self._settle(header.origin)
        self._advance(header.origin)
        if header.kind == Kind.RETRACT and header.is_understood and envelope.body:
            self._recall(header.origin, envelope.body.text)

    def _recall(self, origin: str, body: bytes) -> None:
        """Drop the body of what is recalled, or of what comes under its id later.

        Only the same committee's: nobody recalls what another one said.
        """
        target = target_of(body)
        if target is None:
            return
        self._recalled[origin].add(target)
        for envelopes in self._at[origin].values():
            if any(one.header.id == target for one in envelopes):
                envelopes[:] = map(self._wanted, envelopes)
                self._held.update((one.hash, one) for one in envelopes)

    def _look_for_fork(self, origin: str, n: int) -> None:
        here, before = self._at[origin].get(n, []), self._at[origin].get(n - 1, [])
        hashes = {one.hash for one in before}
        loose = bool(hashes) and any(one.header.prev not in hashes for one in here)
        if len(here) > 1 or loose:
            self._forks[origin] = min(n, self._forks.get(origin, n))

    def _settle(self, origin: str) -> None:
        """Set aside a fork that the directory decided.

        It names the last envelope of a retired key, by hash; what leads up to that one is the
        chain, and whatever stands beside it was signed by somebody else with the key.
        """
        member = self.directory.member(origin)
        if origin not in self._forks or member is None:
            return
        at = self._at[origin]
        for last in [key.last for key in member.keys if key.last]:
            n, hash_ = last.n, last.hash
            while found := [one for one in at.get(n, []) if one.hash == hash_]:
                self._outside.update(one.hash for one in at[n] if one.hash != hash_)
                at[n] = found
                n, hash_ = n - 1, found[0].header.prev
        del self._forks[origin]
        for n in tuple(at):
            self._look_for_fork(origin, n)
        self._tips[origin] = 0

    def _advance(self, origin: str) -> None:
        """Move the end of what stands without a gap, which never passes a fork."""
        before = self._forks.get(origin)
        tip = self._tips[origin] if before is None else min(self._tips[origin], before - 1)
        while tip + 1 in self._at[origin] and tip + 1 != before:
            tip += 1
        self._tips[origin] = tip

    def tip(self, origin: str) -> Envelope | None:
        """Return the last envelope that stands without a gap."""
        n = self._tips.get(origin, 0)
        return self._at[origin][n][0] if n else None

    def prefix(self, origin: str) -> tuple[Envelope, ...]:
        """Return what a committee said, in its order, up to the first gap or fork."""
        return tuple(self._at[origin][n][0] for n in range(1, self._tips.get(origin, 0) + 1))

    def held(self) -> tuple[Envelope, ...]:
        """Return everything that was ever genuine here, in no order that means anything."""
        return tuple(self._held.values())

    def at(self, origin: str, n: int) -> tuple[Envelope, ...]:
        """Return what was signed with a number: one envelope, none, or a fork's several."""
        found = self._at.get(origin, {}).get(n, [])
        return tuple(sorted(found, key=lambda one: one.hash))

    def between(self, origin: str, first: int, last: int) -> Iterator[Envelope]:
        """Give what is here of a range of numbers, both included, in order."""
        numbers = self._at.get(origin, {})
        for n in sorted(n for n in numbers if first <= n <= last):
            yield from self.at(origin, n)

    def origins(self) -> tuple[str, ...]:
        """Return the committees that something came from."""
        return tuple(sorted(origin for origin, at in self._at.items() if at))

    def is_frozen(self, origin: str) -> bool:
        """Say whether a committee's key signed what contradicts itself."""
        return origin in self._forks

    def is_recalled(self, envelope: Envelope) -> bool:
        """Say whether its own committee recalled it: then, and only then, it is erased."""
        header = envelope.header
        recalled = self._recalled.get(header.origin, set())
        return header.kind in ERASABLE and header.id in recalled

    def proofs(self, origin: str) -> tuple[Envelope, ...]:
        """Return the envelopes that show why a committee is frozen, for others to see."""
        n = self._forks.get(origin)
        if n is None:
            return ()
        return (*self.at(origin, n - 1)[:2], *self.at(origin, n)[:2])

    def last_known(self, origin: str) -> Envelope | None:
        """Return the envelope with the greatest number, gap or not."""
        at = self._at.get(origin)
        return self.at(origin, max(at))[0] if at else None

    def missing(self) -> tuple[tuple[str, int, int], ...]:
        """Return what is to be asked for: origin, first and last number, both included.

        It is what a greater number shows to exist, and bodies that did not come along.
        """
        return tuple(
            (origin, first, last)
            for origin in self.origins()
            for first, last in _joined(self._lacking(origin))
        )

    def _lacking(self, origin: str) -> Iterator[tuple[int, int]]:
        # As ranges, never number by number: a key may sign any number that it likes.
        before = 0
        for n, envelopes in sorted(self._at[origin].items()):
            if n > before + 1:
                yield before + 1, n - 1
            if any(self.lacks_body(one) for one in envelopes):
                yield n, n
            before = n

    def lacks_body(self, envelope: Envelope) -> bool:
        """Say whether a body should be here: understood, not recalled, and open to us."""
        header = envelope.header
        return (
            envelope.body is None
            and header.is_understood
            and not self.is_recalled(envelope)
            and (header.kind in OPEN or not self.came_after(self.own, envelope))
        )

    def came_after(self, origin: str, envelope: Envelope) -> bool:
        """Say whether a committee joined after this was written: it gets headers only."""
        member = self.directory.member(origin)
        return member is None or member.joined > envelope.header.directory

    def seen_by(self, peer: str, origin: str) -> int:
        """Return how far a peer acknowledged another's envelopes, under its own signature."""
        seen = (one for envelope in self.prefix(peer) for one in envelope.header.seen)
        return max((one.n for one in seen if one.origin == origin), default=0)

    def alarms(self) -> tuple[str, ...]:
        """Return a sentence for everything that people have to look into."""
        frozen = (
            f"{origin} has signed what contradicts itself at its number {n}: nothing of it"
            " counts from there on; speak with its secretariat, not over this network"
            for origin, n in sorted(self._forks.items())
        )
        outside = (
            f"an envelope of {origin} does not count: it was signed with a retired key and"
            " stands outside the chain that the directory names"
            for origin in sorted({self._held[one].header.origin for one in self._outside})
        )
        unknown = (
            f"{origin} sends what this version does not understand ({kind}): only its header"
            " is kept; update the software"
            for origin, kind in sorted(
                {
                    (one.header.origin, one.header.kind)
                    for one in self._held.values()
                    if not one.header.is_understood
                }
            )
        )
        return (*frozen, *outside, *unknown)


def rebuilt(own: str, directories: Sequence[Directory], envelopes: Iterable[Envelope]) -> Log:
    """Return a log as it was when it was left, from what was kept of it.

    Args:
        own: the committee whose log it is.
        directories: every version that was in force, in order.
        envelopes: what was kept, in any order.
    """
    log = Log(own, directories[0])
    for directory in directories[1:]:
        log.renew(directory)
    odd = [one for one in envelopes if not _took(log, one)]
    if not odd:
        return log
    # What a later version puts outside had come in under an earlier one, and its alarm stays.
    again = Log(own, directories[0])
    for directory in directories:
        if directory is not directories[0]:
            again.renew(directory)
        odd = [one for one in odd if not _took(again, one)]
    for one in log.held():
        again.accept(one)
    return again


def _took(log: Log, envelope: Envelope) -> bool:
    try:
        log.accept(envelope)
    except NotGenuine:
        return False
    return True


def target_of(body: bytes) -> str | None:
    """Return the id that a recall names, or None where it is not in the agreed form."""
    try:
        return text(exactly(strict(body), "retract", "target")["target"], "target")
    except NotGenuine:
        return None


def _joined(ranges: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in ranges:
        follows = bool(joined) and joined[-1][1] + 1 == first
        joined.append((joined.pop()[0] if follows else first, last))
    return joined
