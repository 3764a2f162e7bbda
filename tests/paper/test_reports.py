"""Reports as papers: worded as such documents are, and silent where nothing may be told."""

import re
from datetime import date

import pytest

from sanjose.paper.accounts import draft
from sanjose.paper.document import (
    Chart,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Table,
    feet,
    spoken,
)
from sanjose.paper.figured import figured, unpublished
from sanjose.paper.forms.pdf import as_pdf
from sanjose.paper.forms.plain import as_text
from sanjose.paper.forms.word import as_word
from sanjose.paper.induction import induction
from sanjose.paper.material import period, received, together
from sanjose.paper.meetings import agenda, sheet
from sanjose.paper.reports import NO_ACCOUNT, report
from sanjose.rules.committees import known, load
from sanjose.rules.disclosure import Purpose, view_for
from sanjose.rules.figures import Breakdown, Figure
from sanjose.rules.material import Line, Text, Told
from sanjose.rules.meetings import Meeting, Shared, Topic
from sanjose.rules.profile import Holder, Posting
from sanjose.rules.reports import Account, Reference, Sort
from sanjose.secretariat.papers.accounts import Telling
from sanjose.words.events import (
    AssessmentConcluded,
    CalendarEntered,
    MeasureDecided,
    MeasureProposed,
    MeasureTaken,
    OfficeFilled,
    ReplyReceived,
)
from sanjose.words.model import Assessment, Calendar, Cooperation, Kind, Post, Use
from sanjose.words.practices import Practice, PracticeNoted
from sanjose.words.provenance import Chosen
from sanjose.words.sealed import Sealed
from tests.real import pdf_of, text_of
from tests.rules.moon import WHY, a_profile
from tests.rules.test_material import FIRST, LAST, figures, material
from tests.words.facts import a_case, person

PRACTICE = Practice(
    label="B1", on=LAST, fact=PracticeNoted(title="Paper.", text=Sealed("By hand."))
)
ACCOUNT = Account(text="The Committee received an allegation.", use=Use.PUBLISH, on=LAST)


def whole(paper: Paper) -> str:
    return " ".join(as_text(paper).split())


def numbered(paper: Paper) -> list[str]:
    return [spoken(one.words) for one in paper.blocks if isinstance(one, Numbered)]


def headings(paper: Paper) -> list[str]:
    return [one.text for one in paper.blocks if isinstance(one, Heading)]


# -- the sorts of report ------------------------------------------------------------------------


@pytest.mark.parametrize("sort", Sort)
def test_every_sort_of_report_is_laid_out_in_word_and_pdf(sort):
    made = report(
        material(
            sort=sort,
            figures=figures(12, report=7, complaint=5),
            calendar={Calendar.REVIEW: 1, Calendar.LOIPR: 3},
            general=(Reference(symbol="X/1, para. 2", state="CUB"),),
            done=("private-meeting",),
            accounts=(ACCOUNT,),
            practices=(PRACTICE,),
            sessions=(
                CalendarEntered(what=Calendar.SESSION, title="First session", starts=FIRST),
            ),
        )
    )

    assert as_word(made).startswith(b"PK")
    assert as_pdf(made).startswith(b"%PDF")
    assert ACCOUNT.text in whole(made)
    assert made.handling


def test_the_update_says_what_it_rests_on_and_what_the_committee_may_consider():
    """G 15, 32."""
    made = report(material(sort=Sort.UPDATE))

    assert feet(made.blocks)[0] == "HRI/MC/2015/6, paras. 15 and 32."
    assert headings(made)[0] == "Introduction"
    assert NO_ACCOUNT in numbered(made)
    (points,) = [one for one in made.blocks if isinstance(one, Items)]
    assert "report to the General Assembly" in spoken(points.items[0])


