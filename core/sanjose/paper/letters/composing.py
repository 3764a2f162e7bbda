"""What stands in a letter: its facts, said in one language with its committee's own words.

It says "allegation", names whom its facts name, and recalls those grounds alone that hold;
where a committee endorsed nothing, or has no rapporteur, no text of it can say so. A procedure
is said to a State only where the plugin says how, and never where it is confidential.

Source: G 2, 3, 12-14, 19, 21, 28-30; N 11, 31-33, 48-50; floors 2, 3 and 11.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sanjose.paper.forms.tongues import long_day
from sanjose.paper.letters.naming import LANGUAGE_NAMES, of_state, state_name
from sanjose.paper.letters.own import Own, own_words
from sanjose.paper.letters.wording import Line, said, text_of, told, words_in
from sanjose.rules.anchors import Anchor, AnchorKind
from sanjose.rules.correspondence import TO_PERSON, TO_STATE, LetterFacts, Sort
from sanjose.rules.letters import placeholders
from sanjose.rules.profile import Committee, Posting, Shape
from sanjose.words.errors import Misuse
from sanjose.words.model import Post

_APART = "[own grounds]"
_WRITTEN = frozenset({AnchorKind.TREATY, AnchorKind.PROTOCOL})
_ORDER = tuple(AnchorKind)
_POSTS = {
    Post.RAPPORTEUR: "rapporteur",
    Post.ALTERNATE: "alternate",
    Post.VISIT: "visit",
    Post.CHAIR: "chair",
    Post.VICE_CHAIR: "vice-chair",
    Post.BUREAU: "bureau",
    Post.PLENARY: "plenary",
}
_ALONE = frozenset({Post.RAPPORTEUR, Post.ALTERNATE, Post.VISIT, Post.CHAIR, Post.VICE_CHAIR})
"""Offices whose holder signs by name; a body signs as a body."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """A letter in its language, before it is laid out."""

    language: str
    fields: Mapping[str, str]
    addressee: tuple[str, ...]
    paragraphs: tuple[Line, ...]
    signature: tuple[str, ...]


def letter(facts: LetterFacts, language: str) -> Letter:
    """Return a letter, every word of it in one language.

    Raises:
        Misuse: something that it needs has no text in this language.
    """
    text = text_of(facts.sort, language)
    own = own_words(facts.committee, language)
    values = _values(facts, own, language)
    brought = _usable(facts, own, values)
    lists = _lists(
        facts, own, language, said_apart="grounds" in brought and _APART in text.body
    )
    paragraphs = told(text.body, values, lists, brought)
    space = _spaced if language == "fr" else str

    def head(name: str) -> tuple[str, ...]:
        return tuple(space(said(one, values)) for one in text.heads[name])

    words = words_in(language)
    fields = {
        "organization": words["organization"],
        "committee": own.committee,
        "classification": words["confidential"],
        "reference": space(said(words["reference"], values)),
        "date": values["date"],
        "subject": " ".join(head("Subject")),
        "salutation": " ".join(head("Salutation")),
        "courtesy": " ".join(head("Courtesy")),
        "contact": space(said(words["contact"], values)) if values["mailbox"] else "",
    }
    unsigned = facts.sort is Sort.NOTE_VERBALE
    return Letter(
        language=language,
        fields=fields,
        addressee=head("Addressee"),
        paragraphs=tuple(Line(space(one.text), item=one.item) for one in paragraphs),
        signature=() if unsigned else tuple(_signature(facts, own, values, language)),
    )


def remarks(facts: LetterFacts, language: str) -> tuple[str, ...]:
    """Return what an officer should look at before the letter goes, a clause each."""
    own = own_words(facts.committee, language)
    found = []
    if facts.sort not in {*TO_PERSON, Sort.CHAIR}:
        found.append(
            "it gives the kinds of acts and no account of them: add what those concerned agreed "
            "may be told, and nothing by which anybody else is known"
        )
    if facts.sort in TO_STATE:
        found.append(
            "check the State's name against the United Nations' own list: it was written "
            "from its authors' knowledge"
        )
    if language in {"ar", "es", "fr"}:
        found.append(
            "offices stand in the form of the office: change them to suit the person, and have "
            "the text read by somebody whose language it is"
        )
    found += [
        f"the committee's own paragraph {one!r} is not there in this language"
        for one in sorted(own.english - own.paragraphs.keys())
    ]
    return tuple(found)


# -- what stands in it -----------------------------------------------------------------------------


def _values(facts: LetterFacts, own: Own, language: str) -> dict[str, str]:
    """Return what each placeholder stands for; an empty text where there is nothing to say."""
    words = words_in(language)
    office, mailbox = _office(facts), facts.committee.mailbox.value or ""
    values = {
        "committee": own.committee,
        "body": own.body,
        "rapporteur": own.rapporteur,
        "mailbox": mailbox,
        "reference": facts.reference,
        "date": long_day(facts.dated, language),
        "state": state_name(facts.state, language),
        "of_state": of_state(facts.state, language),
        "procedure": own.procedures.get(_sayable(facts), ""),
        "deadline": long_day(facts.reply_by, language) if facts.reply_by else "",
        "posted": "x" if facts.committee.posting.value in {Posting.POSTED, Posting.CASE_BY_CASE}
        else "",
        "meeting": "x" if facts.meeting else "",
        "representing": "x" if facts.representing else "",
        "stop": ".",
        "semicolon": words["semicolon"],
    }  # fmt: skip
    for table in ("capacity", "author"):
        values[table] = said(words[table].get(office, words[table]["other"]), values)
    values["signatory"] = said(words["office"].get(office, words["office"]["other"]), values)
    values |= _earlier(facts, language) | _advised(facts, values, language)
    name = facts.recipient.name.reveal() if facts.recipient and facts.recipient.name else ""
    greeting = words["greeting" if name else "greeting-unnamed"]
    return values | {"recipient": name, "greeting": said(greeting, {"recipient": name})}


def _earlier(facts: LetterFacts, language: str) -> dict[str, str]:
    before = facts.earlier
    if before is None:
        if facts.sort is Sort.REMINDER:
            raise Misuse(
                "a reminder is about an earlier letter, and none is known that went out"
            )
        return {}
    silent = {"silent": str(before.silent)}
    return {
        "earlier": long_day(before.sent_on, language),
        "earlier_deadline": long_day(before.reply_by, language) if before.reply_by else "",
        "silence": said(words_in(language)["silence"], silent) if before.silent > 1 else "",
    }


def _advised(facts: LetterFacts, values: Mapping[str, str], language: str) -> dict[str, str]:
    words = words_in(language)
    if facts.sort is not Sort.CHAIR or "to" not in words:
        return {}
    key = _POSTS.get(facts.to or Post.CHAIR, "other")
    advice = facts.advice
    return {
        "addressed": said(words["to"].get(key, words["to"]["other"]), values),
        "chair_greeting": said(words["dear"].get(key, words["dear"]["other"]), values),
        "finding": words["findings"][advice.finding.name.lower()] if advice else "",
        "assessed": long_day(advice.assessed_on, language) if advice else "",
    }


def _lists(
    facts: LetterFacts, own: Own, language: str, *, said_apart: bool
) -> dict[str, tuple[str, ...]]:
    """Return what makes an item of its own for each entry.

    Args:
        said_apart: the committee's own paragraph speaks of its treaty's article.
    """
    words = words_in(language)
    grounds = [
        one.anchor
        for one in facts.grounds
        if not (said_apart and one.anchor.kind in _WRITTEN and not one.anchor.procedures)
    ]
    return {
        "persons": tuple(one.name.reveal() for one in facts.named if one.name is not None),
        "named": tuple(one.label for one in facts.named),
        "kinds": tuple(words["kinds"][one.name.lower()] for one in facts.disclosed.facts.kinds),
        "grounds": tuple(_grounds(grounds, own, language)) if facts.sort in TO_STATE else (),
        "course": tuple(_course(facts, own, language)),
    }


def _grounds(anchors: Sequence[Anchor], own: Own, language: str) -> Iterator[str]:
    """Give what the letter recalls: what holds towards this State on this day, and no more."""
    common = words_in(language)["grounds"]
    values = {"body": own.body}
    for anchor in sorted(anchors, key=lambda one: _ORDER.index(one.kind)):
        if anchor.key in own.grounds:
            yield own.grounds[anchor.key]
        elif anchor.kind not in _WRITTEN:
            yield said(common[anchor.kind.name.lower().replace("_", "-")], values)
        elif language == "en":
            yield anchor.title
        else:
            raise Misuse(_untranslated("ground", anchor.key, language))


def _untranslated(what: str, key: str, language: str) -> str:
    return (
        f"the {what} {key!r} has no {LANGUAGE_NAMES[language]} words: add them to the plugin's "
        f"letters/terms.{language}.toml, or write in English"
    )


def _course(facts: LetterFacts, own: Own, language: str) -> Iterator[str]:
    common = words_in(language).get("measures", {})
    for key, title in facts.advice.course if facts.advice else ():
        found = own.measures.get(key) or common.get(key)
        if found is None and language != "en":
            raise Misuse(_untranslated("measure", key, language))
        yield found or title


def _usable(facts: LetterFacts, own: Own, values: Mapping[str, str]) -> dict[str, str]:
    """Return the committee's own paragraphs in which nothing is missing and everything holds."""
    holding = {one.anchor.key for one in facts.grounds}
    resting = all(one in holding for one in _relied_on(facts.committee, facts.procedure))
    return {
        name: text
        for name, text in own.paragraphs.items()
        if all(values.get(one) for one in placeholders(text)) and (resting or name != "grounds")
    }


