"""The reference of a case: short, speakable on the telephone, and saying nothing.

``ABC-26-7K3QM-L`` is the committee, the year of receipt, five random characters and a check
character. Nothing in it is sequential, so a reference does not tell how many there are. The
alphabet leaves out what is misheard or misread (I, L, O, U).

Source: ours; no document speaks of references, and G 12 asks for confidentiality.
"""

import re
import secrets
from datetime import date

from sanjose.words.errors import Misuse

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SHAPE = re.compile(r"([A-Z]{2,5})-([0-9]{2})-([0-9A-Z]{5})-([0-9A-Z])")
LOOKALIKES = str.maketrans("ILOU", "110V")


def new_reference(committee: str, on: date) -> str:
    """Return a fresh random reference for an allegation received on a day."""
    while True:
        random = "".join(secrets.choice(ALPHABET) for _ in range(5))
        stem = f"{committee.upper()}-{on:%y}-{random}"
        check = check_character(stem)
        if check in ALPHABET:
            return f"{stem}-{check}"


def check_character(stem: str) -> str:
    """Return the character that any single mistyped or swapped character would change.

    Each character is weighted by its place, modulo a prime, the check character by a weight
    that no place has: no two of them, the check character included, trade places unnoticed.

    >>> check_character("CAT-26-7K3QM")
    'X'
    """
    values = [int(c, 36) for c in stem if c != "-"]
    total = sum(place * value for place, value in enumerate(values, start=5)) % 37
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"[total]


def checked(text: str) -> str:
    """Return a reference as it is written, after reading it as it was typed.

    Raises:
        Misuse: it has not the shape of a reference, or its check character is wrong.
    """
    typed = text.strip().upper()
    shape = SHAPE.fullmatch(typed)
    if shape is None:
        message = "this is not a reference: one looks like ABC-26-7K3QM-L; see `sanjose cases`"
        raise Misuse(message)
    committee, year, random, check = shape.groups()
    stem = f"{committee}-{year}-{random.translate(LOOKALIKES)}"
    if check_character(stem) != check.translate(LOOKALIKES):
        message = (
            f"reference {typed} has a slip in it (its last character does not fit the rest)"
        )
        raise Misuse(message)
    return f"{stem}-{check.translate(LOOKALIKES)}"
