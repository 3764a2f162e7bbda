"""The network as the door has it: what is posted and collected, and what peers hold of us.

A root of the record is published once a week, and only where it continues the last one. A
record that was put back from a copy says so: nothing is sent before our own later envelopes are
here again, and where it ends before a published root, two officers open an epoch.
"""

from datetime import date, timedelta

from sanjose.exchange import fold, roots
from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.roots import Root, Witnessed
from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.exchanged import goes_on, two_of_the_secretariat
from sanjose.keeping.exchanged import published as last_published
from sanjose.keeping.peers import Restored
from sanjose.secretariat.network.posting import Collected as Collected
from sanjose.secretariat.network.posting import Posting
from sanjose.secretariat.outcome import Outcome
from sanjose.words.errors import Misuse, Unable
from sanjose.words.merkle import Tree
from sanjose.words.network import EpochAccepted, EpochOpened, NetworkResumed, RootPublished
from sanjose.words.provenance import Chosen

WEEK = Chosen(
    timedelta(days=7), because="a rewriting shows within a week, and a year's roots fit a page"
)
"""How long after the last root the next one is published."""

BEHIND = (
    "the record does not continue the root that we published: restore a newer copy of it, or"
    " let two officers open an epoch with `sanjose directory epoch --open`"
)


class Exchanging(Posting):
    """Everything about the network that the other verbs stand on."""

    def published(self) -> Witnessed | None:
        """Return the last root that we published; None where there is no network."""
        log = self.network()
        if log is None:
            return None
        return last_published(log)

    def alarms(self) -> tuple[str, ...]:
        """Return what people have to look into of what was exchanged; none without a network."""
        log = self.network()
        if log is None:
            return ()
        return (*log.alarms(), *fold.root_alarms(log, self.archive.vault.epochs()))

    def publish_root(self, on: date | None = None) -> Envelope | None:
        """Publish the record's size and root, where the last one is a week old.

        An epoch that two officers opened when they restored the record is published before it.

        Returns:
            The root's envelope; None where none is due, or there is no network.

        Raises:
            Unable: the record does not continue the last root, or a restore is not settled.
        """
        if self.archive.is_writing:
            raise ValueError("a root is published between acts, when the record is durable")
        day, log, known = self.day(on), self.network(), self.published()
        if log is None or known is None:
            return None
        last = [one for one in log.prefix(self.own) if one.header.kind == Kind.ROOT]
        if last and day - date.fromisoformat(last[-1].header.ts[:10]) < WEEK.value:
            return None
        tree = Tree(self.archive.record.leaves())
        if not goes_on(tree, known.last):
            known = self._epoch_opened(tree, known)
        at = Root(size=tree.size, root=tree.root())
        proof = tree.consistency(known.last.size)
        body = roots.Published(epoch=known.epoch, at=at, proof=proof)
        envelope = self.post(Kind.ROOT, body.to_bytes())
        fact = RootPublished(epoch=known.epoch, size=at.size, root=at.root.hex())
        with self.archive.writing():
            self.enter(COMMITTEE, "directory", fact, day)
        restored = self.archive.vault.restored()
        if restored is not None and restored.resumed:
            self.archive.vault.keep_restored(None)
        return envelope

    def _epoch_opened(self, tree: Tree, known: Witnessed) -> Witnessed:
        """Open the epoch that two officers named, and return what peers will know then."""
        restored = self.archive.vault.restored()
        if (
            restored is None
            or len(restored.officers) != 2
            or known.last.size > restored.published
            or not goes_on(tree, Root(size=restored.size, root=restored.root))
        ):
            raise Unable(BEHIND)
        first, second = restored.officers
        behind = Root(size=restored.size, root=restored.root)
        lost = (behind.size + 1, max(behind.size + 1, known.last.size))
        opened = roots.Epoch(
            epoch=known.epoch + 1,
            published=known.last,
            restored=behind,
            lost=lost,
            officers=(first, second),
        )
        self.post(Kind.EPOCH, opened.to_bytes())
        fact = EpochOpened(
            number=opened.epoch,
            published=known.last.size,
            restored=behind.size,
            officers=opened.officers,
        )
        with self.archive.writing():
            self.enter(COMMITTEE, "directory", fact, self.today())
        return Witnessed(origin=self.own, epoch=opened.epoch, last=behind)

    def open_epoch(self, officers: tuple[str, str]) -> Outcome:
        """Let two officers, whose passphrases were asked, go behind the last published root.

        It is published with the next root.

        Raises:
            Misuse: there is nothing to go behind, or one officer is named twice.
        """
        vault = self.archive.vault
        if (refused := self.not_for_us()) is not None:
            return refused
        known, tree = self.published(), Tree(self.archive.record.leaves())
        restored = vault.restored()
        if known is None or restored is None or goes_on(tree, known.last):
            raise Misuse("the record continues what was published: there is no epoch to open")
        two_of_the_secretariat(self.archive, officers)
        vault.keep_restored(
            Restored(
                size=restored.size,
                root=restored.root,
                published=known.last.size,
                officers=officers,
                resumed=restored.resumed,
            )
        )
        return Outcome(verb="directory")

    def resume(self, last: int) -> Outcome:
        """Send again after a restore: all of ours up to the last that a peer has is here.

        Args:
            last: the greatest number of ours that another committee named.

        Raises:
            Unable: some of it is not here yet.
            Misuse: nothing was restored.
        """
        today, vault, log = self.today(), self.archive.vault, self._in_network()
        if (refused := self.not_for_us()) is not None:
            return refused
        restored = vault.restored()
        if restored is None or restored.resumed:
            raise Misuse("nothing is held back here: there was no restore, or it is settled")
        tip = log.tip(self.own)
        here = tip.header.n if tip else 0
        if here < last or log.last_known(self.own) != tip or log.is_frozen(self.own):
            raise Unable(
                f"of ours, {here} are here without a gap, and {last} were sent: let the network"
                " run until the rest is back, or ask for them on a stick"
            )
        with self.archive.writing():
            self.enter(COMMITTEE, "directory", NetworkResumed(last=here), today)
        vault.keep_restored(
            Restored(
                size=restored.size,
                root=restored.root,
                published=restored.published,
                officers=restored.officers,
                resumed=True,
            )
        )
        return Outcome(verb="directory")

    def accept_epoch(self, origin: str) -> Outcome:
        """Record that people here asked the two officers of another committee, and go on.

        Raises:
            Misuse: no epoch of that committee waits to be accepted.
        """
        today, vault, log = self.today(), self.archive.vault, self._in_network()
        if (refused := self.not_for_us()) is not None:
            return refused
        known = roots.witnessed(origin, log.prefix(origin), vault.epochs())
        if known.waiting is None:
            raise Misuse("no epoch of that committee waits to be accepted")
        with self.archive.writing():
            fact = EpochAccepted(origin=origin, epoch=known.waiting.hex())
            self.enter(COMMITTEE, "directory", fact, today)
            vault.accept_epoch(known.waiting, today)
        return Outcome(verb="directory")
