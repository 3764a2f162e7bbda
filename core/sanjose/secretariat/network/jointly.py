"""A joint statement as one house sees it: a value to be shown, and what a body decides on."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from sanjose.exchange.canonical import canonical
from sanjose.exchange.directory import Holder
from sanjose.exchange.statements import Concurrence, text_hash
from sanjose.rules.view import Objection
from sanjose.words.model import Post
from sanjose.words.provenance import ours

KIND = "joint-statement"
"""The measure by which a body decides to take part."""

DRAFT = "draft"
LAPSED = "lapsed"

SHORT = 8
"""Digits of a document's hash by which people call it. Source: ours; nothing hangs on them."""

HOLDERS = {Post.CHAIR: Holder.CHAIR, Post.VICE_CHAIR: Holder.VICE}
IN_TIME = ours("whoever has not concurred by the last day was not asked for longer")
LAST = ours("what left this house is not taken back, and what was adopted stays adopted")


LATELY = 14
"""Days for which a withdrawal is told. Source: ours; whoever was away for a session reads it."""


class Wait(StrEnum):
    """What a statement waits for in this house, or what its people have to know of it."""

    AUTHORISE = "the body's decision"
    CONCUR = "our concurrence"
    LACKS = "our concurrence, which something stands against"
    PUBLISH = "a person who publishes it"
    FELL = "our withdrawal: what our concurrence rests on fell"
    WITHDRAWN = "nobody: another committee withdrew"


@dataclass(frozen=True, kw_only=True, slots=True)
class JointNow:
    """A statement, or a draft of one, as it stands on a day.

    Args:
        label: the draft's, where it was drafted here.
        document: the frozen document's hash, None of a draft that nobody has yet.
        standing: how far it has come, in a word or two.
        ours: whether our own Chair is to sign.
        signs: which office signs here on the day; the plenary where neither Chair can.
        lacks: what stands against our own concurrence; empty too where it was given.
        warnings: what has to be read beside it and stands against nothing.
        days_left: until the last day to concur, that day included; None where none is awaited.
    """

    label: str | None
    document: bytes | None
    state: str
    signatories: tuple[str, ...]
    expires: date
    embargo: date
    text: str = field(repr=False)
    grounds: tuple[tuple[str, str], ...] = field(repr=False)
    standing: str
    concurred: tuple[Concurrence, ...] = ()
    awaited: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    ours: bool = False
    signs: Post = Post.CHAIR
    lacks: tuple[Objection, ...] = ()
    warnings: tuple[str, ...] = ()
    days_left: int | None = None

    @property
    def name(self) -> str:
        """Return what people call it: the document's first digits, or the draft's label."""
        return self.short or self.label or ""

    @property
    def short(self) -> str | None:
        """Return what every committee calls it; None of a draft."""
        return self.document.hex()[:SHORT] if self.document else None

    def is_called(self, typed: str) -> bool:
        """Return whether somebody who types this means it: the label, or some first digits."""
        if self.label is not None and self.label == typed.upper():
            return True
        digits = self.document.hex() if self.document else ""
        return len(typed) >= SHORT // 2 and digits.startswith(typed.casefold())

    @property
    def matter(self) -> str:
        """Return the digest of what a body decides on."""
        return matter(self.text, self.state, self.signatories)


def matter(words: str, state: str, signatories: tuple[str, ...]) -> str:
    """Return the digest of what a body decides on: a text, about a State, with these committees.

    The days and the version of the directory are not the body's matter.
    """
    about = {"text": text_hash(words).hex(), "state": state, "with": list(signatories)}
    return sha256(b"sanjose-matter\x00" + canonical(about)).hexdigest()
