"""What the kept envelopes add up to: the log, the last root that we published, a restore.

A restore may bring back a record that ends before a root which the peers hold. Two officers
say so with their passphrases, and an epoch is opened when the network runs again; without them
nothing is restored.
"""

from collections.abc import Sequence

from sanjose.exchange import roots
from sanjose.exchange.directory import SignedDirectory
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.log import Log, rebuilt
from sanjose.exchange.roots import Root, Witnessed
from sanjose.exchange.spool import Spool
from sanjose.keeping.archive import Archive
from sanjose.keeping.peers import Peers, Restored
from sanjose.words.errors import Misuse, Unable
from sanjose.words.merkle import Tree
from sanjose.words.model import Post


class Behind(Unable):
    """A copy of the record ends before the root that was published last."""


def log_of(vault: Peers, own: str) -> Log | None:
    """Return everything that was exchanged; None while no directory was accepted."""
    known = [SignedDirectory.from_bytes(one).directory for one in vault.directories()]
    if not known:
        return None
    return rebuilt(own, known, map(Envelope.from_bytes, vault.envelopes()))


def published(log: Log) -> Witnessed:
    """Return the last root that this committee published, as its peers follow it."""
    mine = log.prefix(log.own)
    return roots.witnessed(log.own, mine, frozenset(one.hash for one in mine))


def goes_on(tree: Tree, root: Root) -> bool:
    """Say whether a record continues a root, or is it."""
    return root.size <= tree.size and tree.root(root.size) == root.root


def note_restored(archive: Archive, officers: Sequence[str]) -> None:
    """Note that the stores were put back from a copy, so that no number is given twice.

    Args:
        archive: the stores, restored.
        officers: the one whose passphrase was used, and the second one, if any.

    Raises:
        Behind: the record ends before the last root that is known here, and there are not two.
        Misuse: the second is the first, or not of the secretariat.
    """
    log = log_of(archive.vault, archive.settings.committee)
    if log is None:
        return
    tree, last = Tree(archive.record.leaves()), published(log).last
    behind = not goes_on(tree, last)
    if behind and len(officers) < 2:
        raise Behind(
            f"this copy of the record ends with entry {tree.size}, and a root over"
            f" {last.size} was published: use a newer copy of the record, or let two officers"
            " restore it, each with a passphrase"
        )
    if behind:
        two_of_the_secretariat(archive, officers)
    archive.vault.keep_restored(
        Restored(
            size=tree.size,
            root=tree.root(),
            published=last.size if behind else 0,
            officers=tuple(officers) if behind else (),
        )
    )
    spool = Spool(folder=archive.home.spool_out)
    spool.put_directory(SignedDirectory.from_bytes(archive.vault.directories()[-1]))
    spool.ask_again()


def two_of_the_secretariat(archive: Archive, officers: Sequence[str]) -> None:
    """Check that two different officers of the secretariat say something together.

    Raises:
        Misuse: they do not.
    """
    known = (archive.committee().officer(one) for one in set(officers))
    if len([one for one in known if one and one.post is Post.SECRETARIAT]) != 2:
        raise Misuse("this takes two officers of the secretariat, each with a passphrase")
