"""How committees come to know each other: own keys, offers, and versions of the directory.

Public keys travel in files. What makes them believed is that people compare a fingerprint by
another way than the file came. A version can carry keys that their own committee has not signed;
those are named, and compared before anything is shared.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import timedelta

from sanjose.exchange import membership
from sanjose.exchange.canonical import NotGenuine, canonical, exactly, octets, strict, text
from sanjose.exchange.directory import (
    HOST,
    Bot,
    ChairKey,
    Directory,
    InstallationKey,
    Last,
    Member,
    Rooms,
    SignedDirectory,
    bot_in,
    member_in,
    member_out,
)
from sanjose.exchange.log import Log
from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.peers import Purpose
from sanjose.secretariat.network.keyed import Keyed
from sanjose.secretariat.outcome import Outcome
from sanjose.words.errors import Misuse, Unable
from sanjose.words.network import DirectoryAccepted, DirectorySigned
from sanjose.words.provenance import Chosen

TERM = Chosen(
    730, because="two years outlast a Chair's term and remind people to renew a key in time"
)
"""For how many days a new key is entered in the directory."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Carrier:
    """What the network process of a committee is known by; without Matrix, its key alone."""

    transport: bytes
    bot: Bot | None = None
    homeserver: str | None = None

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Carrier":
        """Read what `sanjose network key` wrote.

        Raises:
            NotGenuine: it is something else.
        """
        found = exactly(strict(raw.strip()), "carrier", "transport", "bot", "homeserver")
        bot, host = found["bot"], found["homeserver"]
        return cls(
            transport=octets(found["transport"], "transport"),
            bot=None if bot is None else bot_in(bot),
            homeserver=None if host is None else text(host, "homeserver", HOST),
        )


