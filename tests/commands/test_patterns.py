"""`sanjose patterns`: what supports each condition, public documents first, and no verdict."""

import pytest

REASON = "Two letters, and the delegation left when the paragraph was read."
JUDGE = (
    *("patterns", "judge", "Exampleland", "--finding", "does not cooperate"),
    *("--rests-on", "CAT/C/XXA/CO/3", "--from", "-"),
)
DOCUMENT = (
    *("patterns", "document", "Exampleland", "--what", "report of the Secretary-General"),
    *("--symbol", "A/HRC/99/47", "--dated", "2025-09-14", "--paragraphs", "annex I, para. 4"),
)


@pytest.fixture(scope="module")
def known(office):
    """An office in which something is known of Exampleland."""
    first = office.run("patterns")
    observations = ("--what", "concluding observations", "--title", "CAT/C/XXA/CO/3")
    office.done(
        *("calendar", "enter", *observations, "--starts", "2025-05-04"),
        *("--state", "Exampleland", "--reprisals", "paras 27-28"),
    )
    office.done(*DOCUMENT)
    office.done(*JUDGE, "--by", "Chair", "--on", "2026-03-02", told={"reason": REASON})
    case = office.ready(on="2026-01-05")
    office.done("notify", case, "--to", "Chair", "--on", "2026-01-05")
    text = {"text": "Dear Ambassador"}
    day = ("--on", "2026-01-07")
    office.done("propose", case, "letter", *day, "--from", "-", told=text)
    office.done("decide", case, "M1", "--by", "rapporteur", *day)
    office.done("take", case, "M1", *day, "--from", "-", told=text)
    return office, first, case


def test_while_nothing_names_a_state_it_says_how_to_begin(known):
    first = known[1]

    assert first.code == 0
    assert "Nothing names a State here yet" in first.out
    assert "sanjose patterns document STATE" in first.out


def test_public_documents_stand_first_then_each_condition_with_its_support(known):
    office = known[0]

    shown = office.done("patterns", "exampleland", "--on", "2026-11-22").out

    assert shown == (
        "Exampleland on 2026-11-22: what supports a joint statement of Chairs (N 16)\n"
        "\n"
        "What is public\n"
        "  2025-09-14   A/HRC/99/47; report of the Secretary-General; on reprisals:\n"
        "               annex I, para. 4\n"
        "  2025-05-04   CAT/C/XXA/CO/3; concluding observations of cat; on reprisals:\n"
        "               paras 27-28\n"
        "\n"
        "1. Different committees\n"
        "  in public    cat\n"
        "  of our own   cat 1\n"
        "\n"
        "2. Whether the State party cooperates: a person's judgement\n"
        "  2026-03-02   Chair: does not cooperate. Two letters, and the delegation left\n"
        "               when the paragraph was read. [it rests on CAT/C/XXA/CO/3]\n"
        "  Not answered so far; a fact of ours, and by itself no judgement:\n"
        "    2026-01-07   letter to the State party: 319 days\n"
        "\n"
        "3. Recurrent allegations, by the period of receipt\n"
        "  2026, first quarter   1: cat 1\n"
        "\n"
        "This informs a proposal and gates none: a joint statement can be proposed\n"
        "whatever stands here (N 16). It is the secretariat's own page; what of it\n"
        "leaves is decided apart.\n"
    )


def test_the_list_has_every_state_that_anything_names(known):
    office, _, case = known

    shown = office.done("patterns", "--on", "2026-11-22").out

    assert "Exampleland   2        1             cat; Chair: does not cooperate" in shown
    assert case not in shown
    assert all(len(line) <= 78 for line in shown.splitlines())


def test_a_state_of_which_nothing_is_known_says_so_and_judges_nothing(known):
    shown = known[0].done("patterns", "show", "Trialand").out

    assert "nothing noted: `sanjose patterns document STATE`" in shown
    assert "none so far" in shown
    assert "It is never computed" in " ".join(shown.split())
    assert "None names the State so far." in shown


def test_a_machine_gets_the_same_and_no_verdict(known):
    office, _, case = known

    told = office.done("patterns", "Exampleland", "--on", "2026-11-22", "--json")
    listed = office.done("patterns", "--json").json["states"]

    assert told.json["informs_only"] is True
    assert told.json["public"][0] == {
        "on": "2025-09-14",
        "symbol": "A/HRC/99/47",
        "what": "report of the Secretary-General",
        "committee": None,
        "paragraphs": "annex I, para. 4",
    }
    assert told.json["judgements"] == [
        {
            "on": "2026-03-02",
            "by": "Chair",
            "finding": "does not cooperate",
            "reason": REASON,
            "rests_on": ["CAT/C/XXA/CO/3"],
        }
    ]
    assert told.json["unanswered"] == [
        {"sent": "2026-01-07", "what": "letter to the State party", "days": 319}
    ]
    assert told.json["periods"] == [
        {"from": "2026-01-01", "period": "2026, first quarter", "told": {"cat": 1}}
    ]
    assert (told.json["own"], told.json["told"], told.json["may_concern"]) == (1, {}, None)
    assert [one["state"] for one in listed] == ["XXA"]
    assert case not in told.out


def test_whoever_is_recused_is_refused_whether_anything_is_known_or_not(known):
    """The officer of this house is a national of Switzerland."""
    office = known[0]

    refused = office.run("patterns", "Switzerland")
    as_json = office.run("patterns", "Switzerland", "--json")

    assert (refused.code, as_json.code) == (1, 1)
    assert "Whoever is recused takes no part (our rule)." in refused.out
    assert [one["key"] for one in as_json.json["refused"]] == ["recused"]


def test_whose_judgement_it_is_has_to_be_said(known):
    refused = known[0].run(*JUDGE, told={"reason": REASON})

    assert refused.code == 2
    assert refused.said == (
        "say whose judgement it is, with --by: rapporteur; alternate; Chair; Vice-Chair; "
        "Bureau; plenary"
    )


def test_a_judgement_has_reasons(known):
    office = known[0]

    answer = office.run(*JUDGE[:-2], "--by", "Chair", "--from", "-", told={})

    assert answer.code == 2
    assert "reason" in answer.said


def test_the_reasons_are_never_on_the_command_line(known):
    assert "--reason" not in known[0].done("patterns", "judge", "--help").out


def test_a_slip_in_a_state_is_said(known):
    answer = known[0].run("patterns", "Atlantis")

    assert answer.code == 2
    assert 'no State is called "Atlantis"' in answer.said
