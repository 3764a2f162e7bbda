"""Committees that write to each other in tests: keys from seeds, a directory, a log each."""

import itertools
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import (
    Bot,
    ChairKey,
    Directory,
    Holder,
    InstallationKey,
    Member,
    SignedDirectory,
)
from sanjose.exchange.envelope import OPEN, Body, Envelope, Header, signed
from sanjose.exchange.fold import State, fold
from sanjose.exchange.log import Arrival, Log
from sanjose.exchange.signatures import key_id
from sanjose.exchange.statements import Concurrence, Document, How, text_hash
from sanjose.exchange.writing import next_header
from sanjose.keeping import age, envelopes

NET = "trial"
NOW = "2026-11-22T06:00:00Z"
TODAY = date(2026, 11, 22)
FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
TEN = "cat ccpr ced cedaw cerd cescr cmw crc crpd spt".split()
_IDS = itertools.count(1)


def private(seed: str) -> bytes:
    return sha256(seed.encode()).digest()


@dataclass(frozen=True)
class Pair:
    """A key pair that a seed gives, always the same."""

    seed: str

    @property
    def public(self) -> bytes:
        key = Ed25519PrivateKey.from_private_bytes(private(self.seed))
        return key.public_key().public_bytes_raw()

    @property
    def kid(self) -> str:
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        return envelopes.signer(private(self.seed))(message)


@cache
def sealing(origin: str) -> tuple[str, str]:
    """The key pair with which a committee opens bodies: identity and recipient.

    From a seed too, so that directories, and with them the names of tests, are the same each run.
    """
    identity = _bech32("age-secret-key-", private(f"{origin} sealing")).upper()
    return identity, age.recipient_of(identity)


def _bech32(what: str, raw: bytes) -> str:
    """Write a private key as age reads it (BIP 173)."""
    digits = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    bits = int.from_bytes(raw, "big") << (-len(raw) * 8 % 5)
    count = -(-len(raw) * 8 // 5)
    data = [bits >> 5 * (count - 1 - n) & 31 for n in range(count)]
    check = 1
    spread = [ord(c) >> 5 for c in what] + [0] + [ord(c) & 31 for c in what]
    for value in (*spread, *data, 0, 0, 0, 0, 0, 0):
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for n, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> n & 1 else 0
    check ^= 1
    data += [check >> 5 * (5 - n) & 31 for n in range(6)]
    return what + "1" + "".join(digits[one] for one in data)


def fresh_id() -> str:
    return str(UUID(int=next(_IDS), version=4))


def member(origin: str, **changes: object) -> Member:
    made = Member(
        origin=origin,
        joined=1,
        recipient=sealing(origin)[1],
        transport=Pair(f"{origin} transport").public,
        keys=(InstallationKey(public=Pair(origin).public, since=FIRST, until=LAST),),
        chairs=(
            ChairKey(
                public=Pair(f"{origin} chair").public,
                holder=Holder.CHAIR,
                since=FIRST,
                until=LAST,
            ),
            ChairKey(
                public=Pair(f"{origin} vice").public,
                holder=Holder.VICE,
                since=FIRST,
                until=LAST,
            ),
        ),
        bot=Bot(
            user=f"@bot-{origin}:matrix.example",
            device=f"REPR-{origin.upper()}-2026A",
            device_key=f"{origin:A<43}",
            master_key=f"{origin:B<43}",
        ),
        homeserver="matrix.example",
    )
    return replace(made, **changes)


def founding(*origins: str, **changes: Member) -> Directory:
    members = tuple(changes.get(origin, member(origin)) for origin in origins)
    return Directory(net=NET, version=1, prev=b"", since=FIRST, members=members)


def following(before: Directory, **changes: Member) -> Directory:
    kept = tuple(changes.pop(one.origin, one) for one in before.members)
    return replace(
        before,
        version=before.version + 1,
        prev=before.hash,
        members=(*kept, *changes.values()),
    )


def with_signatures(directory: Directory, *origins: str) -> SignedDirectory:
    made = SignedDirectory.of(directory)
    for origin in origins:
        made = made.signed_by(origin, Pair(origin).kid, Pair(origin).sign)
    return made


def resigned(header: Header, body: Body, by: str) -> Envelope:
    """What the holder of a committee's installation key may put together at will."""
    return signed(header, body, Pair(by).sign)


@cache
def _opened(wire: bytes, identity: str) -> bytes | None:
    try:
        return envelopes.opened(Envelope.from_bytes(wire), identity)
    except NotGenuine:
        return None


class Node:
    """A committee's secretariat: it writes, takes what comes, and looks at what follows."""

    def __init__(self, origin: str, directory: Directory, seed: str = "") -> None:
        self.origin = origin
        self.pair = Pair(seed or origin)
        self.log = Log(origin, directory)

    def compose(
        self, kind: str, plain: bytes, readers: tuple[str, ...] = (), id_: str = ""
    ) -> Envelope:
        id_ = id_ or fresh_id()
        if kind in OPEN:
            body = envelopes.for_everyone(plain)
        else:
            readers = readers or tuple(one.origin for one in self.log.directory.present)
            body = envelopes.sealed(
                plain,
                [sealing(one)[1] for one in readers],
                net=NET,
                origin=self.origin,
                envelope_id=id_,
            )
        header = next_header(
            self.log, kid=self.pair.kid, envelope_id=id_, kind=kind, ts=NOW, body=body
        )
        return signed(header, body, self.pair.sign)

    def write(
        self, kind: str, plain: bytes, readers: tuple[str, ...] = (), id_: str = ""
    ) -> Envelope:
        envelope = self.compose(kind, plain, readers, id_)
        self.log.accept(envelope)
        return envelope

    def take(self, *come: Envelope) -> Arrival:
        """Take envelopes as they travel; the answer is to the last."""
        return [self.log.accept(Envelope.from_bytes(one.to_bytes())) for one in come][-1]

    def state(self, accepted: frozenset[bytes] = frozenset()) -> State:
        plain = {
            one.hash: found
            for one in self.log.held()
            if one.body is not None
            and (found := _opened(one.to_bytes(), sealing(self.origin)[0])) is not None
        }
        return fold(self.log, plain, accepted)


WORDS = "The Chairs are concerned at reported intimidation. نص 文本"


def document(directory: Directory, *signatories: str, words: str = WORDS) -> Document:
    return Document(
        net=NET,
        text_hash=text_hash(words),
        state="UTO",
        signatories=tuple(sorted(signatories)),
        directory=directory.version,
        directory_hash=directory.hash,
        expires=date(2026, 12, 31),
        embargo=date(2026, 12, 10),
    )


def concurrence(of: Document, origin: str, **changes: object) -> Concurrence:
    """A Chair's own concurrence, or what ``changes`` make of it."""
    by = Pair(changes.pop("seed", f"{origin} chair"))
    fields = {
        "document": of.hash,
        "signatory": origin,
        "holder": Holder.CHAIR,
        "on": TODAY,
        "public": by.public,
        "sign": by.sign,
    }
    return Concurrence.signed(**(fields | changes))


def attested(of: Document, origin: str, **changes: object) -> Concurrence:
    """What two officers of a committee attest to have received."""
    fields = {"seed": origin, "how": How.MAIL, "officers": ("officer-1", "officer-2")}
    return concurrence(of, origin, **(fields | changes))
