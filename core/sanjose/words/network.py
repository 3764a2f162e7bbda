"""What the committee's record keeps of the network: keys, versions of the directory, epochs.

What was exchanged stands beside the record and has chains of its own. These entries say which
officer let the committee take part in what, and nothing of what was said.
"""

from sanjose.words.told import body, told


@body("keys.made/1")
class KeysMade:
    """New keys were made with which this committee speaks. Source: ours; who may sign is seen."""

    signing: str = told("the short name of the key that signs")
    opening: str = told("the public key to which what is meant for us is wrapped")


@body("directory.signed/1")
class DirectorySigned:
    """An officer compared a version of the directory and signed it.

    Source: ours; a signature that no officer gave would bind the committee.
    """

    net: str = told("the network")
    version: int = told("the number of the version")
    hash: str = told("its fingerprint, in one piece")


@body("directory.accepted/1")
class DirectoryAccepted:
    """A version of the directory is in force here.

    Source: ours; what is believed of others rests on it.
    """

    net: str = told("the network")
    version: int = told("the number of the version")
    hash: str = told("its fingerprint, in one piece")
    compared: bool = told("whether an officer compared the fingerprint by another way")


@body("epoch.accepted/1")
class EpochAccepted:
    """People here asked another committee what its restored record lost.

    Source: ours; only people can tell a restore from a rewriting.
    """

    origin: str = told("the committee")
    epoch: str = told("the envelope that opened it, by its hash")


@body("epoch.opened/1")
class EpochOpened:
    """The record went behind a root that was published: two officers said so.

    Source: ours; one alone could hide a rewriting behind a restore.
    """

    number: int = told("the number of the epoch")
    published: int = told("the entries under the last root that was published")
    restored: int = told("the entries that were restored")
    officers: tuple[str, ...] = told("the two officers")


@body("root.published/1")
class RootPublished:
    """The size and the root of this record were published to the peers.

    Source: ours; only a root that others keep shows a record that was rewritten whole.
    """

    epoch: int = told("the number of the epoch")
    size: int = told("the entries under it")
    root: str = told("the root")


@body("network.resumed/1")
class NetworkResumed:
    """After a restore, all that we had sent is here again, as far as a peer knows it."""

    last: int = told("the last number of ours that a peer has")
