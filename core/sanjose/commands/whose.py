"""Whose act it is, and about whom: neither is recorded unless somebody said so.

An assessment, conclusions, parking and closing are an office-holder's, and a decision is its
decider's. The secretariat enters them on instruction, and says on whose. Source: floor 6.
"""

from typing import Any

from sanjose.commands.around import post
from sanjose.commands.offering import as_choice, label_of, the_person
from sanjose.rules import authority
from sanjose.secretariat import Secretariat
from sanjose.secretariat.verbs import Verb
from sanjose.words.case import Case
from sanjose.words.errors import Misuse
from sanjose.words.model import Post
from sanjose.words.told import Told

ABOUT_SOMEBODY = frozenset({"inform", "consent", "contact"})
ACTS = {
    "assess": "assessment",
    "conclude": "advice",
    "park": "decision",
    "close": "decision",
    "decide": "decision",
    "judge": "judgement",
}


def settled(
    door: Secretariat, verb: Verb, by: Post | None, reference: str | None, talk: Any = None
) -> Post | None:
    """Return whose act it is.

    Args:
        talk: the conversation in which it can be asked; None where nobody can be asked.

    Raises:
        Misuse: it has to be said, and nobody can be asked.
    """
    if by is not None:
        return by
    own, of_office = door.actor().post, verb.acts_of(door.focal)
    if own is not Post.SECRETARIAT and (of_office or verb.name in ACTS):
        return own
    if verb.name not in ACTS:
        return of_office
    if talk is None:
        if verb.name == "decide":
            return None  # the door knows which measures need no other decider
        there = "; ".join(one for one in Post if one in authority.INSTRUCTED[verb.name])
        message = f"say whose {ACTS[verb.name]} it is, with --by: {there}"
        raise Misuse(message)
    question = f"whose {ACTS[verb.name]} it is"
    default = None
    if verb.name != "decide" and reference is not None:
        default = door.acting(door.focal, reference).post
    whose = Told("by", question, Post, required=default is None, default=default)
    answers: dict[str, Any] = {}
    talk.about([whose], answers, lambda *_: True)
    return post(answers["by"], "by") if "by" in answers else default


def person(verb: Verb, case: Case | None, fields: dict[str, Any], talk: Any = None) -> None:
    """Fill in about whom it is: the one person concerned, else whoever is said.

    Raises:
        Misuse: nobody is named in the case, or it has to be said and nobody can be asked.
    """
    if verb.name not in ABOUT_SOMEBODY or case is None or "person" in fields:
        return
    label = the_person(case)
    if label is None and talk is None:
        there = "; ".join(map(as_choice, case.persons))
        message = f"say with --person about whom it is: {there}"
        raise Misuse(message)
    if label is None:
        whom = Told("person", "about whom it is", str, required=True)
        talk.about([whom], fields, lambda *_: True)
        label = label_of(fields["person"])
    fields["person"] = label
