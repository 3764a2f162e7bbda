"""One table of verbs: what each takes, in words that a person can follow."""

import re
from datetime import date

import pytest

from sanjose.secretariat.verbs import VERBS, Asked, does_not_ask
from sanjose.words.errors import Misuse
from sanjose.words.told import fields_of, read, schema
from tests.secretariat.house import ready, received, taken

ALL = pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)

FILLED_IN = {
    ("add", "digest"),
    ("propose", "label"),
    ("decide", "digest"),
    ("confirm", "digest"),
    ("take", "digest"),
    ("reply", "digest"),
    ("notify", "acting_for"),
    ("file-open", "label"),
    ("file-open", "reference"),
}
TEXT = "Something was said."
DOCUMENTS = {
    "urgent": {"state": "XXB", "text": TEXT, "who": "Ada Quill"},
    "receive": {"state": "XXB", "text": TEXT},
    "add": {"text": TEXT},
    "add-person": {"name": "Cora Plume"},
    "add-facts": {"detained": True},
    "contact": {"channel": "secure message"},
    "inform": {},
    "consent": {"answer": "asked"},
    "weigh": {"for_person": TEXT, "for_others": TEXT},
    "consult": {"consulted": "OHCHR"},
    "assess": {"finding": "reprisal", "reasons": TEXT},
    "conclude": {"course": ["letter"]},
    "notify": {"to": "Chair"},
    "recuse": {"who": "Member Birch"},
    "propose": {"measure": "letter"},
    "decide": {"label": "M1"},
    "confirm": {"label": "M1"},
    "take": {"label": "M1"},
    "reply": {"label": "M1"},
    "park": {"reason": TEXT, "review_on": "2026-06-01"},
    "close": {"ground": "recorded twice", "reasons": TEXT},
    "erase": {"person": "P1", "nothing_remains": True},
    "file-open": {"kind": "interim", "title": "Interim measures"},
    "file-move": {"label": "F1", "to": "granted"},
    "office-fill": {"post": "Bureau", "holder": "Member Gorse", "since": "2026-01-01"},
    "office-correct": {"post": "Bureau", "holder": "Member Elm", "nationalities": ["XXB"]},
    "office-leave": {"post": "Bureau", "holder": "Member Elm", "until": "2026-02-01"},
    "calendar-enter": {"what": "session", "title": "First", "starts": "2026-05-01"},
    "calendar-correct": {
        "what": "session",
        "title": "First",
        "starts": "2026-05-01",
        "right_starts": "2026-05-04",
    },
    "calendar-remove": {"what": "session", "title": "First", "starts": "2026-05-01"},
    "participation-enter": {
        "state": "XXB",
        "instrument": "moon",
        "status": "party",
        "source": "register",
        "as_of": "2026-01-05",
    },
    "judge": {"state": "XXB", "finding": "does not cooperate", "reason": TEXT},
    "document": {
        "state": "XXB",
        "what": "report of the Secretary-General",
        "symbol": "A/HRC/99/47",
        "dated": "2025-09-14",
    },
    "practice": {"title": "Paper instead of e-mail", "text": TEXT},
    "disclose": {"since": "2025-01-01", "until": "2025-12-31"},
}
"""A document for each verb, as somebody would write it."""


def every_schema(shown: dict):
    """Give a schema and those within it."""
    yield shown
    for one in shown["properties"].values():
        within = one.get("items", one)
        if within.get("type") == "object":
            yield from every_schema(within)


@ALL
def test_a_verb_says_in_one_line_what_its_document_is(verb):
    assert re.fullmatch(r"[A-Z][^\n]{10,120}\.", verb.help)
    assert "Source" not in verb.help


@ALL
def test_every_field_of_a_verb_is_explained_in_a_sentence(verb):
    for one in fields_of(verb.document):
        assert re.fullmatch(r"[a-z][^\n]{1,120}[^.\n]", one.help), one.name


def test_what_the_door_fills_in_is_asked_of_nobody():
    filled = {
        (verb.name, one.name)
        for verb in VERBS.values()
        for one in fields_of(verb.document)
        if does_not_ask(verb, one.name)
    }

    assert filled == FILLED_IN


@ALL
def test_what_a_verb_needs_is_asked_for(verb):
    needed = {one.name for one in fields_of(verb.document) if one.required}

    assert not {name for name in needed if does_not_ask(verb, name)}


@ALL
def test_a_verb_that_an_office_holder_instructs_can_be_recorded_on_instruction(verb):
    assert verb.by or verb.instructed_by is None
    assert verb.case in {"needed", "possible", "none"}


@ALL
def test_the_published_schema_of_a_verb_has_the_shape_of_json_schema(verb):
    for shown in every_schema(schema(verb.document)):
        assert shown["type"] == "object"
        assert shown["additionalProperties"] is False
        assert shown["description"]
        assert set(shown["required"]) <= set(shown["properties"])
        for name, one in shown["properties"].items():
            inner = one["items"] if one.get("type") == "array" else one
            assert one["description"], name
            assert inner.get("type") in {"string", "boolean", "integer", "object"} or (
                len(set(inner["enum"])) == len(inner["enum"]) > 1
            )
            assert inner.get("format") in {None, "date"}


@ALL
def test_the_schema_and_the_reading_know_the_same_fields(verb):
    shown = schema(verb.document)
    given = DOCUMENTS[verb.name]

    read(verb.document, given)

    assert set(shown["required"]) <= set(given) <= set(shown["properties"])
    for name in shown["required"]:
        short = {key: value for key, value in given.items() if key != name}
        with pytest.raises(Misuse, match=f"^{name} is missing: "):
            read(verb.document, short)


@ALL
def test_every_verb_reaches_the_door_and_answers_by_its_name(door, verb):
    reference = ready(door)
    if verb.name in {"confirm", "take"}:
        for earlier in ("propose", "decide"):
            run(door, earlier, reference)
    if verb.name == "decide":
        run(door, "propose", reference)
    if verb.name in {"reply", "park"}:
        taken(door, reference)
    if verb.name == "conclude":
        run(door, "assess", reference)
    if verb.name in {"erase", "contact"}:
        reference = received(door, "XXB")
    if verb.name == "file-move":
        run(door, "file-open", reference)
    if verb.name in {"calendar-correct", "calendar-remove"}:
        run(door, "calendar-enter", reference)

    outcome = run(door, verb.name, reference)

    names = {"add-person": "add", "add-facts": "add", "file-open": "file", "file-move": "file"}
    names |= {"office-fill": "roster", "office-leave": "roster", "calendar-enter": "calendar"}
    names |= {"participation-enter": "participation"}
    names["office-correct"] = "roster"
    names |= dict.fromkeys(("calendar-correct", "calendar-remove"), "calendar")
    assert outcome.objections == ()
    assert outcome.verb == names.get(verb.name, verb.name)


def test_a_file_that_is_opened_with_a_case_is_linked_with_it(door):
    reference = received(door, "XXB")

    run(door, "file-open", reference)
    run(door, "file-open", None)

    assert [one.references for one in door.record().files] == [(reference,), ()]


def run(door, name, reference):
    verb = VERBS[name]
    by = verb.instructed_by
    if name == "decide":
        by = VERBS["propose"].instructed_by
    asked = Asked(reference=reference, on=date(2026, 3, 2), by=by)
    return verb.run(door, asked, read(verb.document, DOCUMENTS[name]))
