"""The tree against an independent reading of its definition, and its proofs against forgers."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from sanjose.words.merkle import (
    EMPTY,
    Frontier,
    Tree,
    continues,
    includes,
    leaf,
    node,
)

MOST = 130
LEAVES = [leaf(str(number).encode()) for number in range(MOST)]
FORGED = leaf(b"forged")


def defined(entries: list[bytes]) -> bytes:
    """The root word by word as RFC 6962, section 2.1, defines it, over entries."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(bytes([0]) + entries[0]).digest()
    split = 1
    while split * 2 < len(entries):
        split *= 2
    left, right = defined(entries[:split]), defined(entries[split:])
    return sha256(bytes([1]) + left + right).digest()


ROOTS = [defined([str(number).encode() for number in range(size)]) for size in range(MOST + 1)]


def test_the_root_is_the_one_of_the_definition_at_every_size() -> None:
    tree, frontier = Tree(), Frontier()

    assert (tree.root(), frontier.root(), EMPTY) == (ROOTS[0], ROOTS[0], ROOTS[0])
    for size, leaf_hash in enumerate(LEAVES, start=1):
        tree.append(leaf_hash)
        frontier.append(leaf_hash)
        assert (tree.root(), frontier.root(), frontier.size) == (ROOTS[size], ROOTS[size], size)


def test_the_root_is_the_published_one_of_the_reference_vectors() -> None:
    # The leaves of the test vectors that accompany the reference implementation of RFC 6962.
    entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]
    entries.append("606162636465666768696a6b6c6d6e6f")

    tree = Tree(leaf(bytes.fromhex(entry)) for entry in entries)

    assert tree.root(1).hex().startswith("6e340b9cffb37a98")
    assert tree.root(8).hex().startswith("5dc9da79a70659a9")


def test_another_implementation_has_the_same_root() -> None:
    other = InmemoryTree(algorithm="sha256")

    for number in range(MOST):
        other.append_entry(str(number).encode())

    assert other.get_root() == ROOTS[MOST]


def test_a_tree_still_knows_its_earlier_roots() -> None:
    tree = Tree(LEAVES)

    assert [tree.root(size) for size in range(MOST + 1)] == ROOTS


def test_a_frontier_goes_on_after_it_was_kept() -> None:
    frontier = Frontier()
    for size, leaf_hash in enumerate(LEAVES):
        frontier = Frontier.from_bytes(frontier.to_bytes())
        assert (frontier.size, frontier.root()) == (size, ROOTS[size])
        frontier.append(leaf_hash)


def test_the_subtrees_of_a_frontier_are_the_trees_over_their_leaves() -> None:
    frontier = Frontier()
    for leaf_hash in LEAVES[:77]:
        frontier.append(leaf_hash)

    assert list(frontier.subtrees()) == [
        (64, ROOTS[64]),
        (8, Tree(LEAVES[64:72]).root()),
        (4, Tree(LEAVES[72:76]).root()),
        (1, LEAVES[76]),
    ]


@pytest.mark.parametrize("damage", [b"", b"\x00" * 7, b"\x00" * 9, b"\x00" * 7 + b"\x03" * 33])
def test_what_is_no_frontier_is_refused(damage: bytes) -> None:
    with pytest.raises(ValueError, match="not the frontier"):
        Frontier.from_bytes(damage)


def test_every_leaf_is_proved_under_every_root_and_no_other_leaf_is() -> None:
    tree = Tree(LEAVES)
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = tree.inclusion(index, size)
            assert includes(LEAVES[index], index, size, proof, ROOTS[size])
            assert not includes(FORGED, index, size, proof, ROOTS[size])
            assert not includes(LEAVES[index], index, size, proof, ROOTS[size - 1])
            assert not includes(LEAVES[index], index, size, (*proof, FORGED), ROOTS[size])
            assert not proof or not includes(
                LEAVES[index], index, size, proof[:-1], ROOTS[size]
            )


def test_every_root_is_proved_to_continue_every_earlier_one_and_no_other_is() -> None:
    tree = Tree(LEAVES)
    for size in range(1, MOST + 1):
        for earlier in range(1, size + 1):
            proof = tree.consistency(earlier, size)
            old, new = ROOTS[earlier], ROOTS[size]
            assert continues(earlier, size, old, new, proof)
            assert not continues(earlier, size, FORGED, new, proof)
            assert not continues(earlier, size, old, FORGED, proof)
            assert not continues(earlier, size, old, new, (*proof, FORGED))
            assert not proof or not continues(earlier, size, old, new, proof[:-1])


def test_a_rewritten_entry_breaks_the_continuation() -> None:
    rewritten = Tree([*LEAVES[:40], FORGED, *LEAVES[41:]])

    proof = rewritten.consistency(100, MOST)

    assert not continues(100, MOST, ROOTS[100], rewritten.root(), proof)


def test_any_record_continues_the_empty_one() -> None:
    assert continues(0, 0, EMPTY, EMPTY, ())
    assert continues(0, 5, EMPTY, ROOTS[5], ())
    assert not continues(0, 0, EMPTY, FORGED, ())
    assert not continues(0, 5, FORGED, ROOTS[5], ())
    assert not continues(0, 5, EMPTY, ROOTS[5], (FORGED,))


def test_a_shorter_record_continues_nothing() -> None:
    assert not continues(6, 5, ROOTS[6], ROOTS[5], (FORGED,))
    assert not continues(-1, 5, ROOTS[1], ROOTS[5], (FORGED,))


@pytest.mark.parametrize("index", [-1, 5, 6])
def test_there_is_no_proof_of_a_leaf_that_is_not_there(index: int) -> None:
    tree = Tree(LEAVES)

    assert not includes(LEAVES[0], index, 5, (), ROOTS[5])
    with pytest.raises(ValueError, match="no such leaf"):
        tree.inclusion(index, 5)


def test_a_tree_never_had_a_size_that_it_has_not_reached() -> None:
    tree = Tree(LEAVES[:5])
    beyond: list[Callable[[], object]] = [
        lambda: tree.root(6),
        lambda: tree.root(-1),
        lambda: tree.inclusion(0, 6),
        lambda: tree.consistency(1, 6),
        lambda: tree.consistency(6, 5),
        lambda: tree.consistency(-1),
    ]

    for asked in beyond:
        with pytest.raises(ValueError, match="never had such a size"):
            asked()


def test_nothing_needs_proof_from_the_beginning_or_to_the_same_size() -> None:
    tree = Tree(LEAVES[:5])

    assert tree.consistency(0) == tree.consistency(5) == ()
    assert tree.size == 5


def test_a_leaf_is_never_taken_for_an_inner_node() -> None:
    left, right = LEAVES[:2]

    assert leaf(left + right) != node(left, right)


@given(size=st.integers(1, MOST), data=st.data())
def test_a_changed_bit_in_a_proof_is_seen(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = list(Tree(LEAVES).inclusion(index, size))
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        changed = int.from_bytes(proof[place], "big") ^ 1 << bit
        proof[place] = changed.to_bytes(32, "big")

    assert includes(LEAVES[index], index, size, proof, ROOTS[size]) is (size == 1)
