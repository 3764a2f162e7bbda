"""Word that something awaits: set up by a person, sent when it is due, and looked after.

Sending and looking need no key: they read what lies ready, so that a service or a timer does it
while everything is locked. What goes is the one neutral mail, which says nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from sanjose.commands.answers import tell
from sanjose.commands.around import Around, command, day
from sanjose.commands.session import clock, session
from sanjose.commands.telling import heading, long_day, paragraph, say, table, tell_json
from sanjose.due import plan
from sanjose.due.mail import is_address
from sanjose.due.sending import Tally, send_due, through, wanted
from sanjose.due.settings import Mail, Security
from sanjose.exchange.spool import DIRECTORY, Spool
from sanjose.keeping import process
from sanjose.keeping.claims import Claims, Wanted
from sanjose.keeping.home import Home
from sanjose.keeping.noticed import Reader
from sanjose.keeping.notices import Notices
from sanjose.words.errors import Misuse, Unable
from sanjose.words.provenance import Chosen

FAILED = 3

FURTHER = 12
"""Digests ahead among which it is looked for the one that takes a sheet along."""

SETUP = """It is said once which mail server is used and from which address mail comes; the
password lies in a file of mode 600 and is never typed here. From the next day on, a mail goes to
the Chair, and to whoever else reads sheets, on the days that the calendar's sessions give. It
reads the same whether anything happened or not. --off ends it."""


@command("setup", line="Let digests go by mail, or no more.", more=SETUP)
@click.option("--host", metavar="NAME", help="The mail server.")
@click.option("--port", type=int, help="Its port; 587 for starttls, 465 for tls, else 25.")
@click.option("--security", help="How mail gets there: starttls, tls or none.")
@click.option("--sender", metavar="ADDRESS", help="The address that mail comes from.")
@click.option("--user", metavar="NAME", help="The user of the mail server, if it asks for one.")
@click.option("--password-file", metavar="PATH", help="A file with mode 600.")
@click.option("--roots", metavar="PATH", help="Certificates to hold the server's against.")
@click.option(
    "--holiday", "holidays", metavar="DATE", multiple=True, help="No digest goes then."
)
@click.option("--off", is_flag=True, help="Let no digest go any more.")
def setup(
    around: Around, holidays: tuple[str, ...], *, off: bool, **given: str | int | None
) -> int:
    """Set up."""
    around.home.settings()
    closed = tuple(day(one, "--holiday") for one in holidays) or None
    if off and (closed or any(one is not None for one in given.values())):
        raise Misuse("--off stands alone: it keeps the settings for later")
    mail = None if off else _settled(Mail.read(around.home), given)
    if mail is not None:
        mail.password()
    with session(around.home, writing=True) as door:
        outcome = door.switch_digests(running=not off, holidays=closed)
        if outcome.refused:
            return tell(around, door, outcome, opening="to change when digests go")
    if mail is not None:
        mail.write(around.home)
    ahead = () if off else plan.ahead(Notices(around.home.notices).plans(), clock(), 3)
    if around.as_json:
        tell_json({"running": not off, "ahead": list(ahead)})
        return 0
    if off:
        paragraph("No digest goes any more, nor word of what is urgent. Nothing else changed.")
        return 0
    paragraph("Digests go by mail from tomorrow on. The next days are:")
    table(((long_day(one),) for one in ahead), indent=2)
    paragraph("Let `sanjose run` run as a service, or `sanjose digest send --due` by a timer.")
    return 0


def _settled(before: Mail | None, given: dict[str, str | int | None]) -> Mail:
    """Return the settings, what was given in place of what was there."""
    security = _security(given["security"]) or (
        before.security if before else Security.STARTTLS
    )
    ports = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}
    host, sender = given["host"], given["sender"]
    if before is None and (host is None or sender is None):
        raise Misuse("say the mail server and where mail comes from: --host and --sender")
    if sender is not None and not is_address(str(sender)):
        raise Misuse("--sender is an address alone, as secretariat@example.org")
    changed: dict[str, Any] = {
        key: None if given[key] is None else Path(str(given[key])).absolute()
        for key in ("password_file", "roots")
    }
    changed |= {key: given[key] for key in ("host", "sender", "user", "port")}
    if given["port"] is None and (before is None or security is not before.security):
        changed["port"] = ports[security]
    told = {key: one for key, one in changed.items() if one is not None}
    return (
        replace(before, security=security, **told)
        if before
        else Mail(security=security, **told)
    )


def _security(text: object) -> Security | None:
    if text is None:
        return None
    try:
        return Security(str(text).casefold())
    except ValueError:
        message = f"--security is one of: {', '.join(Security)}"
        raise Misuse(message) from None


# -- sending -------------------------------------------------------------------------------------


class Outbox:
    """All that is needed to send what is due in one installation, without any key."""

    def __init__(self, home: Home) -> None:
        """Read the settings.

        Raises:
            Unable: nothing was set up, or the password cannot be read.
        """
        home.settings()
        mail = Mail.read(home)
        if mail is None:
            raise Unable("no mail server is set up here: run `sanjose digest setup`")
        self._sender = mail.sender
        self._send = through(mail)
        self._notices, self._claims = Notices(home.notices), Claims(home.notices)
        self._spool = Spool(folder=home.spool_out)

    def send(self) -> Tally:
        """Send what is due; where there is a network, people in its room may learn of it.

        Only of what goes on its days: that something urgent went is said to nobody else.
        """
        tally = send_due(self._notices, self._claims, self._sender, self._send, clock)
        if tally.digests:
            # A courtesy: what cannot be left there keeps nothing back.
            with suppress(Unable):
                if (self._spool.folder / DIRECTORY).exists():
                    self._spool.note_digest()
        return tally


SEND = """For a timer that asks every few minutes; several may ask at once. What could not be sent
is tried again later, and the exit code is 3."""


@command("send", line="Send the mails that are due.", more=SEND)
@click.option("--due", is_flag=True, help="Send what is due now.")
def send(around: Around, *, due: bool) -> int:
    """Send."""
    if not due:
        raise Misuse("say `sanjose digest send --due`: nothing else is ever sent")
    process.harden()
    tally = Outbox(around.home).send()
    if around.as_json:
        tell_json({"sent": tally.sent, "hitches": sorted(set(map(str, tally.hitches)))})
    else:
        for line in lines(tally) or ("Nothing is due.",):
            paragraph(line)
    return FAILED if tally.hitches else 0


def lines(tally: Tally) -> tuple[str, ...]:
    """Return what a round did, in sentences; none where nothing was due."""
    return tuple(_lines(tally))


def _lines(tally: Tally) -> Iterator[str]:
    if tally.sent:
        yield "1 mail went." if tally.sent == 1 else f"{tally.sent} mails went."
    for hitch in sorted(set(tally.hitches)):
        number = tally.hitches.count(hitch)
        which = "1 mail waits" if number == 1 else f"{number} mails wait"
        yield f"{which}: {hitch}."


# -- looking -------------------------------------------------------------------------------------


@command("status", line="Show when mails go, to which offices, and what waits.")
def status(around: Around) -> None:
    """Show."""
    around.home.settings()
    notices, now = Notices(around.home.notices), clock()
    plans, readers = notices.plans(), notices.readers()
    running = bool(plans) and plans[-1].running
    claims = Claims(around.home.notices).standing()
    hitches = {one.name: str(one.hitch) for one in claims}
    waiting = [(one, hitches.get(one.name, "")) for one in wanted(notices.known(), claims, now)]
    later = plan.ahead(plans, now, FURTHER) if running else ()
    ahead = later[:3]
    prepared = {one: _prepared(notices, one, later) for one in readers}
    if around.as_json:
        tell_json(
            {
                "running": running,
                "mail": Mail.read(around.home) is not None,
                "ahead": list(ahead),
                "readers": [
                    {
                        "post": one.role,
                        "key": one.kind or None,
                        "prepared": prepared[one] is not None,
                        "goes": prepared[one],
                    }
                    for one in readers
                ],
                "waiting": [
                    {"post": one.role, "day": one.day, "why": why or None}
                    for one, why in waiting
                ],
                "pressing": [one.role for one in notices.pressing() if one.due <= now.date()],
            }
        )
        return
    if not running:
        paragraph("No digest goes: sanjose digest setup")
        return
    _tell_running(ahead, prepared, waiting)


def _tell_running(
    ahead: Sequence[date],
    prepared: dict[Reader, date | None],
    waiting: Sequence[tuple[Wanted, str]],
) -> None:
    paragraph("A mail that says nothing goes on these days, at half past seven in Geneva:")
    table(((long_day(one),) for one in ahead), indent=2)
    heading("To")
    table(
        (
            one.role,
            f"key: {one.kind}" if one.kind else "no key: a sheet is handed over",
            f"a sheet lies ready for {goes.day} {goes:%B}" if goes else "no sheet is prepared",
        )
        for one, goes in prepared.items()
    )
    if waiting:
        heading("What is due and did not go yet")
        table((one.role, str(one.day), why or "nobody has tried") for one, why in waiting)
    say()
    paragraph("What is urgent is said at once, and again until somebody acts.")


def _prepared(notices: Notices, reader: Reader, ahead: Iterable[date]) -> date | None:
    """Return with which day's digest goes what lies ready; None where nothing does."""
    there = (one for one in ahead if notices.sheet(reader.role, reader.address, one))
    return next(there, None)


def unsent(home: Home) -> str | None:
    """Return what to do where mails are due that do not go; None where nothing is wrong."""
    notices, now = Notices(home.notices), clock()
    plans = notices.plans()
    if not plans or not plans[-1].running:
        return None
    mail = Mail.read(home)
    if mail is None:
        return "no mail server is set up: run `sanjose digest setup`"
    mail.password()
    if not notices.readers():
        return "nobody is sent digests: enter the Chair's address with `sanjose roster`"
    claims = Claims(home.notices).standing()
    due = wanted(notices.known(), claims, now - LATE.value)
    if due:
        return f"{len(due)} of the mails that are due did not go: see `sanjose digest status`"
    return None


LATE = Chosen(timedelta(hours=3), because="by then a service that runs has tried several times")
"""After how long a mail that did not go is a fault."""
