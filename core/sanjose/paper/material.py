"""The paragraphs that tell of a committee's developments, alone or beside those of others.

They are worded as such documents word them, and say no more than they are given: a number
that is not published is left out and not hinted at. Source: G 33; N 29-35, 38.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from sanjose.paper.document import Block, Foot, Heading, Numbered, Paper, Table, Words
from sanjose.paper.forms.tongues import long_day
from sanjose.rules.material import Line, Text, Told
from sanjose.words.model import Calendar
from sanjose.words.provenance import GUIDELINES

SPELLED = "no one two three four five six seven eight nine".split()
ADOPTED = "adopted "
HELD: Mapping[Calendar, tuple[str, str]] = {
    Calendar.REVIEW: (
        "reviewed the report of {n} State party",
        "reviewed the reports of {n} States parties",
    ),
    Calendar.VISIT: ("undertook {n} country visit", "undertook {n} country visits"),
    Calendar.DIALOGUE: ("held {n} interactive dialogue", "held {n} interactive dialogues"),
    Calendar.OBSERVATIONS: (
        "adopted {n} set of concluding observations",
        "adopted {n} sets of concluding observations",
    ),
    Calendar.LIST_OF_ISSUES: ("adopted {n} list of issues", "adopted {n} lists of issues"),
    Calendar.LOIPR: (
        "adopted {n} list of issues prior to reporting",
        "adopted {n} lists of issues prior to reporting",
    ),
}
"""How a year of reviews is told, of one and of several. Source: N 2, 29."""


def spelled(number: int) -> str:
    """Return a number as it stands in a sentence.

    >>> spelled(2), spelled(14), spelled(0)
    ('two', '14', 'no')
    """
    return SPELLED[number] if number < len(SPELLED) else f"{number:,}"


def period(since: date, until: date) -> str:
    """Return a period as a sentence has it; whole months by their names.

    >>> period(date(2022, 2, 1), date(2023, 1, 31))
    'between February 2022 and January 2023'
    >>> period(date(2022, 1, 1), date(2022, 12, 31)), period(date(2022, 3, 1), date(2022, 3, 2))
    ('in 2022', 'between 1 March 2022 and 2 March 2022')
    """
    whole = since.day == 1 and until.day == monthrange(until.year, until.month)[1]
    if whole and (since.month, until.month) == (1, 12) and since.year == until.year:
        return f"in {since.year}"
    if whole:
        first, last = (long_day(one).partition(" ")[2] for one in (since, until))
        return f"in {first}" if first == last else f"between {first} and {last}"
    return f"between {long_day(since)} and {long_day(until)}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """Return parts of a sentence as a list in it.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    *first, end = parts
    return f"{', '.join(first)} {last} {end}" if first else end


