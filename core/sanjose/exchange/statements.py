"""A joint statement of Chairs: one frozen document, and signatures that cannot be undone.

The document names the text by its hash, the State, who is to sign, the version of the directory
whose keys count, the last day for signing, and the first day on which it may be published. A
committee concurs by its Chair's own key, or two of its officers attest a concurrence that they
received; the paper says which. The statement is adopted once every named committee has
concurred, whatever arrives before or after. A withdrawal un-adopts nothing: it stops whoever has
not published yet.

The certificate holds all of it, and is checked with the directory alone.

Source: N 16.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any, Self

from sanjose.exchange.canonical import (
    ORIGIN,
    NotGenuine,
    bytes_of,
    canonical,
    day,
    exactly,
    fault,
    number,
    octets,
    row,
    several,
    strict,
    text,
    text_of,
)
from sanjose.exchange.directory import HOLDER, Directory, Holder
from sanjose.exchange.envelope import KEY, NET
from sanjose.exchange.signatures import Purpose, Sign, is_genuine, key_id, tagged
from sanjose.words.provenance import Chosen

STATE = re.compile(r"[A-Z]{3}")
OFFICER = re.compile(r"[a-z][a-z0-9-]{0,31}")
LARGEST = 256 * 1024
"""Bytes of a certificate. Source: ours; as much as a body may unfold to."""


class How(StrEnum):
    """How a concurrence was given: by the Chair's key, or as two officers attest."""

    KEY = "own key"
    MAIL = "e-mail"
    SESSION = "in session"


def received(how: How) -> str:
    """Return how a concurrence was given, as it is said."""
    return "by e-mail" if how is How.MAIL else how.value


def office(holder: Holder) -> str:
    """Return an office as it is written."""
    return "Chair" if holder is Holder.CHAIR else "Vice-Chair"


_HOW = re.compile("|".join(How))


LONGEST = Chosen(
    16_000,
    because="it fits into one envelope in every script, and no statement has eight pages",
)
"""The most bytes of a statement's text, in UTF-8."""

_HIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u2028-\u202e\u2060-\u206f\ud800-\uf8ff"
    "\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
# Listed here, and not asked of the machine: all have to judge one text alike, for years.


def legible(found: Any) -> str:
    """Return a statement's text, if whoever signs it sees all of it, and in its order.

    Raises:
        NotGenuine: it is empty or too long, or something in it does not show or turns a line.
    """
    words = text(found, "text")
    if not words.strip() or _HIDDEN.search(words):
        raise NotGenuine(
            "a statement's text is written in lines and hides nothing: take out what steers the"
            " writing, such as tabs and marks without width"
        )
    if len(words.encode()) > LONGEST.value:
        raise NotGenuine(f"a statement's text has at most {LONGEST.value:,} bytes: say less")
    return words


def text_hash(words: str) -> bytes:
    """Return what a document names its text by."""
    return sha256(b"sanjose-statement\x00" + words.encode()).digest()


_DOCUMENT = "v net text_hash state signatories directory directory_hash expires embargo".split()


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """What the Chairs concur in; changed by one letter, it is another document.

    ``expires`` is the last day on which a concurrence counts; ``embargo`` the first day on which
    anybody may publish it.
    """

    net: str
    text_hash: bytes
    state: str
    signatories: tuple[str, ...]
    directory: int
    directory_hash: bytes
    expires: date
    embargo: date

    def to_bytes(self) -> bytes:
        """Return the bytes that concurrences name by their hash."""
        return canonical(
            {
                "v": 1,
                "net": self.net,
                "text_hash": self.text_hash.hex(),
                "state": self.state,
                "signatories": list(self.signatories),
                "directory": self.directory,
                "directory_hash": self.directory_hash.hex(),
                "expires": self.expires.isoformat(),
                "embargo": self.embargo.isoformat(),
            }
        )

    @property
    def hash(self) -> bytes:
        """What concurrences name the document by."""
        return sha256(b"sanjose-document\x00" + self.to_bytes()).digest()

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """Read a document.

        Raises:
            NotGenuine: a field is missing or not in its form, or fewer than two are to sign.
        """
        found = exactly(strict(raw), "document", *_DOCUMENT)
        signatories = several(
            found["signatories"], "signatories", lambda one: text(one, "signatories", ORIGIN)
        )
        ordered = list(signatories) == sorted(set(signatories))
        if number(found["v"], "v") != 1 or not ordered or len(signatories) < 2:
            raise fault("signatories")
        return cls(
            net=text(found["net"], "net", NET),
            text_hash=octets(found["text_hash"], "text_hash"),
            state=text(found["state"], "state", STATE),
            signatories=signatories,
            directory=number(found["directory"], "directory", 1),
            directory_hash=octets(found["directory_hash"], "directory_hash"),
            expires=day(found["expires"], "expires"),
            embargo=day(found["embargo"], "embargo"),
        )

    def check(self, directory: Directory) -> None:
        """Check that it can be signed under this version of the directory.

        Raises:
            NotGenuine: it goes by another version, or names a committee that is not in it.
        """
        if (self.net, self.directory, self.directory_hash) != (
            directory.net,
            directory.version,
            directory.hash,
        ):
            raise NotGenuine("the statement goes by another version of the directory")
        present = {member.origin for member in directory.present}
        if not present.issuperset(self.signatories):
            raise NotGenuine("the statement names a committee that is not in the directory")


