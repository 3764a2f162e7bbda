"""The carrier: takes what the secretariat leaves, sends it, verifies what comes, repairs losses.

It knows no Matrix: whoever brings messages (``matrix``, ``sticks``, a test's pipe) asks for
``outgoing`` and ``due``, says what was ``sent``, and hands in what it ``received``. Nothing that
comes from outside raises: what is not genuine is counted, told in a sentence, and left. Only the
own disk and store can fail, and then nothing is half done.

Whoever controls this process can keep things back, and no more: nothing here is believed by the
secretariat, which verifies everything again.
"""

import random
from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Connection

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import Directory, SignedDirectory
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.errors import Unable
from sanjose.exchange.gossip import Gossip
from sanjose.exchange.log import Arrival, Log
from sanjose.exchange.spool import AGAIN, DIGEST, Spool
from sanjose_network import status
from sanjose_network.carrying import notices
from sanjose_network.carrying.alarms import Alarms
from sanjose_network.carrying.arrivals import Arrivals
from sanjose_network.carrying.bundles import Carried, Message, told
from sanjose_network.carrying.holdings import Holdings
from sanjose_network.carrying.outbox import Outbox
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.telling import Pace, Telling
from sanjose_network.private import why
from sanjose_network.settings import Settings, TransportKey

Clock = Callable[[], datetime]
GIVEN_AT_ONCE = 100


