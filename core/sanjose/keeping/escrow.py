"""The installation's last key pair: on paper only, in three shares of which two suffice.

Everything is wrapped for its public half from the first day on, so that the officers' loss of
their passphrases does not lose the record. Its private half is made once, split by SLIP-39
(words with a checksum, made to be written down) and never stored.
"""

from collections.abc import Sequence

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics

from sanjose.keeping import age
from sanjose.words.errors import Misuse

SHARES = 3
NEEDED = 2

_WORDS = 33
_PREFIX = "age-secret-key-"
_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def split() -> tuple[str, tuple[str, str, str]]:
    """Make an escrow key pair; return its recipient and the three shares of the other half.

    The shares are to be shown once, to three people, and to be kept nowhere.
    """
    identity, recipient = age.new_identity()
    ((first, second, third),) = generate_mnemonics(
        group_threshold=1, groups=[(NEEDED, SHARES)], master_secret=_secret(identity)
    )
    return recipient, (first, second, third)


def join(shares: Sequence[str], recipient: str | None = None) -> str:
    """Return the identity of which two or three shares were entered.

    Args:
        shares: their words, in any case and spacing.
        recipient: the public half that it has to fit, where that is known.

    Raises:
        Misuse: a share is mistyped, or they are too few, the same or of different sets.
    """
    read = [_share(number, words) for number, words in enumerate(shares, start=1)]
    if len(read) < NEEDED:
        raise Misuse(f"{NEEDED} of the {SHARES} shares are needed: enter another person's")
    if len({share.index for share in read}) < len(read):
        raise Misuse("the same share was entered twice: enter another person's")
    if len({share.common_parameters() for share in read}) > 1:
        raise Misuse("these shares are not of one set: they were made on different occasions")
    try:
        # More than are needed are refused by the method, not used as a check.
        secret: bytes = combine_mnemonics([share.mnemonic() for share in read[:NEEDED]])
    except MnemonicError:
        raise Misuse("these shares do not fit together: read the words again") from None
    identity = _identity(secret)
    if recipient is not None and age.recipient_of(identity) != recipient:
        raise Misuse("these shares are another installation's: they do not open this one")
    return identity


# The form in which age writes an identity: bech32 (BIP 173), in capitals.


def _secret(identity: str) -> bytes:
    """Return the 32 bytes of an identity that age has written."""
    values = [_ALPHABET.index(sign) for sign in identity.lower()[len(_PREFIX) + 1 : -6]]
    return bytes(_regrouped(values, 5, 8))


def _identity(secret: bytes) -> str:
    values = _regrouped(secret, 8, 5, fill=True)
    signs = "".join(_ALPHABET[value] for value in (*values, *_checksum(values)))
    return f"{_PREFIX}1{signs}".upper()


def _regrouped(values: Sequence[int], width: int, to: int, *, fill: bool = False) -> list[int]:
    """Cut a row of bits anew; with ``fill`` the last group is completed with zeros."""
    row = 0
    for value in values:
        row = row << width | value
    bits = len(values) * width
    if fill:
        row, bits = row << -bits % to, bits + -bits % to
    row >>= bits % to
    count = bits // to
    return [row >> to * (count - 1 - at) & (1 << to) - 1 for at in range(count)]


def _checksum(values: Sequence[int]) -> list[int]:
    prefix = _PREFIX.encode()
    expanded = [sign >> 5 for sign in prefix] + [0] + [sign & 31 for sign in prefix]
    rest = 1
    for value in (*expanded, *values, 0, 0, 0, 0, 0, 0):
        top, rest = rest >> 25, (rest & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(
            (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
        ):
            if top >> bit & 1:
                rest ^= generator
    rest ^= 1
    return [rest >> 5 * (5 - at) & 31 for at in range(6)]


def _share(number: int, words: str) -> Share:
    found = words.lower().split()
    if len(found) != _WORDS:
        raise Misuse(f"share {number} has {len(found)} words: a share has {_WORDS}")
    try:
        return Share.from_mnemonic(" ".join(found))
    except MnemonicError:
        # Without its cause: the library repeats the words.
        raise Misuse(
            f"share {number} is not as it was written down: read each word again"
        ) from None