class Pairing(Keyed):
    """The verbs about offers and versions of the directory."""

    # -- offers and drafts ----------------------------------------------------------------------

    def offer_keys(self, carrier: Carrier, chairs: Iterable[ChairKey] = ()) -> Member:
        """Return what this committee offers for the next version; public keys only.

        Where new keys were made, it names the last envelope that the old one signed: what is
        sent after it makes the offer void, and `sign` says so.

        Args:
            carrier: what the network process is known by.
            chairs: the keys of the Chair and the Vice-Chair; where there are none, those in
                the version in force.

        Raises:
            Unable: there are no keys yet.
        """
        vault = self.archive.vault
        signing, opening = vault.own_keys(Purpose.SIGNING), vault.own_keys(Purpose.OPENING)
        if not signing:
            raise Unable("no keys were made yet: say `sanjose directory offer`")
        newest = signing[-1]
        own = InstallationKey(
            public=bytes.fromhex(newest.public),
            since=newest.since,
            until=newest.since + timedelta(days=TERM.value),
        )
        before, log = self._own_member(), self.network()
        kept = tuple(
            key if key.last or key.kid == own.kid else replace(key, last=_last(log, self.own))
            for key in (before.keys if before else ())
        )
        known = next((key for key in kept if key.kid == own.kid), None)
        made = Member(
            origin=self.own,
            joined=before.joined if before else 1,
            recipient=opening[-1].public,
            transport=carrier.transport,
            keys=kept if known else (*kept, own),
            chairs=tuple(chairs) or (before.chairs if before else ()),
            bot=carrier.bot,
            homeserver=carrier.homeserver,
        )
        vault.keep_offer(offered(made))
        return made

    def draft_directory(
        self,
        offers: Iterable[Member],
        *,
        net: str | None = None,
        leave: Iterable[str] = (),
        retire: Mapping[str, Last | None] | None = None,
        rooms: Mapping[str, str] | None = None,
    ) -> SignedDirectory:
        """Return the next version, signed by nobody yet.

        Args:
            offers: committees that come, or whose keys change.
            net: the network's name, for a first version.
            leave: committees that leave; their keys end where we know them to have come to.
            retire: keys that end, by short name, with the last envelope, or None for the last
                one known here.
            rooms: rooms that are named or change; an empty id takes one out.

        Raises:
            Misuse: something is wrong with it; the message says each fault.
        """
        before, log = self.directory(), self.network()
        version = before.version + 1 if before else 1
        members = {one.origin: one for one in before.members} if before else {}
        for one in offers:
            known = members.get(one.origin)
            came = known is None or known.left
            joined = version if known is None or came else known.joined
            named = {key.kid for key in one.keys}
            older = tuple(key for key in (known.keys if known else ()) if key.kid not in named)
            members[one.origin] = replace(
                one, joined=joined, left=False, keys=(*older, *one.keys)
            )
        ends = dict(retire or {})
        for origin in leave:
            if origin not in members:
                raise Misuse(f"{origin} is not in the directory, so it cannot leave it")
            gone = members[origin]
            ends |= {key.kid: None for key in gone.keys if not key.last and key.kid not in ends}
            members[origin] = replace(gone, left=True)
        for origin, one in members.items():
            keys = tuple(
                replace(key, last=ends.pop(key.kid) or _last(log, origin))
                if key.kid in ends
                else key
                for key in one.keys
            )
            members[origin] = replace(one, keys=keys)
        if ends:
            raise Misuse("there is no key of that name in the directory or in an offer")
        drafted = Directory(
            net=(before.net if before else net) or "treaty-bodies",
            version=version,
            prev=before.hash if before else b"",
            since=self.today(),
            members=tuple(members[origin] for origin in sorted(members)),
            rooms=_with_rooms(before.rooms if before else Rooms(), rooms or {}),
        )
        if wrong := membership.unsigned(drafted, before):
            raise Misuse("the directory is not drafted: " + "; ".join(wrong))
        return read_back(drafted)

    # -- signing and accepting ------------------------------------------------------------------

    def sign_directory(self, signed: SignedDirectory) -> tuple[Outcome, SignedDirectory]:
        """Sign a version whose fingerprint the officer compared.

        Raises:
            NotGenuine: it has a fault, or says of us what we did not offer.
            Unable: our key is not here, or this committee is in no position to sign.
        """
        today, version = self.today(), signed.directory
        if (refused := self.not_for_us()) is not None:
            return refused, signed
        before = self.directory()
        self._about_us(version, before)
        judged = (before or version).member(self.own)
        key = next((one for one in judged.keys if one.last is None), None) if judged else None
        if key is None:
            raise Unable("this committee signs nothing: no key of ours is in use there")
        sign = self.signer(key.kid)
        again = any(one.origin == self.own for one in signed.signatures)
        made = signed if again else signed.signed_by(self.own, key.kid, sign)
        ours = version.member(self.own)
        now = ours.key(key.kid) if ours else None
        with self.archive.writing():
            fact = DirectorySigned(
                net=version.net, version=version.version, hash=version.hash.hex()
            )
            self.enter(COMMITTEE, "directory", fact, today)
            if now is not None and now.last is not None:
                self.archive.vault.keep_ending(key.kid)
        return Outcome(verb="directory"), made

    def accept_directory(self, signed: SignedDirectory, *, compared: bool = False) -> Outcome:
        """Go by a version from now on.

        Args:
            signed: the version, with the signatures of more than two thirds.
            compared: whether the officer compared its fingerprint; a first version needs it.

        Raises:
            NotGenuine: it has a fault; the message says each.
            Misuse: it is the first and nobody compared it.
        """
        today, version, vault = self.today(), signed.directory, self.archive.vault
        if (refused := self.not_for_us()) is not None:
            return refused
        before = self.directory()
        if before is not None and before.hash == version.hash:
            self._go_by(version)
            return Outcome(verb="directory", notes=("it is in force here already",))
        membership.accepted(signed, before)
        if before is None and not compared:
            raise Misuse(
                "the first version is believed by its fingerprint alone: compare it by another"
                " way than the file came"
            )
        self._about_us(version, before)
        with self.archive.writing():
            fact = DirectoryAccepted(
                net=version.net,
                version=version.version,
                hash=version.hash.hex(),
                compared=compared,
            )
            self.enter(COMMITTEE, "directory", fact, today)
            vault.accept_directory(version.version, signed.to_bytes(), today)
        self._go_by(version)
        return Outcome(verb="directory", notes=tuple(self._unvouched(signed, before)))

    def _unvouched(self, signed: SignedDirectory, before: Directory | None) -> Iterator[str]:
        """Give a sentence where keys of others are new, and they themselves did not sign them.

        As many as must sign need not have compared every committee's keys with that committee.
        """
        signers = {one.origin for one in signed.signatures} | {self.own}
        for one in signed.directory.present:
            was = before.member(one.origin) if before else None
            same = was and was.recipient == one.recipient and _in_use(was) == _in_use(one)
            if one.origin not in signers and not same:
                yield (
                    f"{one.origin} did not sign this version, and its keys are new in it: let its"
                    " secretariat read you the fingerprint before anything is shared with it"
                )

    def _go_by(self, version: Directory) -> None:
        """Destroy our keys that ended with a version, and let the carrier have it."""
        ours = version.member(self.own)
        for key in ours.keys if ours else ():
            if key.last is not None and self._private_half(key.kid) is not None:
                self.archive.vault.destroy_key(key.kid)
        self.pass_on()

    def _about_us(self, version: Directory, before: Directory | None) -> None:
        """Check that a version says of this committee what it said itself.

        Raises:
            NotGenuine: it does not; the message says in what.
        """
        wrong = [*membership.unsigned(version, before), *self._not_ours(version, before)]
        if wrong:
            raise NotGenuine("the directory is not taken: " + "; ".join(wrong))

    def _not_ours(self, version: Directory, before: Directory | None) -> Iterator[str]:
        ours = version.member(self.own)
        if ours is None:
            yield "this committee is not in it"
            return
        if ours.left:
            return
        kept = self.archive.vault.offer()
        was = before.member(self.own) if before else None
        # What stays as it was is no surprise, even where we offered something newer.
        said = [member_in(strict(kept))] if kept else []
        said += [was] if was else []
        if not said:
            yield "this committee offered nothing yet: run `sanjose directory offer`"
            return
        changed = min((_unlike(ours, one) for one in said), key=len)
        if changed:
            yield f"it says of us what we did not offer ({', '.join(changed)})"
        log = self.network()
        for key in ours.keys:
            earlier = was.key(key.kid) if was else None
            if key.last and earlier and earlier.last is None:
                tip = log.tip(self.own) if log else None
                if key.last != _last(log, self.own):
                    n = tip.header.n if tip else 0
                    yield (
                        f"it ends our key with our number {key.last.n}, and our last is {n}:"
                        " offer anew, and send nothing until it is in force"
                    )


