"""A brief for a meeting as a paper: a page to read, and a page of speaking points to take along.

What stands on the second page can be said in that room: for a dialogue that is before everybody.
Whatever the persons have not agreed to have said there stands on the first page only, as what
is to be kept back. Nothing here says more than ``BriefFacts`` does.

Source: G 18, 21, 24; N 10, 11 (c), 23, 32; the words are ours.
"""

from collections.abc import Iterator, Sequence

from sanjose.paper.document import Block, Heading, Items, NewPage, Numbered, Paper, Plain
from sanjose.rules.briefs import BriefCase, BriefFacts, Letter
from sanjose.rules.disclosure import Named
from sanjose.rules.view import final_first
from sanjose.words.correspondence import Occasion
from sanjose.words.model import Kind, Urgency
from sanjose.words.states import name_of

TITLES = {
    Occasion.DIALOGUE: "Brief for the dialogue with the delegation: {state}",
    Occasion.MISSION: "Brief for a meeting with the permanent mission: {state}",
    Occasion.CLOSED: "Brief for a closed meeting: {state}",
}
ROOMS = {
    Occasion.DIALOGUE: "The dialogue is webcast: what is said in it is public.",
    Occasion.MISSION: "The meeting is in confidence: what is said in it reaches the State.",
    Occasion.CLOSED: "Only those are in the room who act on these cases.",
}
HANDLING = "Confidential. For the meeting only; given back after it."
SHORT = "Names nobody."
CONCERN = "Somebody is concerned about measures that the State itself would carry out."
LIBERTY = "Somebody concerned is deprived of liberty."
LATEST = 2
"""Documents and days ahead on the page. Source: ours; it stays one page."""

PEOPLE = 2
"""Persons of a case who are told one by one. Source: ours; it stays one page."""


def as_brief(facts: BriefFacts, *, label: str = "", number: int = 0, of: int = 0) -> Paper:
    """Return a brief as a paper; a numbered copy carries its number on each page."""
    state = name_of(facts.state)
    return Paper(
        title=TITLES[facts.occasion].format(state=state),
        blocks=(*_page(facts), NewPage(), *_points(facts)),
        masthead=(facts.committee.name,),
        dated=facts.dated,
        handling=f"{HANDLING} {SHORT}" if facts.disguised else HANDLING,
        copy=f"{label}, copy {number} of {of}" if number else "",
    )


# -- the page ---------------------------------------------------------------------------------------


def _page(facts: BriefFacts) -> Iterator[Block]:
    yield Plain(
        f"For {_day(facts.held_on)}; as things stand on {_day(facts.dated)}. "
        f"{ROOMS[facts.occasion]}"
    )
    if not facts.cases:
        yield Plain("No case is open here that concerns this State party.")
    for one in facts.cases:
        yield Heading(f"{one.disclosed.reference}: {one.disclosed.word}")
        yield Items(tuple(_told(one, facts.occasion)))
    if facts.more:
        number = "1 more case" if facts.more == 1 else f"{facts.more} more cases"
        yield Plain(f"{number} of this State party did not fit; see the list of cases.")
    yield from _around(facts)


def _told(one: BriefCase, occasion: Occasion) -> Iterator[str]:
    view = one.disclosed.facts
    acts = _listed(view.kinds) or "acts that are not specified yet"
    where = f"; {one.procedure}" if one.procedure else ""
    risk = f" {_risk(one)}." if _at_risk(one) else ""
    people = ", ".join(_people(one.disclosed.people))
    persons = f"Persons: {people}." if people else "Nobody is named in it."
    received = _day(one.disclosed.received_on)
    yield f"Received on {received}: {acts}{where}. {persons}{risk}"
    letters = " ".join(_letters(one.letters))
    concern = f" {CONCERN}" if one.concern else ""
    yield f"{letters or 'Nothing has been raised with the State party.'}{concern}"
    yield _kept_back(one, occasion)


def _kept_back(one: BriefCase, occasion: Occasion) -> str:
    if occasion is Occasion.CLOSED:
        return "May be spoken of in this room."
    if one.sayable:
        who = ", ".join(sorted(one.named))
        named = f", naming {who}" if who else ", naming nobody"
        return f"May be spoken of in this room{named}."
    why = "; ".join(str(each) for each in final_first(one.against))
    return f"KEEP BACK, in any words: {why}."


def _people(people: Sequence[Named]) -> Iterator[str]:
    yield from (_person(one) for one in people[:PEOPLE])
    if len(people) > PEOPLE:
        yield f"and {len(people) - PEOPLE} more"


def _person(person: Named) -> str:
    child = ", a child" if person.child else ""
    name = f"{person.label}, {person.name.reveal()}" if person.name else person.label
    return f"{name} ({person.standing}{child})"


def _at_risk(one: BriefCase) -> bool:
    view = one.disclosed.facts
    return view.imminent or view.detained or view.urgency is not Urgency.ORDINARY


def _risk(one: BriefCase) -> str:
    view = one.disclosed.facts
    said = [
        "imminent risk to life or integrity" if view.imminent else "",
        "somebody is deprived of liberty" if view.detained else "",
    ]
    told = "; ".join(part for part in said if part)
    return (told[:1].upper() + told[1:]) or f"Marked {view.urgency.name.lower()}"


