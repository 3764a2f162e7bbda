"""A first wording of an account of a case, for whoever writes it; nobody is named in it.

It says what was received, what the assessment could not establish, what was done and what the
State answered, in the order in which such paragraphs stand. It says "allegation" throughout,
and no day, no kind of act and nothing that was done in public unless the account is to name
the State: what is left out there would tell who it is. A person rewrites it, and the rapporteur releases what they wrote.

Source: G 12; N 29-35, 38; floors 2 and 10.
"""

from collections.abc import Iterable, Iterator, Mapping

from sanjose.rules.profile import Committee
from sanjose.rules.view import MeasureView
from sanjose.secretariat.papers.accounts import Telling
from sanjose.words.measures import LETTERS
from sanjose.words.model import Assessment, Cooperation, Post, Standing
from sanjose.words.states import name_of

COOPERATED: Mapping[Cooperation, str] = {
    Cooperation.SEEKING: "for seeking to cooperate with it",
    Cooperation.COOPERATING: "for cooperating with it",
    Cooperation.COOPERATED: "for having cooperated with it",
    Cooperation.CONSIDERING: "for considering or attempting to file a complaint",
    Cooperation.AT_HOME: "for having complained or testified at home",
    Cooperation.UNKNOWN: "in connection with its work",
}
NOT_ESTABLISHED: Mapping[Assessment, str] = {
    Assessment.LINK_NOT_ESTABLISHED: (
        "It was not possible to establish a link between the cooperation with the Committee "
        "and the alleged acts."
    ),
    Assessment.NOT_VERIFIABLE: (
        "The information that was provided did not allow the allegations to be verified."
    ),
    Assessment.INSUFFICIENT: "The information received so far does not allow a conclusion.",
}
"""What is said of an assessment: what it could not establish. Source: N 32, 33."""

DONE: Mapping[str, str] = {
    "information": "{office} asked the person concerned for additional information",
    "letter": "A letter was sent to {state}",
    "letter-deadline": "A letter was sent to {state}, with a deadline for information",
    "reminder": "A reminder was sent to {state}",
    "note-verbale": "A note verbale was sent to {state}",
    "meeting": (
        "{office} met the permanent mission of {state}, expressed the Committee's concern and "
        "asked for protection"
    ),
    "obligations": "The Committee reminded {state} of its obligations",
    "interim-measures": "Interim measures seeking protection were requested of {state}",
    "dialogue": "The matter was raised in the dialogue with the delegation of {state}",
    "observations": "The Committee expressed its concern in its concluding observations",
    "list-of-issues": "The matter was raised in a list of issues",
    "loipr": "The matter was raised in a list of issues prior to reporting",
    "statement": "The Committee issued a public statement",
    "high-commissioner": "The assistance of the High Commissioner was requested",
    "special-procedures": "The matter was referred to special procedures",
    "resident-coordinator": "The resident coordinator was asked to support the person concerned",
    "confidential-submission": "A submission was accepted in confidence",
    "private-meeting": "A private meeting was held",
    "secure-channel": "A safer way of giving information was offered",
}
"""What is said of a measure that was taken; another one is said by what it is called."""

APART = frozenset({"posting", "annual-report", "secretary-general"})
"""Measures that are said at the end, or are the account itself."""


def draft(telling: Telling, profile: Committee) -> str:
    """Return an account of a case as it may be worded."""
    return " ".join(_sentences(telling, profile))


def _sentences(telling: Telling, profile: Committee) -> Iterator[str]:
    facts, state = telling.disclosed.facts, "the State party concerned"
    if telling.state is not None:
        state = f"the State party, {name_of(telling.state)}"
    words = {"office": f"The {called(profile)}", "state": state}
    yield _received(telling, profile)
    asked = [one for one in facts.measures if one.key == "information"]
    yield from _measures(telling, profile, words, asked)
    if telling.explained:
        yield "The procedure and the possible forms of action were explained."
    if facts.finding is not None and facts.finding in NOT_ESTABLISHED:
        yield NOT_ESTABLISHED[facts.finding]
    if telling.concern:
        yield (
            "The person expressed concern that protection measures would be carried out by the "
            "State party itself."
        )
    others = [one for one in facts.measures if one.key != "information"]
    yield from _measures(telling, profile, words, others)
    if telling.in_contact:
        yield "Contact with those concerned continues."


def called(profile: Committee) -> str:
    """Return what the office is called, in the middle of a sentence."""
    name = profile.rapporteur.value
    return name if profile.focal is Post.BUREAU else f"{name[:1].lower()}{name[1:]}"


def _received(telling: Telling, profile: Committee) -> str:
    """Return the first sentence; where, when and what only if the State is named."""
    facts = telling.disclosed.facts
    concerned = sum(one.standing is Standing.CONCERNED for one in facts.persons)
    whom = "persons" if concerned > 1 else "a person"
    opening, more = "The Committee", f" {COOPERATED[facts.cooperation]}"
    if telling.state is not None:
        procedure = profile.procedure(facts.procedure or "")
        more += f", in the context of: {procedure.title}" if procedure else ""
        more += f". They speak of: {', '.join(facts.kinds)}" if facts.kinds else ""
        opening = f"At its {telling.session}, the Committee" if telling.session else opening
    return f"{opening} received allegations of intimidation or reprisals against {whom}{more}."


def _measures(
    telling: Telling,
    profile: Committee,
    words: Mapping[str, str],
    measures: Iterable[MeasureView],
) -> Iterator[str]:
    taken = [one for one in measures if one.taken_on is not None]
    symbols = dict(telling.symbols)
    for one in sorted(taken, key=lambda one: (one.taken_on or one.proposed_on, one.label)):
        if one.key in APART or (telling.state is None and _seen(profile, one.key)):
            continue
        title = profile.kinds[one.key].title if one.key in profile.kinds else one.key
        said = DONE.get(one.key, f"The following was done: {title}").format(**words)
        place = f" ({symbols[one.label]})" if one.label in symbols else ""
        yield f"{said}{place}."
        yield from _answer(one)
    posted = sum(one.key == "posting" for one in taken if telling.state is not None)
    if posted > 1:
        yield "The letter and the reply are accessible on the Committee's web page."
    elif posted:
        yield "The correspondence is accessible on the Committee's web page."


def _seen(profile: Committee, key: str) -> bool:
    """Return whether everybody can read of a measure, and so of which State it was."""
    return key in profile.kinds and profile.kinds[key].public


def _answer(one: MeasureView) -> Iterator[str]:
    """Say whether a State answered a letter. Source: N 34, 38."""
    if one.key not in LETTERS and one.reply_by is None:
        return
    if one.answered:
        yield "The State party replied."
    elif one.replied:
        yield "The State party acknowledged receipt and has yet to reply on the substance."
    else:
        yield "The State party has yet to reply."
