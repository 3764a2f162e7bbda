"""Which questions are asked at a terminal: what must be said, and the useful few besides.

Whoever says something of the document on the command line is asked only for what must be
there; ``--ask-all`` asks for everything. Where an empty answer would be the dangerous one, or
would record what nobody said, there is none: the question is asked until it is answered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sanjose.words.told import Told

USEFUL: Mapping[str, str] = {
    "urgent": "state text who",
    "receive": "procedure persons source form kinds imminent detained",
    "add": "form persons",
    "add-person": "standing channel contact safe child stands_for",
    "add-facts": "procedure cooperation kinds perpetrator happened imminent detained",
    "contact": "inbound reached text promise check_in",
    "inform": "special_procedures text",
    "consent": "basis presets uses items spoken_by own_view text confirmed_orally_by"
    " state_knows",
    "weigh": "for_others go_ahead",
    "consult": "text",
    "assess": "perpetrator means",
    "conclude": "course means text",
    "notify": "of means",
    "recuse": "ground",
    "propose": "about identifies_nobody text",
    "decide": "adopted mode in_favour against abstaining means text",
    "confirm": "means",
    "take": "means reply_by symbol text",
    "reply": "substantive text",
    "park": "means",
    "close": "means",
    "file-open": "state",
    "file-move": "document",
    "office-fill": "nationalities state until address",
    "office-correct": "nationalities since until address",
    "calendar-enter": "ends state reprisals",
    "calendar-correct": "right_what right_title right_starts right_ends right_state"
    " right_reprisals",
    "participation-enter": "since until",
    "judge": "rests_on",
    "document": "paragraphs committee",
}
"""The fields asked for besides those that must be there, by verb."""

SAID: Mapping[str, str] = {
    "receive": "imminent",
    "weigh": "go_ahead",
    "decide": "adopted means",
    "reply": "substantive",
    "conclude": "means",
    "notify": "means",
    "confirm": "means",
    "take": "means",
    "assess": "means",
    "park": "means",
    "close": "means",
    "office-fill": "nationalities",
}
"""Fields that a document may leave out and a person at a terminal has to answer. Source: ours;
Enter alone must neither let a measure go ahead nor record a call that nobody made."""

STILL: Mapping[str, str] = {
    "consent": "presets uses text",
    "office-fill": "address",
    "decide": "mode in_favour against abstaining",
    "file-move": "document",
}
"""Fields asked for whatever else was said on the command line: the act needs them."""

_SPOKEN = ("consent of a chosen", "consent of a relative")
_CONCERNS = {"concern", "concern discussed"}

Answers = Mapping[str, Any]

ONLY_WHERE: Mapping[tuple[str, str], Callable[[Answers], bool]] = {
    ("consent", "basis"): lambda a: a.get("answer") == "given",
    ("consent", "presets"): lambda a: a.get("answer") in {"asked", "given"} and "uses" not in a,
    ("consent", "uses"): lambda a: (
        a.get("answer") not in _CONCERNS and not (a.get("said") and "presets" in a)
    ),
    ("consent", "text"): lambda a: not a.get("said") or a.get("answer") in _CONCERNS,
    ("consent", "items"): lambda a: "publish" in a.get("uses", ()),
    ("consent", "spoken_by"): lambda a: str(a.get("basis", "")).startswith(_SPOKEN),
    ("consent", "own_view"): lambda a: (
        bool(a.get("child")) or str(a.get("basis", "")).startswith(_SPOKEN)
    ),
    ("consent", "confirmed_orally_by"): lambda a: a.get("basis") == "emergency",
    ("consent", "state_knows"): lambda a: a.get("basis") == "emergency",
    ("add-person", "contact"): lambda a: a.get("channel", "none") != "none",
    ("add-person", "safe"): lambda a: a.get("channel", "none") != "none",
    ("add-person", "stands_for"): lambda a: (
        a.get("standing") in {"representative", "relative", "counsel"}
    ),
    ("decide", "mode"): lambda a: not a.get("said") or bool(a.get("counted")),
    **dict.fromkeys(
        (("decide", "in_favour"), ("decide", "against"), ("decide", "abstaining")),
        lambda a: bool(a.get("counted")) and a.get("mode") == "written procedure",
    ),
    ("assess", "means"): lambda a: bool(a.get("instructed")),
    ("park", "means"): lambda a: bool(a.get("instructed")),
    ("close", "means"): lambda a: bool(a.get("instructed")),
    ("propose", "about"): lambda a: a.get("measure") in {"reminder", "posting"},
    ("propose", "identifies_nobody"): lambda a: bool(a.get("no_case")),
    ("take", "reply_by"): lambda a: bool(a.get("letter")),
    ("take", "symbol"): lambda a: bool(a.get("document")),
    ("file-move", "document"): lambda a: not a.get("said") or bool(a.get("document_needed")),
    ("office-fill", "state"): lambda a: a.get("post") == "country rapporteur",
    ("calendar-enter", "state"): lambda a: a.get("what") != "session",
    ("calendar-enter", "reprisals"): lambda a: (
        a.get("what")
        in {"concluding observations", "list of issues", "list of issues prior to reporting"}
    ),
}
"""Questions that make sense only after certain answers."""


def enter_means(verb: str) -> Callable[[Told, Answers], str | None]:
    """Return what Enter alone means where the answers before decide that; None as elsewhere."""

    def meaning(one: Told, answers: Answers) -> str | None:
        taken_back = answers.get("answer") in {"refused", "withdrawn"}
        return "every use" if (verb, one.name) == ("consent", "uses") and taken_back else None

    return meaning


def questions(verb: str, fields: Iterable[Told]) -> list[Told]:
    """Return fields in the order in which they are asked for: what must be answered is so."""
    useful, said = _named(USEFUL, verb), _named(SAID, verb)

    def place(one: Told) -> int:
        if one.required:
            return -1
        return useful.index(one.name) if one.name in useful else len(useful)

    found = sorted(fields, key=place)
    return [replace(one, required=True) if one.name in said else one for one in found]


def wanted(
    verb: str, *, said: bool, ask_all: bool, known: Callable[[], Answers] = dict
) -> Callable[[Told, Answers], bool]:
    """Return the rule by which a field is asked for.

    Args:
        said: whether something of the document was said on the command line.
        ask_all: whether everything is to be asked for.
        known: what is known of the case besides the answers.
    """
    useful, still, must = (_named(table, verb) for table in (USEFUL, STILL, SAID))
    besides = not said or verb == "urgent"

    def asked(one: Told, answers: Answers) -> bool:
        if ask_all or (one.required and one.name not in must):
            return True
        condition = ONLY_WHERE.get((verb, one.name))
        fits = condition is None or condition({"said": said, **known(), **answers})
        there = one.name in must or one.name in still or (besides and one.name in useful)
        return there and fits

    return asked


def _named(table: Mapping[str, str], verb: str) -> list[str]:
    return table.get(verb, "").split()
