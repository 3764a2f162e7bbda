"""Let leave what was entered about joint statements, and again where a crash cut it off.

What this committee says stands in its record first. Here it is held against what was exchanged:
whatever is not there yet is posted, for every member of the network. Two of the same count as
one. Source: N 16; ours.
"""

from collections.abc import Iterator

from sanjose.exchange.envelope import Kind
from sanjose.exchange.fold import Statement, concur_body, concurred, dated_body
from sanjose.exchange.statements import How
from sanjose.secretariat.network.statements import Following
from sanjose.words.joint import (
    JointAttested,
    JointAuthorised,
    JointConcurred,
    JointProposed,
    JointPublished,
    JointWithdrawn,
)


class Outgoing(Following):
    """What is posted about statements."""

    def send_joint(self) -> int:
        """Send what was entered and is not among what was exchanged; return how much it was."""
        log = self.network()
        if log is None or not self.record().joint.done:
            return 0
        members = tuple(one.origin for one in log.directory.present if one.origin != self.own)
        waiting = tuple(self._unsent())
        for kind, body in waiting:
            self.post(kind, body, members)
        return len(waiting)

    def _unsent(self) -> Iterator[tuple[Kind, bytes]]:
        there, own = self.stated(), self.own
        for done in self.record().joint.done:
            fact, on = done.fact, done.on.isoformat()
            if isinstance(fact, JointAuthorised):
                continue
            known: Statement | None = there.get(bytes.fromhex(fact.document))
            match fact:
                case JointProposed():
                    if known is None or own not in dict(known.grounds):
                        yield Kind.PROPOSE, fact.paper.reveal().encode()
                case JointConcurred() | JointAttested():
                    one = concurred(fact.paper.reveal().encode())
                    kind = Kind.CONCUR if one.how is How.KEY else Kind.ATTEST
                    counts = {each.signatory: each for each in known.concurred} if known else {}
                    said = counts.get(own)
                    if said is None or (one.how is How.KEY and said.how is not How.KEY):
                        yield kind, concur_body(one)
                case JointWithdrawn():
                    if known is None or own not in known.withdrawn:
                        yield Kind.WITHDRAW, dated_body(bytes.fromhex(fact.document), on)
                case JointPublished():
                    if known is None or own not in known.published:
                        yield Kind.PUBLISH, dated_body(bytes.fromhex(fact.document), on)