def test_an_account_that_names_a_state_stands_on_a_page_that_can_be_taken_out():
    """Floor 4: the update is read in a room in which nationals sit."""
    named = Account(text="It concerns Cuba.", use=Use.ANNUAL_REPORT, on=LAST, state="CUB")

    made = report(material(sort=Sort.UPDATE, accounts=(ACCOUNT, named)))

    at = next(n for n, one in enumerate(made.blocks) if isinstance(one, NewPage))
    before, after = made.blocks[:at], made.blocks[at:]
    assert Numbered(ACCOUNT.text) in before
    assert Numbered(named.text) not in before
    assert after == (
        NewPage(),
        Plain(
            "Not for members who are nationals of Cuba, or who take no part in the case for "
            "another reason."
        ),
        Plain(named.text),
    )


def test_whoever_is_given_no_page_of_an_account_cannot_tell_that_there_is_one():
    """Floor 4: neither by a sentence, nor by one that is missing, nor by a number."""
    named = Account(text="It concerns Cuba.", use=Use.ANNUAL_REPORT, on=LAST, state="CUB")

    made = report(material(sort=Sort.UPDATE, accounts=(named,)))

    at = next(n for n, one in enumerate(made.blocks) if isinstance(one, NewPage))
    assert made.blocks[:at] == report(material(sort=Sort.UPDATE)).blocks
    assert not [one for one in made.blocks[at:] if isinstance(one, Numbered)]


def test_the_points_follow_what_the_profile_lacks():
    """G 9, 26; N 46."""
    none = {one: Chosen(None, WHY) for one in ("policy", "functions", "endorsed")}
    bare = a_profile(**none, posting=Chosen(Posting.NO_PRACTICE, WHY))
    complete = a_profile(
        policy=Chosen("X/1", WHY),
        functions=Chosen("X/2", WHY),
        endorsed=Chosen("May 2016", WHY),
        posting=Chosen(Posting.POSTED, WHY),
    )

    few, many = (
        whole(report(material(sort=Sort.UPDATE, committee=one, accounts=(ACCOUNT,))))
        for one in (complete, bare)
    )

    for words in (
        "A policy of its own",
        "defines the functions",
        "endorsement of the San José",
    ):
        assert words in many
        assert words not in few
    assert "made public, item by item" in many
    assert "The accounts above" in many


def test_the_section_is_addressed_as_the_committee_reports():
    """G 25; N 11 (g)."""
    assembly = report(material(sort=Sort.ANNUAL))
    council = report(
        material(sort=Sort.ANNUAL, committee=a_profile(reports_to=Chosen("the Council", WHY)))
    )

    assert (
        assembly.masthead[-1]
        == "Section for the report of the Committee to the General Assembly"
    )
    assert council.masthead[-1].endswith("to the Council")


@pytest.mark.parametrize("slug", known())
def test_every_committee_reports_to_somebody_with_an_article(slug):
    """G 25 names the Assembly and the Council."""
    assert load(slug).committee.reports_to.value.startswith("the ")


def test_whoever_was_appointed_or_left_in_the_period_is_told():
    """N 41."""
    offices = (
        OfficeFilled(post=Post.RAPPORTEUR, holder="Member Adler", since=date(2020, 1, 1)),
        OfficeFilled(
            post=Post.ALTERNATE,
            holder="Member Birch",
            since=date(2022, 3, 4),
            until=date(2022, 12, 31),
        ),
    )

    made = whole(report(material(sort=Sort.ANNUAL, offices=offices)))

    assert (
        "The office of rapporteur has been held by Member Adler; Member Birch (alternate) since "
        "4 March 2022 until 31 December 2022."
    ) in made


def test_an_office_that_nobody_holds_by_then_was_held():
    left = OfficeFilled(
        post=Post.RAPPORTEUR,
        holder="Member Adler",
        since=date(2020, 1, 1),
        until=date(2022, 5, 1),
    )

    made = whole(report(material(sort=Sort.ANNUAL, offices=(left,))))

    assert "The office of rapporteur was held by Member Adler until 1 May 2022." in made