class Carrier:
    """One committee's carrier. One thread uses it, in one process."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: Clock,
        *,
        key: TransportKey | None = None,
        pace: Pace | None = None,
        chance: random.Random | None = None,
    ) -> None:
        self.store, self.settings, self.clock = store, settings, clock
        self.own = settings.committee
        self.holdings = Holdings(store, self.own)
        self.outbox = Outbox(store, self.holdings)
        self.alarms = Alarms(store)
        self._key = key or TransportKey.read(settings.folder)
        self._telling = Telling(pace or Pace(), chance or random.SystemRandom())
        self._arrivals = Arrivals(self.holdings, self.outbox, self.alarms, self._telling)
        self._looked = -1
        self._halves: frozenset[str] = frozenset()
        self._asked: list[tuple[str, int, int]] = []

    @property
    def directory(self) -> Directory | None:
        """The version in force, by which all trust is computed; None before the first."""
        return self.holdings.directory

    def alarm(self, key: str, sentence: str) -> None:
        """Tell people; the sentence stands until ``clear``."""
        self.alarms.raise_(key, sentence, self.clock())

    def clear(self, key: str) -> None:
        """Take an alarm away."""
        self.alarms.clear(key)

    def status(self, now: datetime) -> tuple[str, ...]:
        """Return how all stands, a sentence each."""
        return status.read(self.store, self.settings, self.alarms).sentences(now)

    # -- what the secretariat leaves and gets ---------------------------------------------------

    def take_out(self) -> int:
        """Take what the secretariat left, and return how many envelopes are new here.

        An envelope's file goes once it is in the store, and what cannot be taken stays. Where
        something of ours is missing then, the secretariat is asked for everything again.

        Raises:
            Unable: the store or the spool cannot be read or written.
        """
        spool = Spool(folder=self.settings.spool_out)
        self._follow(spool)
        if spool.is_asked_again():
            self.holdings.give_again()
            _remove(spool, AGAIN)
        if spool.is_digest_noted():
            notices.note_digest(self.store, self.clock())
            _remove(spool, DIGEST)
        names = spool.names()
        if self.holdings.log is None:
            self.alarm("directory:none", _NO_DIRECTORY)
            return 0
        self.clear("directory:none")
        taken, faulty, twice = 0, 0, 0
        for name in names:
            try:
                envelope = spool.read(name)
            except Unable:
                faulty += 1
                continue
            if self._is_given_twice(envelope):
                twice = envelope.header.n
                break
            try:
                taken += self._take(envelope)
            except NotGenuine:
                faulty += 1
                continue
            _remove(spool, name)
        self.alarms.only("twice", [("twice", _twice(twice))] if twice else [], self.clock())
        self._tell_left(spool, faulty)
        self._ask_again(self.holdings.believing())
        return taken

    def _ask_again(self, log: Log) -> None:
        """Ask the secretariat for all that is our own, where some is missing or none is here.

        What had not been sent when the store was lost, no peer has; and where nothing is here,
        nothing shows that it is missing. It is asked once for the same.
        """
        lacking = [one for one in self.holdings.missing() if one[0] == self.own]
        if self.own not in log.origins():
            lacking = [(self.own, 0, 0)]
        if lacking and lacking != self._asked:
            try:
                Spool(folder=self.settings.spool_in).ask_again()
            except Unable:  # the next time, then
                return
        self._asked = lacking

    def _tell_left(self, spool: Spool, faulty: int) -> None:
        left = [("spool:out", _left(faulty))] if faulty else []
        # One that lay there before as well is not being written at this moment.
        halves = frozenset(one.name for one in spool.folder.glob(".*.half"))
        if halves & self._halves:
            left.append(("spool:out:half", _HALF))
        self._halves = halves
        self.alarms.only("spool:out", left, self.clock())

    def _is_given_twice(self, envelope: Envelope) -> bool:
        """Say whether something else of ours has this number, so that peers would freeze us.

        A home that was put back by hand, or with its whole machine, does not know what it said.
        """
        log = self.holdings.believing()
        there = log.at(self.own, envelope.header.n)
        return bool(there) and all(one.hash != envelope.hash for one in there)

    def _take(self, envelope: Envelope) -> bool:
        if envelope.header.origin != self.own:
            raise NotGenuine("an envelope of another committee is not ours to send")
        with self.store.transaction():
            arrival = self.holdings.accept(envelope, self.clock(), given=True)
            if arrival is Arrival.NEW:
                self.outbox.add([envelope.hash])
            self.outbox.recall(self.holdings.recalled_by(envelope))
        return arrival is Arrival.NEW

    def _follow(self, spool: Spool) -> None:
        """Go by the version of the directory that the secretariat goes by."""
        try:
            signed = spool.directory()
        except NotGenuine as error:
            self.alarm("directory", str(error))
            return
        if signed is not None:
            self._renew(signed)

    def renew(self, wire: bytes) -> bool:
        """Take a version of the directory, and return whether it is another than before.

        What is wrong with it becomes an alarm, and the one in force stays in force.
        """
        try:
            return self._renew(SignedDirectory.from_bytes(wire))
        except NotGenuine as error:
            self.alarm("directory", str(error))
            return False

    def _renew(self, signed: SignedDirectory) -> bool:
        try:
            changed = self.holdings.renew(signed, self.settings.fingerprint, self.clock())
        except NotGenuine as error:
            self.alarm("directory", str(error))
            return False
        self.clear("directory")
        if changed:
            self._telling.speak(self.clock())
        return changed

    def deliver(self, most: int = GIVEN_AT_ONCE) -> int:
        """Put what came into the secretariat's folder, and return how many files there were.

        Call it after each transaction in which something was ``received``; ``due`` does it too.

        Raises:
            Unable: the own store cannot be written.
        """
        folder = self.settings.spool_in
        try:
            given = self.holdings.give(Spool(folder=folder).put, most)
        except (OSError, Unable):
            self.alarm("spool:in", _NOT_GIVEN)
            return 0
        self.clear("spool:in")
        if self.holdings.recalled:
            self.holdings.recalled = not self.store.truncate()
        return given

    # -- what goes -------------------------------------------------------------------------------

    def outgoing(self) -> Iterator[Message]:
        """Give the messages that carry what waits; each comes again until it was ``sent``."""
        yield from self.outbox.messages()

    def sent(self, message: Message) -> None:
        """Mark a message as sent."""
        if message.kind is Carried.ENVELOPES:
            self.outbox.sent(message.tx, self.clock())

    def to_redact(self) -> tuple[str, ...]:
        """Return messages, by their ``tx``, that carried what was recalled since."""
        return self.outbox.to_redact()

    def redacted(self, tx: str) -> None:
        """Note that a message was taken back from wherever it lay."""
        self.outbox.redacted(tx)

    def reconnected(self) -> None:
        """Let the heads be told at once: much may have passed by."""
        self._telling.speak(self.clock())

    def due(self, now: datetime) -> Iterator[Message]:
        """Give what is to be told now; answers to others are put where ``outgoing`` finds them.

        What is told is not kept: if it is lost, it is told again.
        """
        self.deliver()
        log = self.holdings.log
        if log is None:
            return
        self._look(log, now)
        answers = dict(self._telling.answers(now))
        for hash_ in self.outbox.unsent(tuple(answers)):
            del answers[hash_]
        for bare in (False, True):
            self.outbox.add([one for one, how in answers.items() if how is bare], bare=bare)
        for heads in self._telling.heads(log, now):
            yield self._said(log, now, heads=heads)
        if wants := self._telling.wants(self.holdings.missing(), now):
            heads = self._telling.behind(log, wants)
            yield self._said(log, now, heads=heads, wants=wants)

    def spoken(self) -> Iterator[Message]:
        """Give what a file for a peer tells beside the envelopes: the heads, and what is missing."""
        log, now = self.holdings.log, self.clock()
        if log is not None:
            for heads in self._telling.all_heads(log):
                yield self._said(log, now, heads=heads)
            if wants := self._telling.all_wants(log):
                yield self._said(log, now, heads=self._telling.behind(log, wants), wants=wants)

    def sign(self, message: bytes) -> bytes:
        """Sign with the transport key, which speaks for nobody's record."""
        return self._key.sign(message)

    def moment(self) -> str:
        """Return when it is, as what is told says it."""
        return f"{self.clock():%Y-%m-%dT%H:%M:%SZ}"

    def took_away(self) -> None:
        """Note that a stick took all that waits, where there is no other way for it."""
        if self.settings.homeserver is None:
            self.outbox.settle(self.clock())

    def _said(self, log: Log, now: datetime, **fields: object) -> Message:
        made = Gossip(
            net=log.directory.net,
            peer=self.own,
            at=f"{now:%Y-%m-%dT%H:%M:%SZ}",
            **fields,  # type: ignore[arg-type]  # heads and wants, as ``due`` names them
        )
        return told(made.to_bytes(self._key.sign))

    # -- what comes ------------------------------------------------------------------------------

    def received(
        self, wire: bytes, kind: str, peer: str | None, connection: Connection | None = None
    ) -> None:
        """Take a message from outside, all of it or nothing; call ``deliver`` afterwards.

        Args:
            wire: the message as it travelled.
            kind: what it says to be.
            peer: the committee whose machine sent it; None where it came on a stick.
            connection: a transaction that has begun, in which it is taken.

        Raises:
            Unable: the own store cannot be written; nothing of the message was taken.
        """
        with self.store.transaction(connection):
            self._arrivals.take(wire, kind, peer, self.clock())

    def _look(self, log: Log, now: datetime) -> None:
        """Let the alarms stand that follow from what is held, and no others."""
        if self._looked == self.holdings.changes:
            return
        self._arrivals.forget(now)
        found = [(f"log:{sentence}", sentence) for sentence in log.alarms()]
        self.alarms.only("log:", found, now)
        ours = any(origin == self.own for origin, _, _ in self.holdings.missing())
        self.alarms.only("own:", [("own:missing", _MISSING)] if ours else [], now)
        if not ours:
            self.clear("restored")
        self._looked = self.holdings.changes


