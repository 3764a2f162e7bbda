"""What a Chair reads between sessions: seen beforehand, prepared, and put in a calendar.

Nothing here sends anything. A sheet is sealed to its reader and laid ready, or written to be
handed over; the verbs that send word of it, which says nothing, stand in ``sending_digests``,
and those about readers' keys in ``digest_keys``.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import click

from sanjose.commands.answers import tell
from sanjose.commands.around import Around, command, group, post
from sanjose.commands.digest_keys import key, opens
from sanjose.commands.digest_system import joined, part
from sanjose.commands.handing import check, form_of, hand_over, handed, rendered, written
from sanjose.commands.sending_digests import send, setup, status
from sanjose.commands.session import clock, session
from sanjose.commands.telling import days, long_day, paragraph, say, tell_json
from sanjose.due import plan
from sanjose.keeping.notices import Notices
from sanjose.secretariat.papers.digests import Sheets
from sanjose.secretariat.papers.readers import Made
from sanjose.words.errors import Misuse
from sanjose.words.model import Post

FOR = "the day for which it is made, as 2026-03-09; today where none is given"

PREVIEW = """The sheet is shown as its reader will see it; nothing is sealed, recorded or sent.
Whoever stands in for the Chair has a sheet of their own: --for Vice-Chair."""


def _shown(around: Around, office: str | None = None, place: str | None = None) -> None:
    from sanjose.paper.digests import as_sheet

    check(place)
    wanted = post(office, "--for") if office else Post.CHAIR
    with session(around.home) as door:
        made = door.sheets(on=around.on)
    found = [one for one in made.sheets if one.reader.post is wanted]
    if not found:
        raise Misuse(f"there is no sheet for the {wanted}: nothing waits for them")
    if len(found) > 1 and (place is not None or around.as_json):
        raise Misuse(f"several hold the office of {wanted}: leave --out and --json away")
    for one in found:
        hand_over(as_sheet(one), place, as_json=around.as_json)
    if around.as_json or place is not None:
        return
    for other in sorted({str(one.reader.post) for one in made.sheets} - {str(wanted)}):
        say()
        paragraph(f'There is a sheet for the {other} too: --for "{other}"')
    if made.unread:
        say()
        paragraph(_unread(made.unread))


@command("preview", line="Show what the Chair would read.", more=PREVIEW, on=FOR)
@click.option("--for", "office", metavar="POST", help="Whose sheet: the Chair's else.")
@handed
def preview(around: Around, office: str | None, place: str | None) -> None:
    """Show."""
    _shown(around, office, place)


PREPARE = """Each reader's sheet is sealed to the reader's key and laid ready for the next mail,
which says nothing itself. For readers without a key or an address, --by-hand writes the sheets
into a folder, as PDF, and somebody hands them over. All of them are prepared, or none."""


@command("prepare", line="Seal the sheets, or write them to hand over.", more=PREPARE, on=FOR)
@click.option("--by-hand", "folder", metavar="DIR", help="Where sheets without a key go.")
def prepare(around: Around, folder: str | None) -> int:
    """Prepare."""
    from sanjose.paper.digests import as_sheet

    if folder is not None and not Path(folder).is_dir():
        raise Misuse("there is no such folder for the sheets: make it first")
    with session(around.home, writing=True) as door:
        made = door.sheets(on=around.on)
        ready = [
            Made(
                sheet=one,
                content=rendered(as_sheet(one), ".pdf"),
                by_hand=folder is not None and bool(door.against_preparing(one)),
            )
            for one in made.sheets
        ]
        with _beside(ready, folder):
            outcome = door.prepare(ready)
        if outcome.refused:
            return tell(around, door, outcome, opening="to prepare the sheets")
    _tell_ready(around, made, ready)
    return 0


@contextmanager
def _beside(ready: Iterable[Made], folder: str | None) -> Iterator[None]:
    """Write what is handed over, and take it away again where the rest does not come about."""
    places: list[Path] = []
    try:
        for number, one in enumerate(ready, 1):
            if one.by_hand:
                place = Path(folder or "") / f"sheet-{one.sheet.day}-{number}.pdf"
                written(str(place), one.content)
                places.append(place)
        yield
    except BaseException:
        for place in places:
            with suppress(OSError):
                place.unlink()
        raise


def _tell_ready(around: Around, made: Sheets, ready: Sequence[Made]) -> None:
    goes = plan.goes_on(Notices(around.home.notices).plans(), made.day, clock())
    if around.as_json:
        tell_json(
            {
                "day": made.day,
                "goes": goes,
                "sheets": [
                    {"reader": str(one.sheet.reader.post), "by_hand": one.by_hand}
                    for one in ready
                ],
                "unread": made.unread,
            }
        )
        return
    for one in ready:
        reader, day = one.sheet.reader.post, long_day(made.day)
        how = "written, to be handed over" if one.by_hand else "sealed, and laid ready"
        then = "" if one.by_hand else f" {_goes(goes)}"
        paragraph(f"The sheet for the {reader} of {day} is {how}. Nothing was sent.{then}")
    if made.unread:
        paragraph(_unread(made.unread))


def _goes(day: date | None) -> str:
    if day is None:
        return "No mail takes it along before digests are set up: sanjose digest setup"
    return f"It goes with the mail of {long_day(day)}."


def _unread(number: int) -> str:
    which = "1 matter is" if number == 1 else f"{number} matters are"
    return (
        f"{which} on no sheet: neither the Chair nor whoever stands in may know of it, and the "
        "committee without them acts."
    )


CALENDAR = """The file holds deadlines and sessions, and no State, reference or name; reading it
again in the same calendar moves what moved, and takes away what is done."""


@command("calendar", line="Write a calendar file of deadlines.", more=CALENDAR)
@click.option("--out", "place", metavar="FILE", required=True, help="Where: a new .ics file.")
@click.option("--days", "ahead", default=183, show_default=True, help="How far ahead.")
def calendar(around: Around, place: str, ahead: int) -> None:
    """Write."""
    from sanjose.paper.deadlines import as_calendar

    check(place, (".ics",))
    form_of(place, (".ics",))
    ahead = max(1, min(ahead, 3660))
    with session(around.home, writing=True) as door:
        dates = door.deadlines(ahead=ahead)
        written(place, as_calendar(dates))
        door.deadlines_written(dates)
    if around.as_json:
        tell_json({"written": ".ics", "entries": len(dates.entries)})
        return
    paragraph(
        f"The calendar of the next {days(ahead)} is written: it names nobody, and no State."
    )


COMMANDS = {
    "digest": group(
        "digest",
        *(preview, prepare, key, opens, calendar, part, joined),
        *(setup, send, status),
        default=_shown,
        on=FOR,
    ),
}
