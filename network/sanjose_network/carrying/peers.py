"""What is known of the other carriers: when each was heard, and how far it has what we sent."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from sanjose.exchange.envelope import Envelope
from sanjose.exchange.gossip import Gossip
from sanjose.exchange.log import Log
from sanjose_network.carrying.store import Store
from sanjose_network.carrying.tables import PEER
from sanjose_network.carrying.telling import stands


class Peers:
    """The other committees' carriers, as one carrier heard them.

    What a peer acknowledged once is never taken back, by whatever it says later.
    """

    def __init__(self, store: Store, own: str) -> None:
        self._store, self._own = store, own
        self._acked: dict[str, int] = {}

    def heard(self, origin: str, now: datetime) -> None:
        """Note that a committee's machine spoke."""
        self._put(origin, heard_at=int(now.timestamp()))

    def told(self, said: Gossip, log: Log, now: datetime) -> None:
        """Note what a peer's heads show it to have; only what we hold too counts for ours."""
        head = stands(said).get(self._own)
        ours = head is not None and any(
            one.hash == head.hash for one in log.at(self._own, head.header.n)
        )
        known = self._known(said.peer)
        acked = max(known, head.header.n) if head is not None and ours else known
        self._put(said.peer, heard_at=int(now.timestamp()), acked=acked)
        self._acked[said.peer] = acked

    def seen(self, log: Log, new: Iterable[Envelope]) -> None:
        """Note what the others' secretariats say, under their own signatures, to have seen."""
        found: dict[str, int] = {}
        for envelope in new:
            by = envelope.header.origin
            for one in envelope.header.seen if by != self._own else ():
                if one.origin == self._own and one.n > found.get(by, self._known(by)):
                    ours = any(each.hash == one.hash for each in log.at(self._own, one.n))
                    found.update({by: one.n} if ours else {})
        for by, n in found.items():
            self._put(by, acked=n)
            self._acked[by] = n

    def _known(self, origin: str) -> int:
        if origin not in self._acked:
            with self._store.transaction() as connection:
                which = PEER.c.origin == origin
                self._acked[origin] = connection.scalar(select(PEER.c.acked).where(which)) or 0
        return self._acked[origin]

    def _put(self, origin: str, **values: int) -> None:
        with self._store.transaction() as connection:
            which = PEER.c.origin == origin
            if not connection.execute(PEER.update().where(which).values(values)).rowcount:
                new = {"heard_at": 0, "acked": 0, **values}
                connection.execute(PEER.insert().values(origin=origin, **new))
