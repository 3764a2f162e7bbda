"""Two of three people with a sheet of paper, and what they may get wrong."""

import itertools
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.keeping import age, escrow
from sanjose.words.errors import Misuse

RECIPIENT, SHARES = escrow.split()


@pytest.mark.parametrize("two", list(itertools.permutations(range(3), 2)))
def test_any_two_shares_open_what_was_wrapped_for_the_escrow(two: tuple[int, int]) -> None:
    secret = os.urandom(32)
    wrapped = age.wrap(secret, RECIPIENT)

    identity = escrow.join([SHARES[number] for number in two])

    assert age.unwrap(wrapped, identity) == secret


def test_all_three_shares_do_as_well() -> None:
    assert age.recipient_of(escrow.join(SHARES, RECIPIENT)) == RECIPIENT


def test_shares_may_be_typed_in_capitals_and_with_line_breaks() -> None:
    first, second, _ = (share.upper().replace(" ", "\n  ") for share in SHARES)

    assert escrow.join([first, second]) == escrow.join(SHARES)


def test_every_installation_has_another_escrow() -> None:
    recipient, shares = escrow.split()

    assert recipient != RECIPIENT
    assert set(shares).isdisjoint(SHARES)


def test_a_single_share_is_not_enough() -> None:
    with pytest.raises(Misuse, match="2 of the 3 shares are needed"):
        escrow.join(SHARES[:1])
    with pytest.raises(Misuse, match="2 of the 3 shares are needed"):
        escrow.join([])


def test_the_same_share_twice_is_one_share() -> None:
    with pytest.raises(Misuse, match="the same share was entered twice"):
        escrow.join([SHARES[0], SHARES[0]])


def test_shares_of_different_occasions_are_told_apart() -> None:
    _, others = escrow.split()

    with pytest.raises(Misuse, match="not of one set"):
        escrow.join([SHARES[0], others[1]])


def test_shares_of_another_installation_are_told_apart() -> None:
    _, others = escrow.split()

    with pytest.raises(Misuse, match="another installation's"):
        escrow.join(others, RECIPIENT)


@pytest.mark.parametrize("damage", ["", "academic", "{share} academic", "{share}."])
def test_a_share_that_is_not_as_written_is_named_by_its_number(damage: str) -> None:
    words = damage.format(share=SHARES[1])

    with pytest.raises(Misuse, match="share 2"):
        escrow.join([SHARES[0], words])


def test_swapped_words_are_noticed_and_not_repeated() -> None:
    words = SHARES[1].split()
    words[10], words[11] = words[11], words[10]

    with pytest.raises(Misuse, match="share 2 is not as it was written down") as refusal:
        escrow.join([SHARES[0], " ".join(words)])

    assert words[10] not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_shares_that_only_look_like_a_set_are_refused() -> None:
    # The second share with the first one's number: a forger keeps the checksum right.
    first, second = (escrow.Share.from_mnemonic(share) for share in SHARES[:2])
    forged = escrow.Share(**{**vars(first), "index": second.index})

    with pytest.raises(Misuse, match="do not fit together"):
        escrow.join([SHARES[0], forged.mnemonic()])


@given(st.binary(min_size=32, max_size=32))
def test_age_reads_what_is_written_from_32_bytes(secret: bytes) -> None:
    identity = escrow._identity(secret)

    assert age.recipient_of(identity).startswith("age1")
    assert escrow._secret(identity) == secret


def test_an_identity_of_age_is_written_again_as_it_was() -> None:
    identity, _ = age.new_identity()

    assert escrow._identity(escrow._secret(identity)) == identity
