"""The sheet of one page that a Chair reads between sessions.

Sections stand in the order in which they are acted on, and one that has nothing is not there.
What does not fit a page is counted and stays at the secretariat: texts are shortened first,
then fewer items of a section are shown.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sanjose.paper.document import (
    Block,
    Heading,
    Items,
    Paper,
    Plain,
    Stressed,
    Words,
    spoken,
)
from sanjose.paper.forms.tongues import long_day
from sanjose.rules.digests import (
    OFFICES,
    Ahead,
    Elsewhere,
    News,
    Sheet,
    Stated,
    Unanswered,
    Wanted,
)
from sanjose.words.model import Decider, Post, Urgency
from sanjose.words.provenance import Chosen, Citation, shortly
from sanjose.words.states import name_of

PAGE = Chosen(
    48, because="fifty lines, so counted, were measured on one page as it is laid out"
)
"""Lines that a sheet has at most, counted as ``_lines`` counts them."""

WIDTH = Chosen(100, because="so many characters of running text stand on a line of the page")

HEADING = 2.0
BETWEEN = 0.3
"""Lines that a heading takes, and that lie between two items. Source: ours; measured on pages."""

LINE = 280
"""Characters of one line of news. Source: ours; it is one line, and not a story."""

SYMBOLS = 3
"""Public documents of a State that are named; the latest. Source: ours; the others are in the list of patterns."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much is shown: items of what is wanted and new, of the rest, and of a text."""

    asked: int
    rest: int
    text: int


ROOMS = (
    Room(8, 8, 900),
    Room(8, 8, 600),
    Room(8, 6, 400),
    Room(8, 5, 300),
    Room(6, 4, 240),
    Room(6, 3, 160),
    Room(5, 3, 160),
    Room(5, 2, 120),
    Room(4, 2, 120),
    Room(3, 2, 120),
    Room(3, 1, 160),
    Room(3, 1, 90),
    Room(2, 1, 160),
    Room(2, 1, 90),
    Room(2, 1, 0),
    Room(1, 1, 90),
    Room(1, 1, 0),
)
"""From the most that is shown to the least, which fits whatever there is."""

LEFT_OUT = (
    "What does not fit is at the secretariat. What the officer who prepared this sheet takes no "
    "part in is never on it. Answer in person or over a safe line; nothing here is for e-mail."
)


def as_sheet(sheet: Sheet) -> Paper:
    """Return a sheet as a paper of one page."""
    made = (_laid(sheet, room) for room in ROOMS)
    return next((one for one in made if _lines(one) <= PAGE.value), _laid(sheet, ROOMS[-1]))


def _lines(paper: Paper) -> float:
    """Return about how many lines of a page a paper takes."""
    return sum(map(_height, paper.blocks))


def _height(block: Block) -> float:
    match block:
        case Items(items):
            return sum(_wrapped(one) + BETWEEN for one in items)
        case Plain(words):
            return _wrapped(words) + BETWEEN
        case _:
            return HEADING