def test_the_contribution_holds_accounts_alone():
    """N 39: only those who agreed; no figure that another report has in another way."""
    some = report(
        material(
            sort=Sort.SECRETARY_GENERAL, accounts=(ACCOUNT,), figures=figures(12, report=12)
        )
    )
    none = report(material(sort=Sort.SECRETARY_GENERAL))

    assert ACCOUNT.text in numbered(some)
    assert "12" not in " ".join(numbered(some))
    assert "submits no account" in whole(none)


def test_a_session_s_report_is_called_after_it():
    session = CalendarEntered(what=Calendar.SESSION, title="75th session", starts=FIRST)

    named = report(material(sort=Sort.SESSION, sessions=(session,)))

    assert named.title == "Report on reprisals: 75th session"
    assert report(material(sort=Sort.SESSION)).title == "Report on reprisals"


# -- figures ------------------------------------------------------------------------------------


def lines(*numbers, key="kind", note=""):
    shown = tuple(
        Figure(key=str(n), title=f"line {n}", number=one) for n, one in enumerate(numbers)
    )
    return Breakdown(key=key, title="By kind", figures=shown, note=note)


def blocks(*breakdowns, total=None):
    from dataclasses import replace

    return list(figured(replace(figures(total), breakdowns=breakdowns)))


def test_a_breakdown_stands_on_paper_only_where_all_of_it_is_published():
    """Floor 10: beside a withheld line, the noughts would say which kinds there were."""
    assert blocks(lines(None, 0, 0)) == []
    assert len(blocks(lines(7, 0, 9))) == 1
    assert blocks(lines(7, key="calendar")) == []


def test_the_breakdown_by_procedure_is_drawn_with_the_same_numbers_as_a_table():
    (chart,) = blocks(lines(7, 12, key="procedure"))
    (table,) = blocks(lines(0, 0, key="procedure"))

    assert isinstance(chart, Chart)
    assert chart.bars == (("line 0", 7), ("line 1", 12))
    assert "12, line 1" in chart.said
    assert isinstance(table, Table)


def test_a_long_table_says_how_many_lines_are_zero():
    (table,) = blocks(lines(9, *[0] * 14, note="one case counts twice"))
    (short,) = blocks(lines(9, 0))

    assert table.rows == (("line 0", "9"),)
    assert table.note == "One case counts twice. Each of the other 14 lines is 0."
    assert short.rows == (("line 0", "9"), ("line 1", "0"))
    assert blocks(lines(*[0] * 14))[0].rows[0] == ("line 0", "0")


def test_it_is_known_whether_something_is_not_published():
    assert blocks(total=14) == []
    assert unpublished(figures(None))
    assert unpublished(figures(3, report=None))
    assert not unpublished(figures(3, report=3))


# -- what was received, in words ----------------------------------------------------------------


def said(total, **procedures):
    return received(
        Told(
            committee="moon",
            name="Moon",
            since=FIRST,
            until=LAST,
            received=total,
            procedures=tuple(Line(title=key, number=n) for key, n in procedures.items()),
        )
    )


@pytest.mark.parametrize(
    ("total", "procedures", "words"),
    [
        (None, {}, ""),
        (None, {"complaint": None}, ""),
        (
            None,
            {"report": 0, "complaint": None},
            (
                "The Committee received no allegations of intimidation or reprisals in the context "
                "of the following: report."
            ),
        ),
        (
            0,
            {"report": 0},
            "The Committee received no allegations of intimidation or reprisals.",
        ),
        (1, {}, "The Committee received one allegation of intimidation or reprisals."),
        (
            12,
            {"report": 7, "complaint": 5},
            (
                "The Committee received 12 allegations of intimidation or reprisals: seven (report) "
                "and five (complaint)."
            ),
        ),
        (
            12,
            {"report": 12, "complaint": 0},
            (
                "The Committee received 12 allegations of intimidation or reprisals: 12 (report). It "
                "received none in the context of the following: complaint."
            ),
        ),
        (
            9,
            {"report": None, "complaint": None},
            "The Committee received nine allegations of intimidation or reprisals.",
        ),
    ],
)
def test_what_was_received_is_told_as_far_as_it_is_published(total, procedures, words):
    assert said(total, **procedures) == words


