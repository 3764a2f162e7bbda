"""Send what is due: each mail under its claim, so that several processes send it once.

It is asked each time what is due, and never remembered what was to come: a machine that slept
catches up by asking. What is sent for a digest without a sheet, and for what is urgent, is the
same mail. Where a mail may have gone and nobody knows, it goes again under the same Message-ID:
an office that gets a mail twice is better than one that gets none.
Source: N 46; floor 7.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sanjose.due import plan
from sanjose.due.mail import NotSent, deliver, is_address, neutral
from sanjose.due.settings import Mail
from sanjose.keeping.claims import Claim, Claims, Hitch, State, Wanted
from sanjose.keeping.noticed import Known, Pressing, Sheet
from sanjose.keeping.notices import Notices
from sanjose.words.errors import Misuse
from sanjose.words.provenance import Chosen

Clock: TypeAlias = Callable[[], datetime]
Deliver: TypeAlias = Callable[[str, bytes, Callable[[], bool]], None]

NOT_PREPARED = """No sheet comes with this message.

Something of this size is attached to every message, so that nobody on the way can tell when
there is a sheet. Ask the secretariat where you expected one.
"""

PAUSES = Chosen(
    (timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1)),
    because="a server that is busy or full needs minutes, one that is down needs hours",
)
"""How long is waited after a first, a second and each later attempt."""

AGAIN = Chosen(
    timedelta(hours=4), because="somebody asleep or in a meeting has the time to see it"
)
"""After how long what is urgent is said again, until somebody acts."""

OVERDUE = Chosen(timedelta(days=1), because="what is late is said once a day")
"""After how long what was not urgent and is due is said again."""

MEMORY = Chosen(2 * plan.HORIZON.value, because="twice as far as it is looked back")
"""How long it is remembered what went."""


_DIGEST, _PRESSING = "digest ", "pressing "


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """What a round did: how many mails went, digests among them, and why others did not."""

    sent: int = 0
    digests: int = 0
    hitches: tuple[Hitch, ...] = ()


def wanted(known: Known, standing: Sequence[Claim], now: datetime) -> tuple[Wanted, ...]:
    """Return every mail that is due at a time and did not go, what is urgent first."""
    gone = {one.name for one in standing if one.state is State.SENT}
    found = (*_pressed(known, standing, now), *_digests(known, now))
    return tuple(one for one in found if one.name not in gone)


def send_due(notices: Notices, claims: Claims, sender: str, send: Deliver, now: Clock) -> Tally:
    """Send what is due and nobody else is sending; what does not go waits and is tried again.

    Args:
        notices: what awaits whom.
        claims: of the same installation, with this process as their owner.
        sender: the address from which mails come.
        send: hands one over, as ``through`` makes it.
        now: the clock, aware.

    Raises:
        Unable: the store is missing, damaged or locked for too long.
    """
    standing = claims.standing()
    start = now()
    known = notices.known()
    due = wanted(known, standing, start)
    there = {one.name for one in standing}
    claims.offer(one for one in due if one.name not in there)
    oldest = plan.today(start) - MEMORY.value
    if standing and standing[0].day < oldest:
        claims.forget(oldest)
    turn = _Round(notices, claims, known, sender, send, now)
    ended = [(claim, turn.one(claim)) for one in due if (claim := claims.take(one.name, now()))]
    went = [claim for claim, hitch in ended if hitch is Hitch.NONE]
    return Tally(
        sent=len(went),
        digests=sum(claim.name.startswith(_DIGEST) for claim in went),
        hitches=tuple(hitch for _, hitch in ended if hitch is not Hitch.NONE),
    )


def through(mail: Mail) -> Deliver:
    """Return what hands a mail to the mail server; the password is read each time.

    Raises:
        Unable: the password cannot be read, or its file is open to others.
    """
    mail.password()

    def send(to: str, content: bytes, still_ours: Callable[[], bool]) -> None:
        deliver(mail, mail.password(), to, content, still_ours)

    return send


@dataclass(frozen=True, slots=True)
class _Round:
    """One time of asking what is due, and sending it."""

    notices: Notices
    claims: Claims
    known: Known
    sender: str
    send: Deliver
    now: Clock

    def one(self, claim: Claim) -> Hitch:
        """Send one mail that this process has claimed, and note what became of it."""
        sheet = self._sheet(claim)
        hitch = self._sent(claim, sheet)
        if hitch is Hitch.NONE:
            self.claims.sent(claim, self.now(), sheet.mark if sheet else None)
            return hitch
        pauses = PAUSES.value
        until = self.now() + pauses[min(claim.tries, len(pauses)) - 1]
        self.claims.put_off(claim, until, hitch)
        return hitch

    def _sheet(self, claim: Claim) -> Sheet | None:
        """Return what lies ready; a sheet goes on its days only, and with nothing urgent."""
        if not claim.name.startswith(_DIGEST):
            return None
        return self.notices.sheet(claim.role, claim.address, claim.day)

    def _sent(self, claim: Claim, sheet: Sheet | None) -> Hitch:
        if not is_address(claim.address):
            return Hitch.ADDRESS
        content = neutral(
            sender=self.sender,
            to=claim.address,
            message=claim.message,
            at=self.now(),
            count=sheet.count if sheet else None,
            sealed=self._sealed(claim, sheet),
        )
        try:
            self.send(claim.address, content, lambda: self.claims.keep(claim, self.now()))
        except NotSent as error:
            return error.hitch
        return Hitch.NONE

    def _sealed(self, claim: Claim, sheet: Sheet | None) -> tuple[str, bytes] | None:
        """Return what is attached: the sheet, or as many bytes that say that there is none."""
        who = (claim.role, claim.address)
        reader = next((o for o in self.known.readers if (o.role, o.address) == who), None)
        if reader is None or not reader.kind:
            return None
        # They take long to load, and most mails of most committees need none of it.
        from sanjose.keeping.sealing import ENDINGS, seal
        from sanjose.words.readers import KeyKind

        kind = KeyKind(reader.kind)
        if sheet is not None and sheet.sealed is not None:
            return f"sheet{ENDINGS[kind]}", sheet.sealed
        # A key that cannot be sealed to must not keep the mail back.
        with suppress(Misuse):
            return f"sheet{ENDINGS[kind]}", seal(NOT_PREPARED.encode(), kind, reader.public_key)
        return None


def _digests(known: Known, now: datetime) -> Iterator[Wanted]:
    for reader in known.readers:
        for day in plan.due(known.plans, reader.since, now, until=reader.until):
            yield Wanted(
                name=f"{_DIGEST}{day} {reader.role} {reader.address}",
                role=reader.role,
                address=reader.address,
                day=day,
            )


def _pressed(known: Known, standing: Sequence[Claim], now: datetime) -> Iterator[Wanted]:
    """Yield what presses, where a person switched it on: at once, then until somebody acts."""
    if not known.plans or not known.plans[-1].running:
        return
    today = plan.today(now)
    for one in known.pressing:
        if one.due <= today:
            number = _number(one, standing, now)
            if number is not None:
                yield Wanted(
                    name=f"{_PRESSING}{one.mark} {number}",
                    role=one.role,
                    address=one.address,
                    day=today,
                )


def _number(notice: Pressing, standing: Sequence[Claim], now: datetime) -> int | None:
    """Return which time it is said that is due now, from 0 on; None where it is too early."""
    begun = f"{_PRESSING}{notice.mark} "
    said = {
        int(one.name.rpartition(" ")[2]): one for one in standing if one.name.startswith(begun)
    }
    if not said:
        return 0
    last = said[max(said)]
    if last.state is not State.SENT:
        return max(said)
    pause = (AGAIN if notice.urgent else OVERDUE).value
    return max(said) + 1 if now.timestamp() >= last.sent_at + pause.total_seconds() else None
