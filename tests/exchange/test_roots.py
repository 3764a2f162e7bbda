"""A record that was rewritten whole is found out by the peers that keep its roots."""

import pytest

from sanjose.exchange.canonical import canonical, strict
from sanjose.exchange.envelope import Kind
from sanjose.exchange.roots import NOTHING, Epoch, Published, Root
from sanjose.words.merkle import Tree, leaf
from tests.exchange.committees import Node, founding

FIRST = founding("cat", "ced")


def record(size: int, salt: str = "") -> Tree:
    return Tree(leaf(f"{salt}{n}".encode()) for n in range(size))


def at(tree: Tree, size: int) -> Root:
    return Root(size=size, root=tree.root(size))


def published(tree: Tree, size: int, since: int, epoch: int = 0) -> bytes:
    proof = tree.consistency(since, size)
    return Published(epoch=epoch, at=at(tree, size), proof=proof).to_bytes()


def opening(epoch: int, last: Root, restored: Root, lost: int) -> Epoch:
    return Epoch(
        epoch=epoch,
        published=last,
        restored=restored,
        lost=(restored.size + 1, lost),
        officers=("officer-1", "officer-2"),
    )


class Two:
    """Cat publishes, ced looks on."""

    def __init__(self) -> None:
        self.cat, self.ced = Node("cat", FIRST), Node("ced", FIRST)

    def says(self, kind: str, body: bytes, *, arrives: bool = True):
        envelope = self.cat.write(kind, body)
        self.ced.take(envelope if arrives else envelope.without_body())
        return envelope

    def seen(self, *accepted: bytes):
        return self.ced.state(frozenset(accepted)).roots["cat"]

    def alarms(self, *accepted: bytes) -> str:
        return " ".join(self.ced.state(frozenset(accepted)).alarms)


@pytest.fixture
def two():
    return Two()


def test_roots_that_continue_each_other_are_kept(two):
    tree = record(40)
    two.says(Kind.ROOT, published(tree, 7, 0))
    two.says(Kind.SUMMARY, b"between")
    two.says(Kind.ROOT, published(tree, 40, 7))
    two.says(Kind.ROOT, published(tree, 40, 40))

    assert two.seen().last == at(tree, 40)
    assert two.ced.state().alarms == ()


@pytest.mark.parametrize(
    "second",
    [
        published(record(40, "rewritten"), 40, 7),
        published(record(40), 5, 0),
        published(record(40), 40, 7, epoch=1),
        published(record(40), 40, 6),
    ],
    ids="rewritten shorter other-epoch wrong-proof".split(),
)
def test_a_root_that_does_not_continue_the_last_alarms_and_is_not_kept(two, second):
    tree = record(40)
    two.says(Kind.ROOT, published(tree, 7, 0))
    two.says(Kind.ROOT, second)
    two.says(Kind.ROOT, published(tree, 40, 7))

    assert two.seen().last == at(tree, 7)
    assert "the record of cat may have been rewritten: its root over" in two.alarms()
    assert two.alarms().count("rewritten") == 1


def test_a_root_that_did_not_arrive_accuses_nobody(two):
    tree = record(40)
    two.says(Kind.ROOT, published(tree, 7, 0))
    lost = two.says(Kind.ROOT, published(tree, 20, 7), arrives=False)
    two.says(Kind.ROOT, published(tree, 40, 20))

    assert two.seen().last == at(tree, 7)
    assert two.alarms() == ""

    two.ced.take(lost)
    assert two.seen().last == at(tree, 40)


def test_a_restore_waits_for_people_and_then_goes_on_from_what_was_restored(two):
    tree, after = record(40), record(20)
    for n in range(30):
        after.append(leaf(f"after {n}".encode()))
    two.says(Kind.ROOT, published(tree, 40, 0))
    opened = two.says(Kind.EPOCH, opening(1, at(tree, 40), at(tree, 20), 43).to_bytes())
    two.says(Kind.ROOT, published(after, 50, 20, epoch=1))

    assert two.seen().last == at(tree, 40)
    assert two.seen().waiting == opened.hash
    assert "opened an epoch: ask its two officers" in two.alarms()
    assert two.seen(opened.hash).last == at(after, 50)
    assert two.seen(opened.hash).epoch == 1
    assert two.alarms(opened.hash) == ""


def test_an_epoch_that_names_another_root_than_was_published_alarms(two):
    tree = record(40)
    two.says(Kind.ROOT, published(tree, 40, 0))
    wrong = two.says(Kind.EPOCH, opening(1, at(tree, 30), at(tree, 20), 41).to_bytes())

    assert two.seen(wrong.hash).last == at(tree, 40)
    assert "does not follow the last root" in two.alarms(wrong.hash)


def test_an_epoch_accepted_by_hand_ends_the_alarm_about_a_restore_that_was_not_told(two):
    tree, after = record(40), record(20)
    two.says(Kind.ROOT, published(tree, 40, 0))
    two.says(Kind.ROOT, published(after, 20, 0))
    opened = two.says(Kind.EPOCH, opening(1, at(tree, 40), at(tree, 20), 40).to_bytes())

    assert "rewritten" in two.alarms()
    assert two.alarms(opened.hash) == ""


EPOCH = opening(1, NOTHING, NOTHING, 4).to_bytes()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (Kind.ROOT, b"not json"),
        (Kind.ROOT, canonical({"epoch": 0, "at": [1], "proof": []})),
        *(
            (Kind.EPOCH, canonical(strict(EPOCH) | change))
            for change in (
                {"officers": ["officer-1"]},
                {"officers": ["officer-1", "O'Neil"]},
                {"officers": ["officer-1", "officer-1"]},
                {"officers": ["officer-1", "officer-1", "officer-2"]},
                {"lost": [1]},
                {"lost": [2, 4]},
                {"lost": [1, 0]},
                {"published": [5, "00" * 32]},
            )
        ),
    ],
)
def test_what_is_not_in_form_alarms(two, kind, body):
    two.says(kind, body)

    assert "a root that is not in the agreed form" in two.alarms()


def test_an_epoch_is_read_back_as_it_was_written(two):
    opened = two.says(Kind.EPOCH, EPOCH)

    assert two.seen().waiting == opened.hash
    assert two.seen(opened.hash).epoch == 1