def capital(text: str) -> str:
    """Return a text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def paragraphs(one: Told) -> Iterator[Block]:
    """Give the paragraphs about one committee: what it held, received and did."""
    yield Numbered(held(one))
    if said := received(one):
        yield Numbered(said)
    for account in one.accounts:
        yield Numbered(account.text)
    yield from activity(one)


def held(one: Told) -> str:
    """Return what a committee held and adopted in the period, as far as it is in its calendar."""
    when, parts = period(one.since, one.until), _held(one.held)
    if parts:
        return f"{capital(when)}, the {one.name} {parts}."
    return f"This section covers developments in the {one.name} {when}."


def activity(one: Told) -> Iterator[Block]:
    """Give the paragraphs about what a committee did that concerns no case."""
    for words in _done(one):
        yield Numbered(words)


def _done(one: Told) -> Iterator[Words]:
    if one.done:
        yield f"The Committee {listed(one.done)}."
    yield from _published(one)
    if one.policy:
        how = (
            "How the Committee responds to intimidation and reprisals is set out in a document"
        )
        yield (f"{how} of its own.", Foot(f"{one.policy}."))


def _held(lines: Iterable[Line]) -> str:
    known = {one.title: one.number or 0 for one in lines}
    parts = [
        forms[number > 1].format(n=spelled(number))
        for what, forms in HELD.items()
        if (number := known.get(str(what), 0))
    ]
    adopted = [one.removeprefix(ADOPTED) for one in parts if one.startswith(ADOPTED)]
    others = [one for one in parts if not one.startswith(ADOPTED)]
    together = [ADOPTED + listed(adopted)] if adopted else []
    return listed([*others, *together]) if parts else ""


def received(one: Told) -> str:
    """Return what was received, as far as it is published; a true zero stands as none."""
    none = [line.title for line in one.procedures if line.number == 0]
    some = [line for line in one.procedures if line.number]
    what, context = (
        "allegations of intimidation or reprisals",
        "in the context of the following",
    )
    if one.received == 0:
        return f"The Committee received no {what}."
    if one.received is None:
        return f"The Committee received no {what} {context}: {'; '.join(none)}." if none else ""
    many = what if one.received > 1 else what.replace("allegations", "allegation")
    said = f"The Committee received {spelled(one.received)} {many}"
    if some and all(line.number is not None for line in one.procedures):
        split = (f"{spelled(line.number or 0)} ({line.title})" for line in some)
        said = f"{said}: {listed([*split])}"
    rest = f" It received none {context}: {'; '.join(none)}." if none else ""
    return f"{said}.{rest}"


def _published(one: Told) -> Iterator[Words]:
    if one.general:
        times = "" if len(one.general) == 1 else " on several occasions"
        said = (
            "In the wider context of preventing intimidation and reprisals, the Committee made"
        )
        whom = f"{said} recommendations on those who cooperate or defend human rights{times}."
        yield (whom, Foot(_symbols(one.general)))
    if one.observed:
        said = "It spoke of intimidation, reprisals or the protection of defenders"
        yield (f"{said} in documents that it published.", Foot(_symbols(one.observed)))


def _symbols(references: Iterable[Text]) -> str:
    shown = (f"{one.text} ({one.title})" if one.title else one.text for one in references)
    return f"See {'; '.join(shown)}."


# -- several together -------------------------------------------------------------------------


def together(committees: Sequence[Told], dated: date) -> Paper:
    """Return the material of one or several committees as a document for the meeting of Chairs."""
    since = min(one.since for one in committees)
    until = max(one.until for one in committees)
    opening = (
        "The present document was prepared for the annual meeting of Chairs of the human "
        "rights treaty bodies, under its standing agenda item on reprisals."
    )
    rest = (
        f" It {_brings(committees)} {period(since, until)}. What is said of a case is said with the agreement of those "
        "concerned, and a number that could show who somebody is stands nowhere."
    )
    parts: list[Block] = [
        Heading("Introduction"),
        Numbered((opening, Foot(f"{GUIDELINES}, para. 33."), rest)),
        Heading("Updates on allegations of reprisals"),
    ]
    for one in committees:
        parts += (Heading(one.name, 2), *paragraphs(one))
    parts += _compared(committees)
    if any(one.practices for one in committees):
        parts.append(Heading("Good practices"))
        for one in committees:
            parts += practised(one)
    return Paper(
        title="Updates on allegations of intimidation and reprisals",
        masthead=("Meeting of Chairs of the human rights treaty bodies",),
        dated=dated,
        handling="Draft by the secretariat",
        blocks=tuple(parts),
    )


def practised(one: Told) -> Iterator[Block]:
    """Give a committee's good practices, each as a paragraph. Source: G 17; N 14."""
    for practice in one.practices:
        title = practice.title.rstrip(".")
        yield Numbered(f"{title} ({one.name}). {practice.text}")


def _compared(committees: Sequence[Told]) -> Iterator[Block]:
    """Give the published totals side by side; they are never added up."""
    if all(one.received is None for one in committees) or len(committees) == 1:
        return
    yield Heading("Allegations received")
    yield Table(
        caption="Allegations of intimidation or reprisals received, as published",
        head=("Treaty body", "Period", "Allegations"),
        rows=tuple(
            (
                one.name,
                capital(period(one.since, one.until).removeprefix("in ")),
                "not published" if one.received is None else str(one.received),
            )
            for one in committees
        ),
        numbers=frozenset({2}),
        note="Periods and practice differ from body to body: the numbers are not added up.",
    )


def _brings(committees: Sequence[Told]) -> str:
    if len(committees) == 1:
        return f"tells of developments in the {committees[0].name}"
    return f"brings together what {spelled(len(committees))} treaty bodies told of developments"
