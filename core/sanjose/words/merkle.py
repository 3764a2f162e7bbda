"""The tree over the record: a root that fixes every entry, and short proofs against it.

As in RFC 6962, section 2, and RFC 9162, section 2.1 (SHA-256; leaves and inner nodes are told
apart by their first byte). Peers hold roots of ours for years: a change here breaks them all.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Self

EMPTY = sha256(b"").digest()
_WIDTH = 32


def leaf(entry: bytes) -> bytes:
    """Return the hash of an entry as a leaf."""
    return sha256(b"\x00" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """Return the hash of two neighbouring subtrees."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """What must be remembered of a tree to append to it and to give its root.

    It is the roots of the tree's perfect subtrees, largest first: one for each binary one in
    the size, so at most 64 hashes.
    """

    __slots__ = ("_roots", "size")

    def __init__(self) -> None:
        self.size = 0
        self._roots: list[bytes] = []

    @classmethod
    def from_bytes(cls, kept: bytes) -> Self:
        """Restore what ``to_bytes`` kept.

        Raises:
            ValueError: it is not the frontier of any tree.
        """
        size = int.from_bytes(kept[:8], "big")
        if len(kept) != 8 + _WIDTH * size.bit_count():
            raise ValueError("this is not the frontier of a tree")
        frontier = cls()
        frontier.size = size
        frontier._roots = [kept[at : at + _WIDTH] for at in range(8, len(kept), _WIDTH)]
        return frontier

    def to_bytes(self) -> bytes:
        """Return the size (8 bytes, big-endian) and the roots, one after the other."""
        return self.size.to_bytes(8, "big") + b"".join(self._roots)

    def append(self, leaf_hash: bytes) -> None:
        """Add a leaf at the end."""
        roots, size = self._roots, self.size
        # Each binary one at the end of the size is a subtree as large as what is carried.
        while size & 1:
            leaf_hash = sha256(b"\x01" + roots.pop() + leaf_hash).digest()
            size >>= 1
        roots.append(leaf_hash)
        self.size += 1

    def root(self) -> bytes:
        """Return the root over everything appended."""
        if not self._roots:
            return EMPTY
        root = self._roots[-1]
        for left in reversed(self._roots[:-1]):
            root = node(left, root)
        return root

    def subtrees(self) -> Iterator[tuple[int, bytes]]:
        """Give the size and root of each perfect subtree, from the first leaf on."""
        sizes = (
            1 << bit for bit in reversed(range(self.size.bit_length())) if self.size >> bit & 1
        )
        yield from zip(sizes, self._roots, strict=True)


class Tree:
    """A whole tree in memory, for making proofs: about 64 bytes a leaf."""

    __slots__ = ("_levels",)

    def __init__(self, leaf_hashes: Iterable[bytes] = ()) -> None:
        # _levels[h][i] is the root of the i-th perfect subtree with 2**h leaves.
        self._levels: list[list[bytes]] = [[]]
        for leaf_hash in leaf_hashes:
            self.append(leaf_hash)

    @property
    def size(self) -> int:
        """The number of leaves."""
        return len(self._levels[0])

    def append(self, leaf_hash: bytes) -> None:
        """Add a leaf at the end."""
        self._levels[0].append(leaf_hash)
        height = 0
        while len(self._levels[height]) % 2 == 0:
            if height + 1 == len(self._levels):
                self._levels.append([])
            left, right = self._levels[height][-2:]
            self._levels[height + 1].append(node(left, right))
            height += 1

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first ``size`` leaves, or over all."""
        return self._over(0, self._checked(size))

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that a leaf, counted from 0, stands in the first ``size`` leaves.

        Raises:
            ValueError: there is no such leaf.
        """
        end = self._checked(size)
        if not 0 <= index < end:
            raise ValueError("there is no such leaf")
        return self._path(index, 0, end)

    def consistency(self, earlier: int, size: int | None = None) -> tuple[bytes, ...]:
        """Return the proof that the tree of an earlier size was only appended to.

        It is empty where there is nothing to prove: from size 0, or to the same size.

        Raises:
            ValueError: the tree never had such a size.
        """
        end = self._checked(size)
        if not 0 <= earlier <= end:
            raise ValueError("the tree never had such a size")
        return self._since(earlier, 0, end, known=True) if 0 < earlier < end else ()

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise ValueError("the tree never had such a size")
        return size

    def _over(self, start: int, end: int) -> bytes:
        count = end - start
        if count == 0:
            return EMPTY
        if count & (count - 1) == 0:
            # The divisions below begin a perfect subtree at a multiple of its size only.
            return self._levels[count.bit_length() - 1][start // count]
        middle = start + _left(count)
        return node(self._over(start, middle), self._over(middle, end))

    def _path(self, index: int, start: int, end: int) -> tuple[bytes, ...]:
        if end - start == 1:
            return ()
        middle = start + _left(end - start)
        if index < middle:
            return (*self._path(index, start, middle), self._over(middle, end))
        return (*self._path(index, middle, end), self._over(start, middle))

    def _since(self, earlier: int, start: int, end: int, *, known: bool) -> tuple[bytes, ...]:
        # `known` says that the verifier has this subtree's root: it is the earlier root itself.
        if start + earlier == end:
            return () if known else (self._over(start, end),)
        left = _left(end - start)
        middle = start + left
        if earlier <= left:
            inner = self._since(earlier, start, middle, known=known)
            return (*inner, self._over(middle, end))
        inner = self._since(earlier - left, middle, end, known=False)
        return (*inner, self._over(start, middle))


def _left(count: int) -> int:
    """Return the leaves of the left subtree: the largest power of two below the count."""
    return 1 << ((count - 1).bit_length() - 1)


def includes(
    leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether a proof shows that a leaf stands at an index under a root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf_hash
    for beside in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node(beside, found)
            at, last = _risen(at, last)
        else:
            found = node(found, beside)
        at >>= 1
        last >>= 1
    return last == 0 and found == root


def continues(
    earlier: int, size: int, earlier_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether a proof shows that a root only appends to an earlier one.

    Any root continues the empty tree.

    Source: RFC 9162, section 2.1.4.2.
    """
    if earlier == 0:
        return not proof and earlier_root == EMPTY and (size > 0 or root == EMPTY)
    if earlier == size:
        return not proof and earlier_root == root
    if not 0 < earlier < size or not proof:
        return False
    # A perfect earlier tree is the first hash of its own proof and is left out of it.
    path = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    at, last = _risen_odd(earlier - 1, size - 1)
    before = after = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node(beside, before), node(beside, after)
            at, last = _risen(at, last)
        else:
            after = node(after, beside)
        at >>= 1
        last >>= 1
    return last == 0 and before == earlier_root and after == root


def _risen(at: int, last: int) -> tuple[int, int]:
    """Climb past the levels where a right border has no neighbour."""
    while at and not at & 1:
        at >>= 1
        last >>= 1
    return at, last


def _risen_odd(at: int, last: int) -> tuple[int, int]:
    """Climb to the lowest level where the earlier tree's border is a left child."""
    while at & 1:
        at >>= 1
        last >>= 1
    return at, last
