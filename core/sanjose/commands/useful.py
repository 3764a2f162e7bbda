"""Which questions are asked at a terminal: what must be said, and the useful few besides.

Whoever says something of the document on the command line is asked only for what must be
there; ``--ask-all`` asks for everything.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from sanjose.words.told import Told

if TYPE_CHECKING:
    from sanjose.commands.acting import Order

USEFUL: Mapping[str, str] = {
    "urgent": "state text who",
    "receive": "procedure persons source form kinds imminent detained",
    "add": "form persons",
    "add-person": "standing channel contact safe child stands_for",
    "add-facts": "procedure cooperation kinds perpetrator happened imminent detained",
    "contact": "person inbound reached text promise check_in",
    "inform": "person special_procedures text",
    "consent": "person basis presets uses items spoken_by own_view text confirmed_orally_by"
    " state_knows",
    "weigh": "for_others go_ahead",
    "consult": "text",
    "assess": "perpetrator",
    "conclude": "course text",
    "notify": "of means",
    "recuse": "ground",
    "propose": "about identifies_nobody text",
    "decide": "adopted mode means text",
    "confirm": "means",
    "take": "means reply_by symbol text",
    "reply": "substantive text",
    "erase": "person remains nothing_remains",
    "file-open": "state",
    "file-move": "document",
    "office-fill": "nationalities state until address",
    "calendar-enter": "ends state reprisals",
}
"""The fields asked for besides those that must be there, by verb."""

_SPOKEN = ("consent of a chosen", "consent of a relative")

Answers = Mapping[str, Any]

ONLY_WHERE: Mapping[tuple[str, str], Callable[[Answers], bool]] = {
    ("contact", "person"): lambda a: bool(a.get("several")),
    ("inform", "person"): lambda a: bool(a.get("several")),
    ("consent", "person"): lambda a: bool(a.get("several")),
    ("consent", "basis"): lambda a: a.get("answer") == "given",
    ("consent", "presets"): lambda a: a.get("answer") in {"asked", "given"},
    ("consent", "uses"): lambda a: a.get("answer") not in {"concern", "concern discussed"},
    ("consent", "items"): lambda a: "publish" in a.get("uses", ()),
    ("consent", "spoken_by"): lambda a: str(a.get("basis", "")).startswith(_SPOKEN),
    ("consent", "own_view"): lambda a: bool(a.get("child")),
    ("consent", "confirmed_orally_by"): lambda a: a.get("basis") == "emergency",
    ("consent", "state_knows"): lambda a: a.get("basis") == "emergency",
    ("add-person", "contact"): lambda a: a.get("channel", "none") != "none",
    ("add-person", "safe"): lambda a: a.get("channel", "none") != "none",
    ("add-person", "stands_for"): lambda a: (
        a.get("standing") in {"representative", "relative", "counsel"}
    ),
    ("propose", "about"): lambda a: a.get("measure") in {"reminder", "posting"},
    ("propose", "identifies_nobody"): lambda a: bool(a.get("no_case")),
    ("take", "reply_by"): lambda a: bool(a.get("letter")),
    ("take", "symbol"): lambda a: bool(a.get("document")),
    ("erase", "remains"): lambda a: "person" in a and bool(a.get("several")),
    ("erase", "nothing_remains"): lambda a: (
        "person" in a and "remains" not in a and bool(a.get("several"))
    ),
    ("office-fill", "state"): lambda a: a.get("post") == "country rapporteur",
    ("calendar-enter", "state"): lambda a: a.get("what") != "session",
    ("calendar-enter", "reprisals"): lambda a: (
        a.get("what")
        in {"concluding observations", "list of issues", "list of issues prior to reporting"}
    ),
}
"""Questions that make sense only after certain answers."""


def ordered(verb: str, fields: Iterable[Told]) -> list[Told]:
    """Return fields in the order in which they are asked for: what must be there comes first."""
    useful = USEFUL.get(verb, "").split()

    def place(one: Told) -> int:
        if one.required:
            return -1
        return useful.index(one.name) if one.name in useful else len(useful)

    return sorted(fields, key=place)


def wanted(
    order: "Order", known: Callable[[], Answers] = dict
) -> Callable[[Told, Answers], bool]:
    """Return the rule by which a field is asked for.

    Args:
        order: the act that is asked for.
        known: what is known of the case besides the answers.
    """
    useful = USEFUL.get(order.verb.name, "").split()
    besides = not order.said or order.ask_all or order.verb.name == "urgent"

    def asked(one: Told, answers: Answers) -> bool:
        if one.required or order.ask_all:
            return True
        condition = ONLY_WHERE.get((order.verb.name, one.name))
        fits = condition is None or condition({**known(), **answers})
        return besides and one.name in useful and fits

    return asked
