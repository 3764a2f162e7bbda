"""A joint statement as a document: how far it has come stands on it, and how each concurred."""

from dataclasses import replace
from datetime import date

import pytest

from sanjose.exchange.directory import Holder
from sanjose.exchange.statements import Concurrence, How
from sanjose.paper.document import Paper, Table
from sanjose.paper.forms.pdf import as_pdf
from sanjose.paper.forms.plain import as_text
from sanjose.paper.forms.word import as_word
from sanjose.paper.joint import as_document, handling, listed
from sanjose.paper.reading.files import every_word
from sanjose.secretariat.network.jointly import JointNow
from tests.real import pdf_of, text_of

NAMES = {"xxa": "Committee on One Thing", "xxb": "Committee on Another"}
EMBARGO = date(2026, 12, 2)
BEFORE, AFTER = date(2026, 11, 30), date(2026, 12, 3)


def concurred(who: str, how: How = How.KEY, holder: Holder = Holder.CHAIR) -> Concurrence:
    return Concurrence(
        raw=b"",
        document=bytes(32),
        signatory=who,
        holder=holder,
        on=date(2026, 11, 3) if how is How.KEY else date(2026, 11, 5),
        how=how,
        officers=() if how is How.KEY else ("officer-canary", "officer-two"),
        kid="k",
        signature=b"",
    )


ADOPTED = JointNow(
    label="J1",
    document=bytes(range(32)),
    state="FRA",
    signatories=("xxa", "xxb", "xxc"),
    expires=date(2026, 12, 1),
    embargo=EMBARGO,
    text="The Chairs are concerned.\n\nThey ask for protection.",
    grounds=(("xxa", "grounds-canary"),),
    standing="adopted",
    concurred=(
        concurred("xxa"),
        concurred("xxb", How.MAIL, Holder.VICE),
        concurred("xxc", How.SESSION),
    ),
)
OPEN = replace(ADOPTED, concurred=ADOPTED.concurred[:1], awaited=("xxb", "xxc"))
DRAFT = replace(OPEN, document=None, concurred=())


def made(now: JointNow = ADOPTED, on: date = AFTER) -> Paper:
    return as_document(now, NAMES, "France", on)


def test_an_adopted_statement_names_each_signatory_and_how_it_concurred():
    told = " ".join(as_text(made()).split())

    assert "Chairs of the Committee on One Thing, the Committee on Another and XXC" in told
    assert "5 November 2026" in told  # the day on which the last of them concurred
    attested = "as two officers of its secretariat attest"
    assert next(one for one in made().blocks if isinstance(one, Table)).rows == (
        (
            "Committee on One Thing",
            "the Chair",
            "3 November 2026",
            "with that office's own key",
        ),
        (
            "Committee on Another",
            "the Vice-Chair",
            "5 November 2026",
            f"by e-mail, {attested}",
        ),
        ("XXC", "the Chair", "5 November 2026", f"in session, {attested}"),
    )
    assert "Statement 00010203, with the fingerprint 00010203 04050607" in told
    assert "sanjose joint verify" in told


@pytest.mark.parametrize("lay_out", [as_word, as_pdf])
def test_word_and_pdf_say_the_same(lay_out):
    content = lay_out(made())
    shown = text_of(pdf_of(content) if lay_out is as_word else content)

    assert "They ask for protection." in shown
    assert "1c1d1e1f" in shown


def test_neither_officers_nor_grounds_stand_in_it():
    told = every_word(as_word(made())) + as_text(made())

    assert "canary" not in told


@pytest.mark.parametrize(
    ("now", "on", "says"),
    [
        (DRAFT, AFTER, "Draft: not for publication"),
        (OPEN, AFTER, "Not adopted: not for publication"),
        (ADOPTED, BEFORE, "Not for publication before 2 December 2026"),
        (ADOPTED, EMBARGO, ""),
        (
            replace(ADOPTED, withdrawn=("xxb",)),
            AFTER,
            "Withdrawn from: not for publication by whoever has not published it",
        ),
    ],
)
def test_each_page_says_whether_it_may_be_published(now, on, says):
    assert handling(now, on) == says
    assert made(now, on).handling == says


def test_what_is_not_adopted_has_no_day_and_says_whom_it_awaits():
    told = as_text(made(OPEN))

    assert made(OPEN).dated is None
    assert told.count("awaited") == 2
    assert "joint verify" not in told
    assert "fingerprint" not in as_text(made(DRAFT))


def test_a_withdrawal_is_told_and_undoes_nothing():
    told = " ".join(as_text(made(replace(ADOPTED, withdrawn=("xxb",)))).split())

    assert "Withdrew since: the Committee on Another. What was adopted stays adopted." in told


def test_a_text_in_arabic_is_set_from_right_to_left():
    assert made(replace(ADOPTED, text="اللجان قلقة.")).backwards
    assert not made().backwards


def test_two_are_joined_by_a_word():
    assert listed(["Committee A", "XX"]) == "the Committee A and XX"
    assert listed([]) == ""
