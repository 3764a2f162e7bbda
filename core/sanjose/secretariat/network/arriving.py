"""What arrived from other committees and can be opened here, as far as an officer may know of it.

A body is sealed for some committees only. Whatever is for us is opened each time, and kept
nowhere in clear; what is for others is tried once. Source: G 16; N 14, 20; floor 4.
"""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from sanjose.exchange.envelope import Envelope, Kind
from sanjose.exchange.log import Log
from sanjose.keeping.keyring import NoKey
from sanjose.keeping.peers import Purpose
from sanjose.rules import authority
from sanjose.rules.sharing import Sendable, visible_to
from sanjose.secretariat.network.exchanging import Exchanging
from sanjose.words.case import Case
from sanjose.words.errors import Unable
from sanjose.words.shared import Asked
from sanjose.words.summary import CaseInterest, CaseRevised, Cell, arrived

SUMMARIES = frozenset({Kind.SUMMARY, Kind.REVISE})

NOT_OURS = "not for us"
"""Under this name the store of keys notes which bodies none of our keys opens."""

MARK = 16
"""Bytes of a hash by which an envelope is noted. Source: ours; nobody finds two alike."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Heard:
    """A summary of another committee as it stands: its latest version that we can read.

    ``on`` is the day that its header claims; ``asked`` what we asked or offered about it.
    """

    origin: str
    body: Sendable
    envelope: str
    on: date
    new: bool = False
    asked: tuple[Asked, ...] = ()

    @property
    def summary(self) -> str:
        """Return the random id of the summary."""
        return self.body.summary

    @property
    def version(self) -> int:
        """Return the number of the version."""
        return self.body.version if isinstance(self.body, CaseRevised) else 1


@dataclass(frozen=True, kw_only=True, slots=True)
class About:
    """What another committee asks or offers about a summary of ours.

    ``reference`` is None where the case was erased.
    """

    origin: str
    interest: CaseInterest
    reference: str | None
    envelope: str
    on: date
    new: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Inbox:
    """What arrived, as far as this officer may know of it; ``faults`` are sentences."""

    summaries: tuple[Heard, ...] = ()
    about_ours: tuple[About, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Interest:
    """An interest as it arrived."""

    origin: str
    body: CaseInterest
    envelope: str
    on: date

    @property
    def summary(self) -> str:
        return self.body.summary


class Arriving(Exchanging):
    """What arrived, opened."""

    def joined(self) -> Log:
        """Return everything that was exchanged.

        Raises:
            Unable: this installation is in no network.
        """
        return self._in_network()

    def heard(self) -> tuple[Heard, ...]:
        """Return the summaries that stand and that this officer may know of; none unjoined."""
        return () if self.network() is None else self._all_heard()[0]

    def _all_heard(self) -> tuple[tuple[Heard, ...], tuple[str, ...]]:
        """Return the summaries that this officer may know of, and what is damaged."""
        latest: dict[tuple[str, str], Heard] = {}
        faults = []
        for one in self._read(SUMMARIES):
            if isinstance(one, str):
                faults.append(one)
            elif isinstance(one.body, Cell):
                before = latest.get((one.origin, one.summary))
                if before is None or before.version < one.version:
                    latest[one.origin, one.summary] = one
        barred, seen = self.hidden().states, self._seen()
        asked = self.record().exchanged.asked
        shown = (
            replace(
                one,
                new=one.envelope not in seen,
                asked=tuple(
                    each
                    for each in asked
                    if (each.fact.origin, each.fact.summary) == (one.origin, one.summary)
                ),
            )
            for one in latest.values()
            if visible_to(one.body, barred)
        )
        ordered = sorted(shown, key=lambda one: (one.on, one.origin, one.summary))
        return tuple(ordered), tuple(dict.fromkeys(faults))

    def stands(self, origin: str, summary: str) -> bool:
        """Return whether a summary of another committee stands, whoever may be shown it."""
        return any(
            not isinstance(one, str) and (one.origin, one.summary) == (origin, summary)
            for one in self._read(SUMMARIES)
        )

    def _read(self, kinds: Collection[Kind]) -> "Iterator[Heard | _Interest | str]":
        """Give what others sent that we can open, or a sentence where it is damaged."""
        for envelope, plain in self._readable(kinds):
            header = envelope.header
            on = date.fromisoformat(header.ts[:10])
            try:
                body = arrived(header.kind, plain, trial=self.trial)
            except Unable:
                yield f"something that {header.origin} shares is not in its form: it is set aside"
                continue
            if isinstance(body, CaseInterest):
                yield _Interest(origin=header.origin, body=body, envelope=header.id, on=on)
            else:
                yield Heard(origin=header.origin, body=body, envelope=header.id, on=on)

    def _readable(self, kinds: Collection[Kind]) -> list[tuple[Envelope, bytes]]:
        """Return what others sent and did not recall, as far as it is sealed for us.

        What is for others is tried once and noted, since trying takes long and most of it is.
        """
        log, own, vault = self.joined(), self.archive.settings.committee, self.archive.vault
        keys = sha256(" ".join(one.kid for one in vault.own_keys(Purpose.OPENING)).encode())
        noted = vault.value(NOT_OURS) or b""
        known = noted[MARK:] if noted[:MARK] == keys.digest()[:MARK] else b""
        others = {known[at : at + MARK] for at in range(0, len(known), MARK)}
        found, before = [], len(others)
        for origin in log.origins():
            for one in log.prefix(origin) if origin != own else ():
                mark = one.hash[:MARK]
                if one.header.kind not in kinds or one.body is None or mark in others:
                    continue
                if (plain := self.body_of(one)) is None:
                    others.add(mark)
                elif not log.is_recalled(one):
                    found.append((one, plain))
        if len(others) > before:
            with suppress(Unable):
                vault.keep(NOT_OURS, keys.digest()[:MARK] + b"".join(sorted(others)))
        return found

    def _about_ours(self) -> tuple[About, ...]:
        """Return what others ask about summaries that they were told, of cases open here."""
        told = {
            (one.fact.summary, to): one.case_id
            for one in self.record().exchanged.told
            for to in one.fact.to
        }
        seen = self._seen()
        found = []
        for one in self._read({Kind.INTEREST}):
            if isinstance(one, str):
                continue
            case_id = told.get((one.body.summary, one.origin))
            if case_id is None or not isinstance(one, _Interest):
                continue  # nobody who was not told of it can ask about it
            case = self.open_case(case_id)
            if case is None and not self.erased(case_id):
                continue
            found.append(
                About(
                    origin=one.origin,
                    interest=one.body,
                    reference=None if case is None else case.reference,
                    envelope=one.envelope,
                    on=one.on,
                    new=one.envelope not in seen,
                )
            )
        return tuple(sorted(found, key=lambda one: (one.on, one.origin, one.envelope)))

    def open_case(self, case_id: bytes) -> Case | None:
        """Return a case that this officer may see; None where they may not, or it was erased."""
        state, names = self.archive.wall(case_id)
        wall = authority.wall_for(self.record(), state, names)
        if self.erased(case_id) or self.may("read", wall):
            return None
        try:
            return self.archive.case(case_id)
        except NoKey:
            return None

    def erased(self, case_id: bytes) -> str | None:
        """Return the reference of a case that was erased as a whole, None where it was not."""
        for _, fact in self.record().orders:
            if fact.person is None and fact.case_id == case_id.hex():
                return fact.reference
        return None

    def _seen(self) -> frozenset[str]:
        return self.record().exchanged.shown_to(self.actor().officer)