def _relied_on(committee: Committee, procedure: str | None) -> Iterator[str]:
    """Give the treaty's own articles that a committee's paragraph on its grounds may rest on."""
    for one in committee.anchors:
        if one.kind in _WRITTEN and (not one.procedures or procedure in one.procedures):
            yield one.key


def _sayable(facts: LetterFacts) -> str:
    """Return the procedure where it may be said: a confidential one is for the Chair alone."""
    declared = facts.committee.procedure(facts.procedure or "")
    if declared is None or (facts.sort is not Sort.CHAIR and declared.sealed):
        return ""
    return "" if declared.pseudonyms else declared.key


def _office(facts: LetterFacts) -> str:
    """Return as what is written; where the Bureau is the focal point its Chair writes for it."""
    if facts.committee.shape.value is Shape.BUREAU and facts.signs is not Post.PLENARY:
        return "bureau"
    return _POSTS.get(facts.signs, "other")


def _signature(
    facts: LetterFacts, own: Own, values: Mapping[str, str], language: str
) -> Iterator[str]:
    if facts.signs in _ALONE:
        yield from facts.signed_by
    office = values["signatory"]
    if facts.committee.shape.value is Shape.BUREAU and facts.signs is Post.CHAIR:
        office = f"{words_in(language)['office']['chair']}\n{office}"
    yield from office.split("\n")
    yield own.committee


def _spaced(text: str) -> str:
    """Return a French text with the spaces that no line is broken at."""
    return re.sub(r" ([:;!?»])", "\u00a0\\1", text.replace("« ", "«\u00a0"))