def _twice(n: int) -> str:
    return (
        f"the secretariat gave its number {n} a second time, as after its folder was put back"
        " without `sanjose restore`: that and what follows is not sent, or no peer would believe"
        " us again; whoever looks after the machine restores the newest copy, or the next"
        " directory retires the key with the last envelope that peers hold"
    )


_NO_DIRECTORY = (
    "no directory is in force: the secretariat accepts one (`sanjose directory accept`), and its"
    " fingerprint is entered here (`sanjose network pair`); until then nothing is sent or believed"
)
_HALF = (
    "a half-written file lies in the secretariat's folder, which was stopped while writing: the"
    " envelope is written again from the record when the secretariat is next unlocked"
)
_MISSING = (
    "envelopes of ours are missing here, as after this store was lost: they are asked of the"
    " peers, and of the secretariat, which puts them here again when it next runs `sanjose inbox`"
)
_NOT_GIVEN = (
    "what arrived cannot be put into the secretariat's folder: see whether the disk is full or"
    " the folder belongs to another user; it is kept here and given later"
)


def _remove(spool: Spool, name: str) -> None:
    try:
        spool.done(name)
    except OSError as error:
        raise Unable(
            f"a file cannot be removed from the secretariat's folder: {why(error)}"
        ) from error


def _left(count: int) -> str:
    which = "a file" if count == 1 else f"{count} files"
    return (
        f"{which} in the secretariat's folder cannot be sent, being damaged or signed by another"
        " key than the directory names: let the secretariat look at its own folder"
    )