def offered(member: Member) -> bytes:
    """Return an offer as a file holds it."""
    return canonical(member_out(member))


def offer_from(raw: bytes) -> Member:
    """Read an offer.

    Raises:
        NotGenuine: it is something else.
    """
    return member_in(strict(raw.strip()))


def read_back(directory: Directory) -> SignedDirectory:
    """Return a version with no signature, as whoever signs it will read it.

    Raises:
        NotGenuine: what it says is not in the agreed form.
    """
    return SignedDirectory.from_bytes(SignedDirectory.of(directory).to_bytes())


def _in_use(member: Member) -> set[bytes]:
    return {key.public for key in member.keys if key.last is None}


def _unlike(ours: Member, said: Member) -> list[str]:
    """Return in what a version differs from what a committee said of itself."""
    given = {field.name for field in fields(Member)} - {"joined", "left", "keys"}
    changed = sorted(name for name in given if getattr(ours, name) != getattr(said, name))
    return changed if _in_use(ours) == _in_use(said) else [*changed, "signing key"]


def _last(log: Log | None, origin: str) -> Last:
    """Return the last envelope of a committee that is known here, of which nothing is missing."""
    tip = log.tip(origin) if log else None
    return Last(n=tip.header.n, hash=tip.hash) if tip else Last(n=0, hash=b"")


def _with_rooms(rooms: Rooms, changes: Mapping[str, str]) -> Rooms:
    unknown = set(changes) - {field.name for field in fields(Rooms)}
    if unknown:
        known = ", ".join(field.name for field in fields(Rooms))
        raise Misuse(f"a room is for one of these: {known}")
    return replace(rooms, **{name: id_ or None for name, id_ in changes.items()})
