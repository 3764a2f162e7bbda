"""The keys with which this installation speaks to the others, and where its papers go.

Private halves are sealed under the committee's key and leave only as functions that sign. Old
keys go on opening what came; an old signing key is destroyed once a version of the directory
that ends it is in force.
"""

from functools import partial

from sanjose.exchange.directory import Directory, Member, SignedDirectory
from sanjose.exchange.envelope import Envelope
from sanjose.exchange.log import Log
from sanjose.exchange.signatures import Sign, key_id
from sanjose.exchange.spool import Spool
from sanjose.keeping import age, envelopes
from sanjose.keeping.archive import COMMITTEE
from sanjose.keeping.exchanged import log_of
from sanjose.keeping.peers import OwnKey, Purpose
from sanjose.rules.authority import Wall
from sanjose.secretariat.desk import Desk
from sanjose.secretariat.outcome import Outcome
from sanjose.words.errors import Misuse, Unable
from sanjose.words.network import KeysMade

NO_NETWORK = (
    "this committee is in no network yet: make an offer with `sanjose directory offer`, and"
    " accept the directory that the convener drafts"
)
NO_KEY = (
    "the private half of the key that the directory names for us is not here: restore the"
    " newest backup, or offer new keys with `sanjose directory offer --renew`"
)


class Keyed(Desk):
    """The verbs about own keys, and what stands on them."""

    _log: Log | None = None
    _heard: bytes = b""

    @property
    def own(self) -> str:
        """The name under which this committee stands in the directory."""
        return self.archive.settings.committee

    @property
    def spool_out(self) -> Spool:
        """Where the carrier takes from."""
        return Spool(folder=self.archive.home.spool_out)

    def network(self) -> Log | None:
        """Return everything that was exchanged; None while no directory was accepted."""
        vault = self.archive.vault
        heard = vault.heard()
        if self._log is None or heard != self._heard:
            self._log, self._heard = log_of(vault, self.own), heard
        return self._log

    def directory(self) -> Directory | None:
        """Return the version in force; None where there is none yet."""
        versions = self.archive.vault.directories()
        return SignedDirectory.from_bytes(versions[-1]).directory if versions else None

    def not_for_us(self) -> Outcome | None:
        """Return the refusal where this officer does nothing about the network; else None."""
        with self.archive.writing():
            if objections := self.may("directory", Wall()):
                return self.refuse("directory", objections, None, self.today())
        return None

    # -- keys -----------------------------------------------------------------------------------

    def make_keys(self) -> Outcome:
        """Make new keys; the old ones serve until a version of the directory has the new ones."""
        today, vault = self.today(), self.archive.vault
        with self.archive.writing():
            if (refused := self.not_for_us()) is not None:
                return refused
            private, public = envelopes.new_signing_key()
            identity, recipient = age.new_identity()
            made = (
                (Purpose.SIGNING, key_id(public), public.hex(), private),
                (Purpose.OPENING, key_id(recipient.encode()), recipient, identity.encode()),
            )
            with vault.together():
                for purpose, kid, shown, secret in made:
                    key = OwnKey(kid=kid, purpose=purpose, public=shown, since=today)
                    self.archive.committee_key(partial(vault.add_key, key, secret))
            fact = KeysMade(signing=key_id(public), opening=recipient)
            self.enter(COMMITTEE, "directory", fact, today)
        return Outcome(verb="directory")

    def signing_key(self) -> tuple[bytes, Sign]:
        """Return the public key that the directory names for us, and the function that signs.

        Raises:
            Unable: there is no network here, or the private half is not.
        """
        if self.network() is None:
            raise Unable(NO_NETWORK)
        member = self._own_member()
        for key in member.keys if member else ():
            if key.last is None:
                return key.public, self.signer(key.kid)
        raise Unable(NO_KEY)

    def signer(self, kid: str) -> Sign:
        """Return the function that signs with a key of this installation.

        Raises:
            Unable: its private half is not here.
        """
        private = self._private_half(kid)
        if private is None:
            raise Unable(NO_KEY)
        return envelopes.signer(private)

    def _private_half(self, kid: str) -> bytes | None:
        vault = self.archive.vault
        return self.archive.committee_key(partial(vault.private_key, kid))

    def identities(self) -> tuple[str, ...]:
        """Return the private keys that open what is meant for us, the newest first."""
        known = self.archive.vault.own_keys(Purpose.OPENING)
        found = (self._private_half(one.kid) for one in reversed(known))
        return tuple(one.decode() for one in found if one is not None)

    def drop_key(self, kid: str) -> Outcome:
        """Destroy an old key that opens bodies: what was wrapped to it opens no more.

        Raises:
            Misuse: there is no such key, or the directory or our offer still names it.
        """
        vault = self.archive.vault
        if (refused := self.not_for_us()) is not None:
            return refused
        old = vault.own_keys(Purpose.OPENING)[:-1]
        member = self._own_member()
        if not any(one.kid == kid and member and member.recipient != one.public for one in old):
            raise Misuse(
                "there is no old key of that name that opens bodies: see `sanjose directory show`"
            )
        vault.destroy_key(kid)
        return Outcome(verb="directory")

    def _own_member(self) -> Member | None:
        directory = self.directory()
        return directory.member(self.own) if directory else None

    def pass_on(self) -> None:
        """Put into the spool what is kept and not there yet: the directory, own envelopes.

        Raises:
            Unable: the disk is full, or the spool is not ours; it is done the next time.
        """
        vault, spool = self.archive.vault, self.spool_out
        if vault.in_one_piece:
            return
        versions = vault.directories()
        if versions and not _lies_there(spool, versions[-1]):
            spool.put_directory(SignedDirectory.from_bytes(versions[-1]))
        for wire in vault.waiting():
            envelope = Envelope.from_bytes(wire)
            spool.put(envelope)
            vault.put_into_spool([envelope.hash])


def _lies_there(spool: Spool, wire: bytes) -> bool:
    try:
        there = spool.directory()
    except Unable:
        return False
    return there is not None and there.to_bytes() == wire