def _wrapped(words: Words) -> int:
    return -(-len(spoken(words)) // WIDTH.value)


def _laid(sheet: Sheet, room: Room) -> Paper:
    return Paper(
        title=f"Sheet for the {sheet.reader.post}",
        blocks=tuple(_blocks(sheet, room)),
        masthead=(sheet.committee,),
        dated=sheet.day,
        handling=f"Confidential: for the {sheet.reader.post} only",
    )


def _blocks(sheet: Sheet, room: Room) -> Iterator[Block]:
    yield Plain(_opening(sheet))
    told = (_wanted(one, room) for one in sheet.wanted[: room.asked])
    yield from _section("Decisions wanted", len(sheet.wanted), told)
    told = (_stated(one, room) for one in sheet.stated[: room.asked])
    yield from _section("Joint statements", len(sheet.stated), told)
    told = (_news(one) for one in sheet.news[: room.asked])
    yield from _section(f"New since {long_day(sheet.since)}", len(sheet.news), told)
    told = (_ahead(one, sheet) for one in sheet.ahead[: room.rest])
    yield from _section("Reviews ahead", len(sheet.ahead), told)
    told = (_unanswered(one, sheet) for one in sheet.unanswered[: room.rest])
    yield from _section("Letters without a reply", len(sheet.unanswered), told)
    told = (_elsewhere(one) for one in sheet.elsewhere[: room.rest])
    yield from _section("Other bodies on these States", len(sheet.elsewhere), told)
    yield Heading("Lines to take")
    yield Items(tuple(f"{one.text[:-1]} ({_source(one.source)})." for one in sheet.lines))
    yield Plain((Stressed(LEFT_OUT),))


_NUMBERS = dict(
    enumerate(("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"))
)


def _opening(sheet: Sheet) -> str:
    many = _NUMBERS.get(sheet.count, str(sheet.count))
    opening = f"{many} decision{' is' if sheet.count <= 1 else 's are'} wanted of you."
    if sheet.reader.post is Post.CHAIR:
        return opening
    return (
        f"{opening} You act here in the Chair\N{RIGHT SINGLE QUOTATION MARK}s place: nothing of "
        "this is on the Chair\N{RIGHT SINGLE QUOTATION MARK}s sheet, and nothing of it is to be "
        "spoken of with the Chair."
    )


def _section(title: str, number: int, told: Iterable[Words]) -> Iterator[Block]:
    """Give a section, which says how much of it is shown; nothing where it is empty."""
    shown = list(told)
    if not shown:
        return
    part = f" ({len(shown)} of {number})" if len(shown) < number else ""
    yield Heading(f"{title}{part}")
    yield Items(tuple(shown))


def _wanted(one: Wanted, room: Room) -> Words:
    who = "you" if one.decides is Decider.CHAIR else OFFICES.get(one.decides, "the committee")
    act = "confirm that you decided it" if one.confirms else f"for {who} to decide"
    where = ", ".join(each for each in (one.reference, one.label) if each)
    named = f"{_state(one.state)}{_urgent(one.urgency)}: " if one.state else ""
    told = f"{named}{one.what}; {act} by {long_day(one.by)} ({where})."
    return _with_text(told, one.text, room, withheld=one.withheld)


def _stated(one: Stated, room: Room) -> Words:
    left = f", {_days(one.days_left)} left" if one.days_left is not None else ""
    who = ", ".join(each.upper() for each in one.signatories)
    told = f"{_state(one.state)}: statement {one.name} of {who} waits for {one.waits}{left}."
    return _with_text(told, one.text, room, withheld=one.withheld)


def _with_text(told: str, text: str, room: Room, *, withheld: bool) -> Words:
    if withheld:
        return f"{told} The text is at the secretariat: it may tell who somebody is."
    if not text or not room.text:
        return told
    return (f"{told} Proposed: ", Stressed(shortened(text, room.text)))


def shortened(text: str, most: int) -> str:
    r"""Return a text on one line, cut between words where it is longer.

    >>> shortened("The  Committee\n calls on", 17)
    'The Committee …'
    """
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rpartition(' ')[0]} …"


def _news(one: News) -> Words:
    line = shortened(one.line, LINE)
    return f"{_state(one.state)}{_urgent(one.urgency)}: {line} ({one.reference})."


def _ahead(one: Ahead, sheet: Sheet) -> Words:
    when = (
        f"goes on until {long_day(one.ends)}"
        if one.starts <= sheet.day
        else f"from {long_day(one.starts)}"
    )
    cases = "1 open case" if one.cases == 1 else f"{one.cases} open cases"
    return f"{_state(one.state)}: {one.what}, {when}; {cases}."


def _unanswered(one: Unanswered, sheet: Sheet) -> Words:
    asked = ""
    if one.reply_by is not None:
        late = one.reply_by < sheet.day
        asked = f", {'was due' if late else 'due'} by {long_day(one.reply_by)}"
    where = f" ({one.reference})" if one.reference else ""
    silence = f"no reply for {_days(one.days)}" if one.days > 0 else "sent today"
    return f"{_state(one.state)}: {one.what}, {long_day(one.sent)}: {silence}{asked}{where}."


def _elsewhere(one: Elsewhere) -> Words:
    told = [f"{name.upper()}: {_summaries(number)}" for name, number in one.told]
    shown = ", ".join(one.documents[:SYMBOLS])
    left = len(one.documents) - SYMBOLS
    more = f" and {left} more" if left > 0 else ""
    public = [f"public: {shown}{more}"] if shown else []
    return f"{_state(one.state)}: {'; '.join((*told, *public))}."


def _summaries(number: int) -> str:
    return "1 summary" if number == 1 else f"{number} summaries"


def _urgent(urgency: Urgency) -> str:
    return "" if urgency is Urgency.ORDINARY else f" ({urgency.name.lower()})"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _state(code: str | None) -> str:
    return name_of(code) if code else "no State"


def _source(source: Citation | Chosen[None]) -> str:
    short = shortly(source)
    return "our rule" if short == "ours" else short