@dataclass(frozen=True, kw_only=True, slots=True)
class Concurrence:
    """One committee's yes to one document, with the signature that makes it count."""

    raw: bytes
    document: bytes
    signatory: str
    holder: Holder
    on: date
    how: How
    officers: tuple[str, ...]
    kid: str
    signature: bytes

    @classmethod
    def signed(
        cls,
        *,
        document: bytes,
        signatory: str,
        holder: Holder,
        on: date,
        public: bytes,
        sign: Sign,
        how: How = How.KEY,
        officers: tuple[str, ...] = (),
    ) -> Self:
        """Return a concurrence, signed.

        Args:
            document: the hash of the document.
            signatory: the committee.
            holder: whose concurrence it is.
            on: the day on which it was given.
            public: the Chair's key, or the installation's where officers attest.
            sign: signs with the private half of that key.
            how: by the own key, or how the officers received it.
            officers: the two who attest; nobody where the Chair signs.
        """
        raw = canonical(
            {
                "v": 1,
                "document": document.hex(),
                "signatory": signatory,
                "holder": holder.value,
                "on": on.isoformat(),
                "how": how.value,
                "officers": list(officers),
            }
        )
        signature = sign(tagged(_purpose(how), raw))
        return cls.read([text_of(raw), key_id(public), text_of(signature)])

    def written(self) -> list[str]:
        """Return it as it stands in an envelope's body and in a certificate."""
        return [text_of(self.raw), self.kid, text_of(self.signature)]

    @classmethod
    def read(cls, item: Any) -> Self:
        """Read a concurrence; whether it counts, ``check`` says.

        Raises:
            NotGenuine: it is not in the agreed form.
        """
        written, kid, signature = row(item, "concurrence", 3)
        raw = bytes_of(written, "concurrence")
        names = "v document signatory holder on how officers".split()
        found = exactly(strict(raw), "concurrence", *names)
        if number(found["v"], "v") != 1:
            raise fault("v")
        return cls(
            raw=raw,
            document=octets(found["document"], "document"),
            signatory=text(found["signatory"], "signatory", ORIGIN),
            holder=Holder(text(found["holder"], "holder", HOLDER)),
            on=day(found["on"], "on"),
            how=How(text(found["how"], "how", _HOW)),
            officers=several(
                found["officers"], "officers", lambda one: text(one, "officers", OFFICER)
            ),
            kid=text(kid, "kid", KEY),
            signature=bytes_of(signature, "signature"),
        )

    def check(self, document: Document, directory: Directory) -> None:
        """Check that it counts for a document, under the version that the document names.

        Raises:
            NotGenuine: it does not; the message says why.
        """
        member = directory.member(self.signatory)
        if self.document != document.hash or self.signatory not in document.signatories:
            raise NotGenuine("a concurrence is with another document")
        if self.on > document.expires:
            raise NotGenuine(f"{self.signatory} concurred after the last day for it")
        public = None
        if self.how is How.KEY:
            chair = member.chair(self.kid) if member else None
            if chair and chair.holder is self.holder and chair.since <= self.on <= chair.until:
                public = None if self.officers else chair.public
        elif len(self.officers) == len(set(self.officers)) == 2:
            key = member.key(self.kid) if member else None
            public = key.public if key and key.last is None else None
        if public is None:
            raise NotGenuine(
                f"{self.signatory} has nobody in the directory who could concur so on that day"
            )
        if not is_genuine(public, _purpose(self.how), self.raw, self.signature):
            raise NotGenuine(f"the signature for {self.signatory} is not genuine")


def _purpose(how: How) -> Purpose:
    return Purpose.CONCURRENCE if how is How.KEY else Purpose.ATTESTATION


def counted(
    document: Document, directory: Directory, concurrences: Iterable[Concurrence]
) -> Mapping[str, Concurrence]:
    """Return the concurrence that counts for each committee; an own key before officers.

    Which one is shown does not hang on what came first.
    """
    found: dict[str, Concurrence] = {}
    for one in sorted(concurrences, key=lambda one: (one.how is not How.KEY, one.raw)):
        try:
            one.check(document, directory)
        except NotGenuine:
            continue
        found.setdefault(one.signatory, one)
    return found


@dataclass(frozen=True, kw_only=True, slots=True)
class Certificate:
    """An adopted statement, with everything that shows it."""

    document: Document
    text: str
    concurrences: tuple[Concurrence, ...]


def certificate(
    document: Document,
    words: str,
    concurrences: Iterable[Concurrence],
    directory: Directory,
) -> bytes:
    """Return the certificate of an adopted statement; the same for everyone who makes it.

    Raises:
        NotGenuine: it is not adopted, or this is not its text.
    """
    found = counted(document, directory, concurrences)
    raw = canonical(
        {
            "v": 1,
            "document": text_of(document.to_bytes()),
            "text": words,
            "concurrences": [found[one].written() for one in sorted(found)],
        }
    )
    verify_certificate(raw, directory)
    return raw


def verify_certificate(raw: bytes, directory: Directory) -> Certificate:
    """Return what a certificate shows, checked with nothing but the directory.

    Args:
        raw: the certificate.
        directory: the version that it goes by, whose fingerprint the reader compared.

    Raises:
        NotGenuine: it does not show an adopted statement; the message says why.
    """
    if len(raw) > LARGEST:
        raise NotGenuine("this is larger than any certificate")
    found = exactly(strict(raw), "certificate", "v", "document", "text", "concurrences")
    if number(found["v"], "v") != 1:
        raise fault("v")
    document = Document.from_bytes(bytes_of(found["document"], "document"))
    words = legible(found["text"])
    document.check(directory)
    if text_hash(words) != document.text_hash:
        raise NotGenuine("the text is not the one that was agreed")
    concurrences = several(found["concurrences"], "concurrences", Concurrence.read)
    for one in concurrences:
        one.check(document, directory)
    if tuple(one.signatory for one in concurrences) != document.signatories:
        raise NotGenuine("not every committee that the statement names has concurred")
    return Certificate(document=document, text=words, concurrences=concurrences)
