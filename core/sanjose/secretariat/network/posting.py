"""What this committee says to the others and hears from them: posting, collecting, opening.

An envelope is numbered, chained, signed and kept in one transaction, and put into the spool
after it: a crash in between loses none and gives no number twice. What arrives is verified
against our own copy of the directory, whoever carried it, and kept before its file goes. A
recall is obeyed on sight. Nothing here asks who may post: the verb that posts has asked. A
carrier that lost its store gets again what was posted, never anything new.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from uuid import UUID, uuid4

from sanjose.exchange import fold
from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import Directory, SignedDirectory
from sanjose.exchange.envelope import OPEN, Body, Envelope, Kind, signed
from sanjose.exchange.log import Arrival, Log
from sanjose.exchange.signatures import key_id
from sanjose.exchange.spool import AGAIN, Spool
from sanjose.exchange.writing import next_header
from sanjose.keeping import envelopes
from sanjose.secretariat.network.keyed import NO_NETWORK
from sanjose.secretariat.network.pairing import Pairing
from sanjose.words.errors import Misuse, Unable

AT_ONCE = 500
"""Files that are taken in within one transaction. Source: ours; a second's work."""

ENDING = (
    "we signed a version of the directory that ends our key here: nothing is sent until it is"
    " accepted (`sanjose directory accept`)"
)
RESTORED = (
    "this installation was restored from a copy, and nothing is sent until what we sent after"
    " it came back from the other committees: let the network run, ask one of them for our last"
    " number there (`sanjose directory show`), then `sanjose directory resume NUMBER`"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Collected:
    """What came out of ``spool/in``: new envelopes, bodies that came later, and what is wrong.

    ``recalled`` counts the bodies that were destroyed on sight; ``told`` are sentences about
    files that were left where they are.
    """

    new: tuple[Envelope, ...] = ()
    bodies: int = 0
    recalled: int = 0
    told: tuple[str, ...] = ()


class Posting(Pairing):
    """The network as the door has it; everything is re-verified against our own directory."""

    _texts_of: Log | None = None
    _texts: dict[bytes, bytes | None] | None = None

    def _in_network(self) -> Log:
        log = self.network()
        if log is None:
            raise Unable(NO_NETWORK)
        return log

    @contextmanager
    def _in_one_piece(self) -> Iterator[None]:
        """Hold the store of keys; after an error nothing is known but what it holds."""
        try:
            with self.archive.vault.together():
                yield
        except BaseException:
            self._log = None
            raise

    # -- posting --------------------------------------------------------------------------------

    def post(
        self,
        kind: Kind,
        plain: bytes,
        to: Sequence[str] = (),
        *,
        envelope_id: str | None = None,
    ) -> Envelope:
        """Number, chain, seal, sign and keep an envelope, and put it into the spool.

        It is sent when this returns, even where the spool is full: it goes there later.

        Args:
            kind: what it says.
            plain: the body's bytes.
            to: the committees that may read it, without ourselves; empty for an open kind.
            envelope_id: a random UUID chosen before, so that the same posting after a crash
                returns the envelope that is there already.

        Raises:
            Misuse: nobody is to read it, or somebody who is not in the directory.
            Unable: there is no network here, our key is missing, or a restore is not settled.
            NotGenuine: our own chain has a gap or a fork, or it is too large.
        """
        if (kind in OPEN) == bool(to):
            raise Misuse("an open envelope is for everyone, and any other for those named")
        vault = self.archive.vault
        with self._in_one_piece():
            log = self._in_network()
            envelope = None if envelope_id is None else _with_id(log, self.own, envelope_id)
            if envelope is None:
                envelope = self._signed_next(log, kind, plain, to, envelope_id or str(uuid4()))
                vault.keep_envelope(envelope, waits=True)
                log.accept(envelope)
                self._heard = vault.heard()
                self._drop_recalled_bodies()
        if not vault.in_one_piece:
            self._obey_recalls()
            with suppress(
                Unable
            ):  # it stands: the next one that posts or collects puts it there
                self.pass_on()
        return envelope

    def _signed_next(
        self, log: Log, kind: Kind, plain: bytes, to: Sequence[str], id_: str
    ) -> Envelope:
        directory, vault = log.directory, self.archive.vault
        restored = vault.restored()
        if restored is not None and not restored.resumed:
            raise Unable(RESTORED)
        public, sign = self.signing_key()
        if vault.ending() == key_id(public):
            raise Unable(ENDING)
        body = self._body_for(directory, kind, plain, {*to, self.own}, id_)
        moment = self.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        header = next_header(
            log, kid=key_id(public), envelope_id=id_, kind=kind, ts=moment, body=body
        )
        return signed(header, body, sign)

    def _body_for(
        self, directory: Directory, kind: Kind, plain: bytes, readers: Iterable[str], id_: str
    ) -> Body:
        if kind in OPEN:
            return envelopes.for_everyone(plain)
        present = {one.origin: one.recipient for one in directory.present}
        if missing := sorted(set(readers) - present.keys()):
            raise Misuse(f"not in the directory: {', '.join(missing)}; see `directory show`")
        return envelopes.sealed(
            plain,
            [present[one] for one in readers],
            net=directory.net,
            origin=self.own,
            envelope_id=id_,
        )

    # -- collecting -----------------------------------------------------------------------------

    def collect(self) -> Collected:
        """Take in what arrived, obey recalls, and remove the files of what is kept.

        Where the carrier asks for everything of ours again, it is put into the spool.

        Raises:
            Unable: there is no network here, or the disk is full; nothing is lost, and what
                was not kept still lies in the spool.
        """
        self._in_network()
        spool = Spool(folder=self.archive.home.spool_in)
        names = spool.names()
        new: list[Envelope] = []
        told: Counter[str] = Counter()
        bodies = recalled = 0
        for start in range(0, len(names), AT_ONCE):
            kept = []
            with self._in_one_piece():
                for name in names[start : start + AT_ONCE]:
                    try:
                        arrival, envelope = self._believed(spool.read(name))
                    except Unable as error:
                        # Another officer who collects at the same moment takes files away.
                        told[str(error)] += (spool.folder / name).exists()
                        continue
                    if arrival is not Arrival.KNOWN:
                        self.archive.vault.keep_envelope(envelope)
                    kept.append(name)
                    bodies += arrival is Arrival.BODY
                    if arrival is Arrival.NEW:
                        new.append(envelope)
                self._heard = self.archive.vault.heard()
                recalled += self._drop_recalled_bodies()
            for name in kept:
                spool.done(name)
        self._obey_recalls()
        with suppress(Unable):
            self.pass_on()
            self._put_again(spool)
        return Collected(
            new=tuple(new),
            bodies=bodies,
            recalled=recalled,
            told=tuple(
                f"{said} ({n} files)" if n > 1 else said for said, n in told.items() if n
            ),
        )

    def _put_again(self, asked: Spool) -> None:
        """Put all that we ever posted into the spool, where the carrier lost its store and asks.

        Of what was recalled it gets the header. After a restore it waits until what we sent
        later is here again: a recall may be among it.

        Raises:
            Unable: as ``pass_on``; the wish stands until all of it lies there.
        """
        vault = self.archive.vault
        restored = vault.restored()
        held_back = restored is not None and not restored.resumed
        if vault.in_one_piece or held_back or not asked.is_asked_again():
            return
        log, spool = self._in_network(), self.spool_out
        for one in log.held():
            if one.header.origin == self.own:
                spool.put(one.without_body() if log.is_recalled(one) else one)
        spool.put_directory(SignedDirectory.from_bytes(vault.directories()[-1]))
        asked.done(AGAIN)

    def _believed(self, envelope: Envelope) -> tuple[Arrival, Envelope]:
        """Take an envelope into the log, and return as much of it as is to be kept.

        Raises:
            NotGenuine: it is not from whom it names.
        """
        log = self._in_network()
        try:
            arrival = log.accept(envelope)
        except NotGenuine as error:
            version = envelope.header.directory
            if version <= log.directory.version:
                raise
            raise NotGenuine(
                f"{error}; it goes by version {version} of the directory, and here is"
                f" {log.directory.version}: accept the next one (`sanjose directory accept`)"
            ) from error
        header = envelope.header
        there = {one.hash: one for one in log.at(header.origin, header.n)}
        return arrival, there.get(envelope.hash, envelope.without_body())

    def _drop_recalled_bodies(self) -> int:
        """Destroy the bodies that their committees recalled; return how many there were."""
        log, vault = self._in_network(), self.archive.vault
        there = vault.with_body()
        gone = [one for one in log.held() if one.body is None and one.hash in there]
        if gone:
            vault.drop_bodies(gone, self.now())
            self._heard, self._texts = vault.heard(), None
        return len(gone)

    def _obey_recalls(self) -> None:
        """Let nothing of a recalled body remain in the store's log, in memory or in the spool."""
        self.archive.vault.forget_recalled()
        log, spool = self._in_network(), self.spool_out
        with suppress(Unable):
            names = set(spool.names())
            for one in log.held():
                if one.header.origin == self.own and log.is_recalled(one):
                    with suppress(Unable):  # one that cannot be written holds back no other
                        spool.shorten(one, names)

    # -- reading --------------------------------------------------------------------------------

    def exchanged(self) -> fold.State:
        """Return what follows from everything exchanged, with the bodies that we can open.

        Raises:
            Misuse: this officer reads no lists.
            Unable: there is no network here.
        """
        self.may_list()
        log = self._in_network()
        texts = self._texts_in(log.held())
        plain = {hash_: text for hash_, text in texts.items() if text is not None}
        return fold.fold(log, plain, self.archive.vault.epochs())

    def body_of(self, envelope: Envelope) -> bytes | None:
        """Return what an envelope says; None where it is for others or its body is not here.

        Raises:
            Misuse: this officer reads no lists.
        """
        self.may_list()
        self._in_network()
        return self._texts_in([envelope]).get(envelope.hash)

    def _texts_in(self, found: Iterable[Envelope]) -> dict[bytes, bytes | None]:
        """Return what bodies say, by the envelope's hash; each is opened with keys only once."""
        vault, here = self.archive.vault, [one for one in found if one.body]
        if self._texts is None or self._texts_of is not self._log:
            self._texts_of = self._log
            self._texts = self.archive.committee_key(vault.said)
        closed = [one for one in here if _is_sealed(one) and one.hash not in self._texts]
        if closed:
            identities = self.identities()
            new = {one.hash: _opened(one, identities) for one in closed}
            self._texts.update(new)
            with suppress(Unable):  # a full disk, or another officer: the next time, then
                self.archive.committee_key(partial(vault.keep_said, new))
        known = self._texts
        return {
            one.hash: known[one.hash] if _is_sealed(one) else one.body.text
            for one in here
            if one.body
        }


def _is_sealed(envelope: Envelope) -> bool:
    return envelope.body is not None and envelope.body.is_sealed


def _opened(envelope: Envelope, identities: Sequence[str]) -> bytes | None:
    for identity in identities:
        try:
            return envelopes.opened(envelope, identity)
        except envelopes.NotForUs:
            continue
        except NotGenuine:
            return None
    return None


def _with_id(log: Log, own: str, envelope_id: str) -> Envelope | None:
    if str(UUID(envelope_id)) != envelope_id:
        raise ValueError("the id of an envelope is a UUID in its usual form")
    found = (one for one in log.held() if one.header.origin == own)
    return next((one for one in found if one.header.id == envelope_id), None)
