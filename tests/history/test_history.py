"""A history file is replayed whole or not at all, and says which line or step is wrong."""

import tracemalloc
from datetime import date

import pytest
import yaml

from sanjose.history import LARGEST, LONGEST, documents, replay
from sanjose.keeping.keyring import NoKey
from sanjose.secretariat.verbs import VERBS
from sanjose.words.errors import Misuse
from sanjose.words.events import AllegationReceived
from sanjose.words.model import Answer, Post

MOON = {"committee": "moon"}
PERSON = {"name": "Ada Quill", "channel": "secure message", "safe": True}
INTAKE = {
    "state": "XXB",
    "procedure": "report",
    "text": "They were waited for at the door.",
    "persons": [PERSON],
}
RECEIPT = {"on": "2026-02-02", "as": "first", "receive": INTAKE}
CHAIR_TOLD = {"on": "2026-02-03", "notify": {"to": "Chair"}}
CONSENT = {
    "on": "2026-02-03",
    "consent": {"answer": "given", "presets": ["State only, in confidence"]},
}
WEIGHED = {
    "on": "2026-02-03",
    "weigh": {"for_person": "Pressure may grow.", "for_others": "Nobody else is named."},
}
LETTER = {
    "on": "2026-02-04",
    "case": "first",
    "as": "the letter",
    "propose": {"measure": "letter"},
}
MEGABYTE = 1_000_000


def said(ask) -> str:
    """Return the sentence with which something was turned away."""
    with pytest.raises(Misuse) as caught:
        ask()
    return str(caught.value)


def bodies(door) -> list[object]:
    """Return what every entry of every case says, but for the random reference."""
    return [
        event.body.procedure if isinstance(event.body, AllegationReceived) else event.body
        for case_id in door.archive.cases()
        for event in door.archive.events(case_id)
    ]


# -- the file ------------------------------------------------------------------------------------


def test_a_missing_file_is_told_in_a_sentence(tmp_path):
    for name in ("none.jsonl", "none.yaml"):
        assert (
            said(lambda name=name: list(documents(tmp_path / name)))
            == "the history cannot be read: no such file or directory"
        )


@pytest.mark.parametrize("name", ["history.jsonl", "history.yaml", "history.yml"])
def test_a_file_that_is_not_utf_8_is_turned_away(tmp_path, name):
    path = tmp_path / name
    path.write_bytes('{"committee": "moon", "title": "Café"}'.encode("latin-1"))

    assert said(lambda: list(documents(path))) == (
        "the history is not written in UTF-8: save it again as UTF-8"
    )


@pytest.mark.parametrize("broken", ['{"on": ', "on: today", "[" * 100_000, "\ufeff{}"])
def test_a_line_that_is_no_json_is_named_by_its_number_and_not_repeated(lines, broken):
    path = lines(MOON, "", broken)

    assert said(lambda: list(documents(path))) == (
        "line 3 of the history is no JSON document: correct it"
    )


@pytest.mark.parametrize("line", ["[]", '"receive"', "3", "null"])
def test_a_line_that_is_no_group_of_fields_is_named_by_its_number(lines, line):
    path = lines(MOON, line)

    assert said(lambda: list(documents(path))) == "line 2 of the history is no group of fields"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("steps: [", "the history is no YAML near line 2: correct it"),
        ("committee: moon\nsteps:\n\t- on", "the history is no YAML near line 3: correct it"),
        ("title: \x00", "the history is no YAML: correct it"),
        ("? [a]\n: b\nsteps: []", "the history is no YAML near line 1: correct it"),
    ],
)
def test_broken_yaml_is_turned_away_with_its_line(written, text, sentence):
    assert said(lambda: list(documents(written(text)))) == sentence


@pytest.mark.parametrize(
    "text",
    [
        "title: &one Ada\nsource: *one\nsteps: []",
        f"title: {'[' * 60}{']' * 60}\nsteps: []",
        f"title: {'[' * 50_000}",
    ],
    ids=["an alias", "too deep", "far too deep"],
)
def test_yaml_that_repeats_entries_or_lies_too_deep_is_turned_away(written, text):
    assert said(lambda: list(documents(written(text)))) == (
        "the history repeats an entry with `*`, or goes too deep: write it out"
    )