def test_totals_of_several_bodies_stand_side_by_side_and_are_never_added_up():
    one = Told(committee="moon", name="A", since=FIRST, until=LAST, received=3)
    two = Told(committee="sun", name="B", since=date(2022, 1, 1), until=date(2022, 12, 31))

    made = together((one, two), LAST)

    (table,) = [each for each in made.blocks if isinstance(each, Table)]
    assert table.rows[0][2] == "3"
    assert table.rows[1] == ("B", "2022", "not published")
    assert not [each for each in together((two,), LAST).blocks if isinstance(each, Table)]


def test_practices_of_several_bodies_stand_together_at_the_end():
    """G 17; N 14."""
    one = Told(
        committee="moon",
        name="Moon Committee",
        since=FIRST,
        until=LAST,
        practices=(Text(text="By hand.", title="Paper."),),
    )

    assert numbered(together((one,), LAST))[-1] == "Paper (Moon Committee). By hand."


# -- a first wording of an account --------------------------------------------------------------


def telling(*facts, state=None, cooperation=Cooperation.UNKNOWN, **known):
    named = person(name=Sealed("Ada Quill"))
    case = a_case(named, *facts, kinds=(Kind.THREAT,), cooperation=cooperation)
    around = {"explained": False, "concern": False, "in_contact": False, "session": None}
    return Telling(
        disclosed=view_for(Purpose.REPORT, case), symbols=(), state=state, **around | known
    )


def letter(*more):
    return (
        MeasureProposed(measure="letter", label="M1"),
        MeasureDecided(label="M1"),
        MeasureTaken(label="M1"),
        *more,
    )


def wording(*facts, **known):
    return draft(telling(*facts, **known), a_profile())


def test_a_first_wording_names_nobody_and_no_kind_of_act_without_the_state():
    words = wording()

    assert "Quill" not in words
    assert "threat" not in words
    assert "Exampleland" not in words
    assert words.startswith("The Committee received allegations of intimidation or reprisals")


@pytest.mark.parametrize("how", Cooperation)
def test_every_way_of_cooperating_makes_a_sentence(how):
    words = draft(telling(cooperation=how), a_profile())

    assert re.match(
        r"The Committee received allegations .* against a person (for|in) [^.]+\.", words
    )


def test_with_the_state_it_says_where_and_what():
    words = wording(*letter(), state="XXA", session="75th session")

    assert words.startswith("At its 75th session, the Committee received allegations")
    assert "They speak of: threat" in words
    assert "A letter was sent to the State party, Exampleland." in words


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ((), "The State party has yet to reply."),
        ((ReplyReceived(label="M1"),), "The State party replied."),
        (
            (ReplyReceived(label="M1", substantive=False),),
            "has yet to reply on the substance.",
        ),
    ],
)
def test_a_state_s_silence_is_told(more, words):
    """N 38."""
    assert words in wording(*letter(*more))


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        (Assessment.LINK_NOT_ESTABLISHED, "not possible to establish a link"),
        (Assessment.NOT_VERIFIABLE, "did not allow the allegations to be verified"),
        (Assessment.INSUFFICIENT, "does not allow a conclusion"),
    ],
)
def test_what_could_not_be_established_is_told(finding, words):
    """N 32, 33."""
    assert words in wording(AssessmentConcluded(finding=finding))


@pytest.mark.parametrize("finding", [Assessment.REPRISAL, Assessment.MIGHT, Assessment.BOTH])
def test_whatever_was_found_it_is_called_an_allegation(finding):
    """N 11 (a); floor 2."""
    words = wording(AssessmentConcluded(finding=finding))

    assert str(finding) not in words.replace("intimidation or reprisals", "")
    assert "allegations" in words


def test_what_nobody_took_is_not_told_and_postings_are_told_last():
    posted = (
        MeasureProposed(measure="posting", label="M2", about="M1"),
        MeasureTaken(label="M2"),
        MeasureProposed(measure="meeting", label="M3"),
    )

    words = wording(*letter(), *posted, state="XXB")

    assert words.endswith("The correspondence is accessible on the Committee's web page.")
    assert "permanent mission" not in words