def _letters(letters: Sequence[Letter]) -> Iterator[str]:
    """Give the letter that matters most: the latest without an answer, else the latest."""
    if not letters:
        return
    silent = [one for one in letters if one.silent]
    yield _letter((silent or [*letters])[-1])
    if len(letters) > 1:
        yield f"Raised with the State party in {len(letters)} ways; see the case."


def _letter(letter: Letter) -> str:
    title = f"{letter.label}, {letter.title.partition(',')[0]}"
    if letter.taken_on is None:
        return f"{title}: {letter.stage}."
    asked = f", reply asked for by {_day(letter.reply_by)}" if letter.reply_by else ""
    how = f"no reply for {_days(letter.silent)}" if letter.silent else letter.stage
    return f"{title}, {_day(letter.taken_on)}{asked}: {how}."


def _around(facts: BriefFacts) -> Iterator[Block]:
    documents = [
        f"{one.symbol} ({_day(one.dated)}{f', {one.paragraphs}' if one.paragraphs else ''})"
        for one in facts.published[:LATEST]
    ]
    if documents:
        yield Plain(f"Public documents that speak of reprisals there: {'; '.join(documents)}.")
    ahead = [f"{one.what}, {one.title}, {_day(one.starts)}" for one in facts.ahead[:LATEST]]
    if ahead:
        yield Plain(f"Ahead: {'; '.join(ahead)}.")


# -- the points -------------------------------------------------------------------------------------


def _points(facts: BriefFacts) -> Iterator[Block]:
    yield Heading("Speaking points")
    points = {
        Occasion.DIALOGUE: _in_dialogue,
        Occasion.MISSION: _to_the_mission,
        Occasion.CLOSED: _to_decide,
    }[facts.occasion]
    for point in dict.fromkeys(points(facts)):  # two cases may come to the same words
        yield Numbered(point)


def _in_dialogue(facts: BriefFacts) -> Iterator[str]:
    body = _body(facts)
    yield (
        f"The {body} depends on those who give it information. Nobody may be threatened or "
        "harmed for having done so, or for wanting to."
    )
    yield (
        f"What does the State party do, so that everybody who cooperates with the {body} is "
        "safe, also when this dialogue is over? Which authority can they turn to?"
    )
    for one in facts.cases:
        if one.sayable:
            yield (
                f"The {body} has received an allegation of {_acts(one)}{_about(one)}. What has "
                "been done to establish the facts, to end what is happening, and to protect "
                "whoever is concerned?"
            )
    for document in facts.published[:1]:
        where = f", {document.paragraphs}" if document.paragraphs else ""
        yield (
            f"The matter was raised before, in {document.symbol}{where}. What has been done about "
            "it since?"
        )


def _to_the_mission(facts: BriefFacts) -> Iterator[str]:
    body = _body(facts)
    yield (
        f"The {body} asks for this meeting in confidence, so that whoever cooperates with it is "
        "protected. It draws no conclusion here: what it has received are allegations."
    )
    for one in facts.cases:
        if not one.sayable:
            continue
        held = f" {LIBERTY}" if one.disclosed.facts.detained else ""
        yield f"The {body} has received an allegation of {_acts(one)}{_about(one)}.{held}"
        for letter in one.letters:
            if letter.silent:
                day = _day(letter.taken_on) if letter.taken_on else ""
                yield (
                    f"It wrote on {day}, and has had no answer on the substance for "
                    f"{_days(letter.silent)}. When can it expect one?"
                )
    if any(one.sayable for one in facts.cases):
        yield (
            "It asks that the acts cease, that the facts be looked into, and that whoever is "
            "concerned be protected in a way to which they agree."
        )
    yield f"Which authority will be the {body}'s point of contact, and when will it hear again?"


def _to_decide(facts: BriefFacts) -> Iterator[str]:
    for one in facts.cases:
        reference = one.disclosed.reference or ""
        waits = [each for each in one.disclosed.facts.measures if each.stage == "proposed"]
        for each in waits:
            yield f"{reference}: a decision is wanted on {each.label} ({each.key})."
        for letter in one.letters:
            if letter.silent:
                yield (
                    f"{reference}: {letter.label} has been without a reply for "
                    f"{_days(letter.silent)}. A reminder, or a meeting with the mission?"
                )
        if one.disclosed.finding is None:
            yield f"{reference}: not assessed yet; it is an allegation."
    if not facts.cases:
        yield "There is no open case to speak of."


# -- words ------------------------------------------------------------------------------------------


def _body(facts: BriefFacts) -> str:
    """Return how the body speaks of itself: by the word for what it is, out of its name."""
    words = facts.committee.name.split()
    return next((one for one in words if one.endswith("ommittee")), "Committee")


def _acts(one: BriefCase) -> str:
    return _listed(one.disclosed.facts.kinds) or "intimidation or reprisal"


def _about(one: BriefCase) -> str:
    """Return whom it may be said to concern."""
    names = [
        person.name.reveal()
        for person in one.disclosed.people
        if person.name is not None and person.label in one.named
    ]
    if names:
        return f" against {_listed(names)}, who cooperates or sought to cooperate with it"
    return " against somebody who cooperates or sought to cooperate with it"


def _listed(words: tuple[Kind, ...] | list[str]) -> str:
    said = [str(one) for one in words]
    return (
        said[0] if len(said) == 1 else ", ".join(said[:-1]) + f" and {said[-1]}" if said else ""
    )


def _days(number: int | None) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _day(day: object) -> str:
    return f"{day:%-d %B %Y}"