@pytest.mark.parametrize(
    "text", ["!!timestamp noon", "!!bool maybe", "!!int ''", "!!float ''", "!ours x", "!!map x"]
)
def test_nothing_in_yaml_says_of_itself_what_it_is(written, text):
    path = written(f"committee: moon\nsteps:\n  - {{on: {text}}}\n")

    assert said(lambda: list(documents(path))) == (
        "the history says with `!` what something is: leave that out"
    )


def test_a_field_is_said_once_so_that_none_is_lost(lines, written):
    twice = '{"on": "2026-02-03", "weigh": {}, "weigh": {}}'
    in_lines, in_yaml = lines(MOON, twice), written(f"committee: moon\nsteps:\n  - {twice}\n")

    assert said(lambda: list(documents(in_lines))) == (
        "line 2 of the history says something twice: leave one out"
    )
    assert said(lambda: list(documents(in_yaml))) == (
        "the history says something twice in one group of fields: leave one out"
    )


def test_a_line_that_never_ends_is_not_read_to_its_end(tmp_path):
    path = tmp_path / "history.jsonl"
    with path.open("wb") as file:
        file.write(b'{"committee": "moon"}\n')
        file.write(b" " * (LONGEST + 1))
        file.truncate(10 * LONGEST)

    tracemalloc.start()
    sentence = said(lambda: list(documents(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert sentence == "line 2 of the history is longer than 8 MB: no step is so long"
    assert peak < 5 * LONGEST


@pytest.mark.parametrize("name", ["history.jsonl", "history.yaml"])
def test_a_mark_at_the_beginning_of_a_file_is_passed_over(tmp_path, name):
    path = tmp_path / name
    path.write_text('\ufeff{"committee": "moon", "steps": []}\n', "utf-8")

    assert next(documents(path))["committee"] == "moon"


@pytest.mark.parametrize("text", ["- on: 2026-02-02", "committee: moon", "steps: no", ""])
def test_yaml_without_a_list_of_steps_is_turned_away(written, text):
    assert said(lambda: list(documents(written(text)))) == (
        "a history in YAML is a group of fields with a list called `steps`"
    )


def test_a_step_in_yaml_that_is_no_group_of_fields_is_named_by_its_number(written):
    path = written("committee: moon\nsteps:\n  - {on: 2026-02-02}\n  - receive\n")

    assert said(lambda: list(documents(path))) == "step 2 of the history is no group of fields"


def test_yaml_of_more_than_fifty_megabytes_is_turned_away_unread(tmp_path):
    path = tmp_path / "history.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)

    tracemalloc.start()
    sentence = said(lambda: list(documents(path)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert sentence == (
        "the history is larger than 50 MB: write it as JSON Lines, a step a line"
    )
    assert peak < MEGABYTE


def test_days_and_words_in_yaml_stay_as_they_are_written(written):
    path = written(
        "committee: moon\nsteps:\n  - {on: 2026-02-02, note: no, case: yes, as: 8:30, by: 0x1F}\n"
    )

    step = {"on": "2026-02-02", "note": "no", "case": "yes", "as": "8:30", "by": "0x1F"}
    assert list(documents(path))[1] == step


def test_json_lines_are_read_one_by_one_and_fill_no_memory(lines):
    step = RECEIPT | {"note": "x" * 2000}
    path = lines(MOON, *[step] * 4000)
    assert path.stat().st_size > 8 * MEGABYTE

    tracemalloc.start()
    number = sum(1 for _ in documents(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert number == 4001
    assert peak < MEGABYTE


def test_a_broken_line_is_met_only_when_it_is_reached(lines):
    path = lines(MOON, RECEIPT, "broken")
    read = documents(path)

    assert (next(read), next(read)) == (MOON, RECEIPT)
    with pytest.raises(Misuse, match="line 3"):
        next(read)


# -- the heading ---------------------------------------------------------------------------------


def test_an_empty_history_is_turned_away(door, lines):
    assert said(lambda: replay(door, lines("", ""))) == (
        "the history is empty: its first document names the committee"
    )


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [
        ({}, "committee is missing: the committee, by its short name"),
        (MOON | {"colour": "red"}, "'colour' is not a field here: there are committee, title"),
        ({"committee": ["moon"]}, "committee is a text"),
        (
            {"committee": "cat"},
            "the history is of 'cat', this installation is of another committee",
        ),
    ],
)
def test_a_heading_that_is_wrong_or_of_another_committee_is_turned_away(
    door, lines, heading, sentence
):
    assert said(lambda: replay(door, lines(heading, RECEIPT))).startswith(sentence)
    assert door.cases() == ()


# -- a step --------------------------------------------------------------------------------------

NO_VERB = f"a step has one verb: {', '.join(n for n in VERBS if n not in {'erase', 'urgent'})}"


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        ({"on": "2026-02-03"}, NO_VERB),
        (CHAIR_TOLD | {"inform": {}}, NO_VERB),
        ({"on": "2026-02-03", "celebrate": {}}, NO_VERB),
        (CHAIR_TOLD | {"colour": "red"}, NO_VERB),
        ({"on": "2026-02-03", "erase": {"person": "P1"}}, NO_VERB),
        ({"on": "2026-02-03", "urgent": {"state": "XXB", "text": "Now."}}, NO_VERB),
        ({"on": "2026-02-03", "notify": "Chair"}, "notify is a group of fields"),
        ({"on": "2026-02-03", "notify": ["Chair"]}, "notify is a group of fields"),
        ({"notify": {"to": "Chair"}}, "on is missing: the day on which it happened"),
        (CHAIR_TOLD | {"on": "2026-02-30"}, "on is a date, as 2026-01-31"),
        (CHAIR_TOLD | {"on": 20260203}, "on is a date, as 2026-01-31"),
        (CHAIR_TOLD | {"on": "2026-03-03"}, "2026-03-03 lies in the future: give the day"),
        (CHAIR_TOLD | {"on": "2026-02-01"}, "it was received on 2026-02-02: nothing in it is"),
        (CHAIR_TOLD | {"by": "the boss"}, "by is one of: secretariat; rapporteur; alternate"),
        (CHAIR_TOLD | {"case": ["first"]}, "case is a text"),
        (CHAIR_TOLD | {"case": "second"}, "this is not a reference: one looks like"),
        (CHAIR_TOLD | {"case": "MOON-26-00000-0"}, "reference MOON-26-00000-0 has a slip"),
        ({"on": "2026-02-03", "notify": None}, "to is missing: who was told"),
        (
            {"on": "2026-02-03", "notify": {"to": "Chair", "colour": "red"}},
            "'colour' is not a field here: there are to, of, means",
        ),
        ({"on": "2026-02-03", "notify": {"to": 3}}, "to is one of: secretariat; rapporteur"),
        (
            {"on": "2026-02-03", "inform": {"limits": "perhaps"}},
            "limits is yes or no",
        ),
        (
            {"on": "2026-02-03", "receive": INTAKE | {"persons": ["Ada Quill"]}},
            "persons[1] is a group of fields",
        ),
        (
            {"on": "2026-02-03", "receive": INTAKE | {"persons": [{"nmae": "Ada Quill"}]}},
            "persons[1].'nmae' is not a field here: there are name",
        ),
        (
            {"on": "2026-02-03", "receive": INTAKE | {"Ada Quill": True}},
            "one of the names is not a field here: there are state",
        ),
        (
            {"on": "2026-02-03", "receive": INTAKE | {"state": "Nowhere"}},
            'no State is called "Nowhere"',
        ),
        ({"on": "2026-02-03", "inform": {"person": "P7"}}, "there is no P7 in this case"),
        (
            {"on": "2026-02-03", "receive": INTAKE | {"persons": [{"name": " "}]}},
            "persons[1].name is empty: leave it out",
        ),
        (
            {"on": "2026-02-03", "receive": INTAKE | {"text": "x" * 1_000_001}},
            "text is longer than 1,000,000 characters: hand it in as a file",
        ),
        (
            {"on": "2026-02-03", "receive": INTAKE | {"happened": "on \u202eMonday"}},
            "happened holds a control character: type it again on one line",
        ),
        (
            CHAIR_TOLD | {"by": "rapporteur"},
            "notify is not recorded as an office-holder's act: leave `by` out",
        ),
        (
            {
                "on": "2026-02-03",
                "case": "first",
                "office-leave": {
                    "post": "Chair",
                    "holder": "officer-4",
                    "until": "2026-02-03",
                },
            },
            "office-leave belongs to no case: leave `case` out",
        ),
        (
            {"on": "2026-02-03", "weigh": {"for_person": "Pressure may grow."}},
            "for_others is missing: what it may mean for others",
        ),
    ],
)
def test_a_wrong_step_is_named_by_its_number_and_nothing_is_left_of_those_before(
    door, lines, step, sentence
):
    size = door.archive.record.size()

    told = said(lambda: replay(door, lines(MOON, RECEIPT, step)))

    assert told.startswith(f"step 2: {sentence}")
    assert "Ada" not in told
    assert door.archive.record.size() == size
    assert door.archive.cases() == ()
    assert door.cases() == ()


def test_a_case_is_needed_and_none_was_received_yet(door, lines):
    assert said(lambda: replay(door, lines(MOON, CHAIR_TOLD))).startswith("step 1: ")


def test_a_step_that_is_refused_stops_the_replay_with_its_reasons(door, lines):
    size = door.archive.record.size()

    told = said(lambda: replay(door, lines(MOON, RECEIPT, LETTER)))

    assert told.startswith("step 2: refused: ")
    assert "no basis of P1 covers this use" in told
    assert "(N 11)" in told
    assert door.archive.record.size() == size


def test_a_refusal_that_was_expected_stands_in_the_record(door, lines):
    refused = LETTER | {"refused": ["no-basis", "not-weighed"]}

    replayed = replay(door, lines(MOON, RECEIPT, refused))

    case = door.show(replayed.references["first"])
    assert [one.objections for _, one in case.refusals] == [("no-basis", "not-weighed")]
    assert case.measures == ()


def test_a_refusal_expected_for_another_reason_stops_the_replay(door, lines):
    refused = LETTER | {"refused": ["vacant", "no-basis"]}

    assert said(lambda: replay(door, lines(MOON, RECEIPT, refused))) == (
        "step 2: expected to be refused (vacant), and was: no-basis, not-weighed"
    )


def test_a_refusal_that_was_expected_and_did_not_come_stops_the_replay(door, lines):
    expected = CHAIR_TOLD | {"refused": ["recused", "vacant"]}
    size = door.archive.record.size()

    assert said(lambda: replay(door, lines(MOON, RECEIPT, expected))) == (
        "step 2: expected to be refused (recused, vacant), and was: done"
    )
    assert door.archive.record.size() == size


def test_a_broken_line_after_good_steps_leaves_nothing_behind(door, lines):
    size = door.archive.record.size()

    assert said(lambda: replay(door, lines(MOON, RECEIPT, CHAIR_TOLD, "{")))[:6] == "line 4"
    assert door.archive.record.size() == size
    assert door.cases() == ()


# -- what a replay does --------------------------------------------------------------------------


def test_a_rehearsal_goes_through_every_step_and_leaves_nothing_behind(door, lines):
    size, told = door.archive.record.size(), []
    path = lines(MOON, RECEIPT, CHAIR_TOLD, CONSENT, WEIGHED, LETTER)

    replayed = replay(door, path, dry_run=True, each=told.append)

    assert replayed.steps == 5
    assert [one.verb.name for one in told] == [
        "receive",
        "notify",
        "consent",
        "weigh",
        "propose",
    ]
    assert door.archive.record.size() == size
    assert door.cases() == ()
    assert door.archive.cases() == ()


def test_a_rehearsal_finds_the_same_fault_as_the_replay(door, lines):
    path = lines(MOON, RECEIPT, LETTER)

    rehearsed = said(lambda: replay(door, path, dry_run=True))

    assert rehearsed == said(lambda: replay(door, path))


def test_after_a_failed_replay_the_corrected_file_is_replayed(door, lines):
    said(lambda: replay(door, lines(MOON, RECEIPT, {"on": "2026-02-03"})))

    replayed = replay(door, lines(MOON, RECEIPT, CHAIR_TOLD))

    assert replayed.steps == 2
    assert [one.reference for one in door.cases()] == list(replayed.references.values())


def test_json_lines_and_yaml_come_to_the_same_record(built_once, tmp_path, lines, written):
    steps = [RECEIPT, CHAIR_TOLD, CONSENT, WEIGHED, LETTER]
    whole = yaml.safe_dump(MOON | {"steps": steps}, sort_keys=False)
    entered = []

    for number, path in enumerate((lines(MOON, *steps), written(whole))):
        with built_once.copied(tmp_path / str(number)).door() as door:
            replay(door, path)
            entered.append(bodies(door))

    assert entered[0] == entered[1]
    assert len(entered[0]) >= 8


def test_a_case_is_meant_by_its_name_or_else_the_last_one_is(door, lines):
    second = RECEIPT | {"as": "second"}
    to_first = CHAIR_TOLD | {"case": "first"}
    path = lines(MOON, RECEIPT, second, to_first, {"on": "2026-02-05", "inform": {}})

    references = replay(door, path).references

    first, other = (door.show(references[name]) for name in ("first", "second"))
    assert first.notices
    assert not other.notices
    assert first.explained  # the case of the step before is the last one
    assert not other.explained


def test_a_case_that_is_there_already_is_meant_by_its_reference(door, lines):
    reference = replay(door, lines(MOON, RECEIPT)).references["first"]

    replay(door, lines(MOON, CHAIR_TOLD | {"case": reference}))

    assert len(door.show(reference).notices) == 1


def test_a_person_and_a_measure_are_meant_by_the_names_given_to_them(door, lines):
    sister = {"name": "Cora Plume", "channel": "e-mail", "safe": True}
    covered = ["act towards the State, in confidence", "publish"]
    agreed = {"answer": "given", "uses": covered, "person": "sister"}
    path = lines(
        MOON,
        RECEIPT,
        {"on": "2026-02-03", "as": "sister", "add-person": sister},
        {"on": "2026-02-03", "consent": agreed},
        WEIGHED,
        LETTER | {"propose": {"measure": "letter", "persons": ["sister"]}},
        {
            "on": "2026-02-05",
            "case": "first",
            "by": "rapporteur",
            "decide": {"label": "the letter"},
        },
        {"on": "2026-02-06", "case": "first", "take": {"label": "the letter"}},
        {"on": "2026-02-07", "case": "first", "reply": {"label": "the letter"}},
        {
            "on": "2026-02-08",
            "consent": agreed | {"items": ["the letter", "the letter-reply"]},
        },
        {
            "on": "2026-02-09",
            "case": "first",
            "refused": ["not-assessed"],
            "propose": {"measure": "posting", "about": "the letter", "persons": ["sister"]},
        },
    )

    case = door.show(replay(door, path).references["first"])

    letter = case.measure("M1")
    assert letter.proposal.persons == ("P2",)
    assert letter.decided_by is Post.RAPPORTEUR
    assert letter.answered
    assert [(one.person, one.items) for _, one in case.consents] == [
        ("P2", ()),
        ("P2", ("M1", "M1-reply")),
    ]
    assert case.consents[0][1].answer is Answer.GIVEN


def test_a_file_is_meant_by_the_name_given_to_it(door, lines):
    path = lines(
        MOON,
        RECEIPT,
        {
            "on": "2026-02-03",
            "case": "first",
            "as": "measures",
            "file-open": {"kind": "interim", "title": "Interim measures"},
        },
        {"on": "2026-02-04", "file-move": {"label": "measures", "to": "granted"}},
    )

    case = door.show(replay(door, path).references["first"])

    assert [(one.label, one.state) for one in case.files] == [("F1", "granted")]


def test_an_act_is_the_office_holders_who_is_named_or_who_usually_does_it(door, lines):
    found = {"finding": "reprisal", "reasons": "What is known fits."}
    assessed = {"on": "2026-02-04", "assess": found}
    path = lines(MOON, RECEIPT, assessed, assessed | {"by": "Bureau"})

    reference = replay(door, path).references["first"]

    acts = [one for one in door.timeline(reference) if one.body.NAME.startswith("assessment")]
    assert [one.by for one in acts] == [Post.RAPPORTEUR, Post.BUREAU]


def test_what_roster_and_calendar_say_already_is_entered_once(door, lines):
    elected = {
        "post": "Vice-Chair",
        "holder": "Member Gorse",
        "nationalities": ["Trialand"],
        "since": "2026-01-01",
    }
    visit = {"what": "country visit", "title": "First", "starts": "2026-02-01", "state": "XXB"}
    general = visit | {"state": None, "title": "Second"}
    fir = elected | {"post": "country rapporteur", "holder": "Member Oak", "state": "XXA"}
    path = lines(
        MOON,
        *({"on": "2026-02-03", "office-fill": one} for one in (elected, fir)),
        *({"on": "2026-02-03", "calendar-enter": one} for one in (visit, general)),
    )
    replay(door, path)
    before, told = door.record(), []

    replay(door, path, each=told.append)

    assert (door.record().offices, door.record().calendar) == (before.offices, before.calendar)
    assert {one.outcome.notes for one in told} == {("the record says so already",)}
    assert [one.title for one in before.calendar] == ["First", "Second"]


def test_a_replay_leaves_no_notice_and_tells_nobody_what_is_due(door, lines):
    told = []

    replay(door, lines(MOON, RECEIPT), each=told.append)

    assert told[0].outcome.due == ()
    assert door.archive.notices.waiting() == ()
    assert door.due(on=date(2026, 3, 2))


def test_whoever_tells_the_story_gets_each_step_as_it_was_written(door, lines):
    told = []

    replay(door, lines(MOON, RECEIPT | {"note": "It began."}, CHAIR_TOLD), each=told.append)

    assert [(one.number, one.around.note, one.fields) for one in told] == [
        (1, "It began.", INTAKE),
        (2, None, {"to": "Chair"}),
    ]
    assert told[0].around.named == "first"
    assert told[0].around.on == date(2026, 2, 2)


# -- the wall, in one transaction ----------------------------------------------------------------


def test_a_recusal_keeps_out_of_cases_that_the_same_file_has_just_received(door, lines):
    for_the_state = {
        "on": "2026-02-03",
        "recuse": {"who": "officer-4", "state": "XXB"},
    }
    for_the_case = {"on": "2026-02-03", "case": "first", "recuse": {"who": "officer-2"}}

    replayed = replay(door, lines(MOON, RECEIPT, for_the_state, for_the_case))

    case_id = door.archive.find(replayed.references["first"])
    assert door.archive.vault.holders(case_id) == ("officer-1", "officer-5")


def test_a_state_that_turns_out_to_be_another_moves_the_wall_in_the_same_file(door, lines):
    moved = {"on": "2026-02-03", "add-facts": {"state": "XXA"}}

    replayed = replay(door, lines(MOON, RECEIPT, moved))

    case_id = door.archive.find(replayed.references["first"])
    assert door.archive.vault.holders(case_id) == ("officer-1", "officer-3", "officer-4")


def test_a_rehearsed_recusal_leaves_everybody_their_keys(door, lines):
    replayed = replay(door, lines(MOON, RECEIPT))
    reference = replayed.references["first"]
    recused = {"on": "2026-02-03", "case": reference, "recuse": {"who": "officer-2"}}

    replay(door, lines(MOON, recused), dry_run=True)

    case_id = door.archive.find(reference)
    assert "officer-2" in door.archive.vault.holders(case_id)
    assert door.show(reference).recusals == ()


def test_somebody_recused_brings_in_what_they_cannot_read_afterwards(
    built_once, tmp_path, lines
):
    house = built_once.copied(tmp_path / "house")
    receipt = RECEIPT | {"receive": INTAKE | {"state": "XXA"}}

    with house.door("officer-2") as theirs, house.door() as other:
        reference = replay(theirs, lines(MOON, receipt)).references["first"]

        assert theirs.cases() == ()
        assert other.show(reference).received.source == "handed in by somebody recused"
        with pytest.raises(NoKey):
            theirs.archive.case(other.archive.find(reference))


def test_after_a_recusal_of_their_own_an_officer_brings_nothing_more_into_the_case(door, lines):
    recused = {"on": "2026-02-03", "case": "first", "recuse": {"who": "officer-1"}}

    told = said(lambda: replay(door, lines(MOON, RECEIPT, recused, CHAIR_TOLD)))

    assert told == "step 3: there is no case with this reference; see `sanjose cases`"
    assert replay(door, lines(MOON, RECEIPT, recused)).steps == 2
    assert door.cases() == ()


def test_a_measure_in_a_history_with_a_case_says_whose_it_is(door, lines):
    """The committee's own would otherwise be taken for the case's, and the other way round."""
    meeting = {"measure": "private-meeting", "identifies_nobody": True}
    unsaid = {"on": "2026-02-04", "propose": meeting}

    sentence = said(lambda: replay(door, lines(MOON, RECEIPT, unsaid)))
    replay(door, lines(MOON, RECEIPT, {**unsaid, "case": "none"}))
    without_a_case = len(door.record().measures)
    replay(door, lines(MOON, unsaid))

    assert sentence.startswith("step 2: say to which case this propose belongs")
    assert without_a_case == 1
    assert len(door.record().measures) == 2


def test_what_belongs_to_a_case_is_not_the_committees_own(door, lines):
    contact = {"on": "2026-02-04", "case": "none", "contact": {"channel": "post"}}

    assert said(lambda: replay(door, lines(MOON, RECEIPT, contact))) == (
        "step 2: contact belongs to a case: name it"
    )
