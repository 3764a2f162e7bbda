"""What comes from outside: read, verified, kept, or counted and left.

Nothing here raises but the own store: whoever sends what is not genuine is named in an alarm, by
the committee whose machine it came from, and the rest of the same message is taken all the same.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.errors import Chosen
from sanjose.exchange.gossip import Gossip, Quotas, Traffic
from sanjose.exchange.log import Arrival, Log
from sanjose_network.carrying.alarms import Alarms
from sanjose_network.carrying.bundles import Carried, unbundled, unfolded
from sanjose_network.carrying.holdings import Holdings
from sanjose_network.carrying.outbox import Outbox
from sanjose_network.carrying.peers import Peers
from sanjose_network.carrying.telling import Telling

ASTRAY = Chosen(timedelta(days=1), because="time zones and slow messages stay below it")
"""By how much a peer's clock may differ from ours before people are told."""

KEPT = Chosen(timedelta(days=30), because="what came once a month ago needs nobody any more")
"""How long it is told that something was not taken."""

_STICK = "a stick"


class Arrivals:
    """The way in, for messages of peers and for what sticks bring."""

    def __init__(
        self, holdings: Holdings, outbox: Outbox, alarms: Alarms, telling: Telling
    ) -> None:
        self._holdings, self._outbox = holdings, outbox
        self._alarms, self._telling = alarms, telling
        self._own = holdings.own
        self._quotas = Quotas()
        self._peers = Peers(holdings.store, holdings.own)
        self._astray: set[str] | None = None

    def take(self, wire: bytes, kind: str, peer: str | None, now: datetime) -> None:
        """Take a message, inside a transaction that the caller began.

        Raises:
            Unable: the own store cannot be written.
        """
        log = self._holdings.log
        if log is None:
            # It is asked for when there is a directory; that there is none is told already.
            return
        try:
            self._read(log, wire, kind, peer, now)
        except NotGenuine as error:
            self._quarantine(peer, str(error), now)

    def _read(self, log: Log, wire: bytes, kind: str, peer: str | None, now: datetime) -> None:
        if kind == Carried.ENVELOPES:
            self._envelopes(log, unbundled(wire), peer, now)
        elif kind == Carried.GOSSIP:
            self._gossip(log, unfolded(wire), peer, now)
        else:
            raise NotGenuine("a message came of a kind that nobody here knows")

    def _envelopes(
        self, log: Log, wires: tuple[bytes, ...], peer: str | None, now: datetime
    ) -> None:
        new: list[Envelope] = []
        refused: list[str] = []
        for wire in wires:
            try:
                new += self._arrived(log, Envelope.from_bytes(wire), peer, now)
            except NotGenuine as error:
                refused.append(str(error))
        if refused:
            self._quarantine(peer, refused[0], now, len(refused))
        self._peers.seen(log, new)
        if peer is not None:
            self._peers.heard(peer, now)

    def _arrived(
        self, log: Log, envelope: Envelope, peer: str | None, now: datetime
    ) -> tuple[Envelope, ...]:
        """Take an envelope, and return it if it brought anything."""
        origin = envelope.header.origin
        sealed = envelope.body is not None and envelope.body.is_sealed
        if sealed and log.came_after(self._own, envelope):
            # Written before we joined: nobody meant us to have it.
            envelope = envelope.without_body()
        self._telling.seen(envelope.hash, bare=envelope.body is None)
        held = log.at(origin, envelope.header.n)
        if any(one.raw == envelope.raw and (one.body or not envelope.body) for one in held):
            return ()
        if peer is not None and not self._quotas.admits(peer, Traffic.ENVELOPES, now):
            self._alarms.raise_(f"quota:{peer}", _too_much(peer), now)
            return ()
        arrival = self._holdings.accept(envelope, now, given=False)
        if arrival is Arrival.KNOWN:
            return ()
        self._telling.came(now)
        self._outbox.recall(self._holdings.recalled_by(envelope))
        if origin == self._own and arrival is Arrival.NEW:
            self._alarms.raise_("restored", _RESTORED, now)
        return (envelope,)

    def _gossip(self, log: Log, plain: bytes, peer: str | None, now: datetime) -> None:
        said = Gossip.from_bytes(plain, log.directory)
        if said.peer == self._own and peer is None:
            # Our own stick, from which a loss is repaired.
            return
        if said.peer == self._own or peer not in {None, said.peer}:
            raise NotGenuine("a message about heads was passed on by somebody else")
        if said.wants and not self._quotas.admits(said.peer, Traffic.ASKING, now):
            self._alarms.raise_(f"quota:{said.peer}", _too_much(said.peer), now)
            return
        genuine = []
        for head in said.heads:
            try:
                self._arrived(log, head, said.peer, now)
            except NotGenuine as error:
                self._quarantine(said.peer, str(error), now)
            else:
                genuine.append(head)
        said = replace(said, heads=tuple(genuine))
        self._telling.heard(log, said, now)
        self._peers.told(said, log, now)
        self._compare_clocks(said, now)

    def _compare_clocks(self, said: Gossip, now: datetime) -> None:
        if self._astray is None:
            self._astray = {one.key for one in self._alarms.standing()}
        key, apart = f"clock:{said.peer}", abs(datetime.fromisoformat(said.at) - now)
        if apart > ASTRAY.value:
            self._alarms.raise_(key, _astray(said.peer, apart), now)
            self._astray.add(key)
        elif key in self._astray:
            self._alarms.clear(key)
            self._astray.discard(key)

    def forget(self, now: datetime) -> None:
        """Take away what is told of peers and has not come again for long."""
        for what in ("quarantine:", "quota:"):
            self._alarms.forget(what, now - KEPT.value)

    def _quarantine(self, peer: str | None, why: str, now: datetime, times: int = 1) -> None:
        """Count what is left; what it said stays unread, and who brought it is told."""
        by = peer or _STICK
        sentence = f"something that came from {by} was not taken: {why}"
        self._alarms.raise_(f"quarantine:{by}", sentence, now, times)


_RESTORED = (
    "peers hold envelopes of ours that were not here: this store is an old copy, or somebody else"
    " has our key; they are being fetched, and the secretariat should send nothing until then"
)


def _too_much(peer: str) -> str:
    return (
        f"the machine of {peer} sends more than it may within an hour: the rest is left alone,"
        " and asked for later"
    )


def _astray(peer: str, apart: timedelta) -> str:
    days = max(apart // timedelta(days=1), 1)
    return (
        f"the clocks of {peer} and of this machine are {days} days apart: one of them is wrong;"
        " nothing depends on it"
    )