@pytest.mark.parametrize("key", ["posting", "observations", "statement", "dialogue", "loipr"])
def test_what_everybody_can_read_is_told_only_where_the_state_is(key):
    """Whoever reads that it was posted looks on the page, and knows of which State it was."""
    seen = (MeasureProposed(measure=key, label="M2", about="M1"), MeasureTaken(label="M2"))

    assert wording(*letter(), *seen) == wording(*letter())
    assert wording(*letter(), *seen, state="XXB") != wording(*letter(), state="XXB")


# -- meetings and induction ---------------------------------------------------------------------


def meeting(**facts):
    known = {
        "committee": a_profile(),
        "shared": 0,
        "put_forward": 0,
        "statements": 0,
        "practices": (),
        "sheet": None,
        "in_network": True,
    }
    return Meeting(**known | facts)


def an_agenda(**facts):
    return agenda(meeting(**facts), tuple(Topic), [a_profile()], date(2023, 3, 1), LAST)


def test_an_agenda_has_an_annotation_for_each_item():
    """N 13-25, 47."""
    made = an_agenda(shared=1, put_forward=1, statements=2, practices=(PRACTICE,))

    (items, topics, _) = [one for one in made.blocks if isinstance(one, Items)]
    assert headings(made)[2:-2] == list(items.items)
    assert len(topics.items) == len(Topic)
    words = whole(made)
    assert words == whole(an_agenda(practices=(PRACTICE,)))  # floor 4: it counts nothing
    assert "was asked" not in words  # nothing says of any secretariat that it was
    assert "1 March 2023" in made.masthead  # nor where the meeting is held
    assert "Paper: By hand." in words


def test_an_agenda_without_a_network_says_so():
    words = whole(an_agenda(in_network=False))

    assert "No committee has shared anything" in words


def test_an_agenda_names_for_its_own_committee_whoever_the_roster_has():
    """The profile says who it was in early 2023; the note to the officer is on no paper."""
    holders = (
        Holder(name="Member Adler"),
        Holder(name="Member Birch", post=Post.ALTERNATE),
    )

    (named,) = [one for one in an_agenda(holders=holders).blocks if isinstance(one, Table)]
    (vacant,) = [one for one in an_agenda().blocks if isinstance(one, Table)]

    assert [row[1] for row in named.rows] == ["Member Adler and Member Birch (alternate)"]
    assert [row[1] for row in vacant.rows] == [""]
    assert not named.note


def test_a_sheet_is_confidential_and_is_handed_back():
    """Floor 4."""
    made = sheet(
        meeting(sheet=(Shared(committee="moon", says="Sampleland, 2022, threat"),)), LAST
    )
    empty = sheet(meeting(sheet=()), LAST)

    assert "handed back" in made.handling
    assert "Sampleland, 2022, threat" in whole(made)
    assert "Nothing stands that can be spoken of" in whole(empty)


@pytest.mark.parametrize("slug", known())
def test_induction_tells_every_committee_s_new_members_what_holds_there(slug):
    """N 28."""
    profile = load(slug).committee
    made = induction(profile, LAST)

    words = whole(made)
    assert profile.name in words
    assert profile.rapporteur.value.split()[0].casefold() in words.casefold()
    tables = [one for one in made.blocks if isinstance(one, Table)]
    told = "; ".join(row[1] for row in tables[0].rows)
    assert all(one.title in told for one in profile.kinds.values())


def test_induction_is_read_in_word_as_it_was_written():
    made = induction(load("spt").committee, LAST)

    laid_out = " ".join(text_of(pdf_of(as_word(made))).split())

    assert "If somebody tells you" in laid_out
    assert "When you take no part" in laid_out


def test_a_period_to_the_end_of_time_is_told_too():
    """A day that was mistyped, here or by another committee, stops no paper."""
    said = period(date.min, date.max)

    assert said == "between January 1 and December 9999"
