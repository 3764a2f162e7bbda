"""Sharing as an officer types it: the exact preview, agreeing, letting leave, recall, the inbox."""

import contextlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sanjose.commands import session as sessions
from sanjose.commands.session import session
from sanjose.commands.unlocking import ASKS_AUTHORITY
from sanjose.keeping import agent
from sanjose.keeping.home import Home, Settings, write_private
from sanjose.secretariat.network.pairing import Carrier
from sanjose.words.errors import Unable
from tests.commands.office import PASSPHRASE, Office

AT_FIRST = sessions.clock()


@dataclass
class Pair:
    """Two committees in one network, and the days that passed since."""

    cat: Office
    ced: Office
    passed: timedelta = timedelta()

    def clock(self) -> datetime:
        return AT_FIRST + self.passed

    def carry(self) -> None:
        for one, other in ((self.cat, self.ced), (self.ced, self.cat)):
            for path in one.home.spool_out.glob("*.envelope"):
                path.rename(other.home.spool_in / path.name)


@contextlib.contextmanager
def settled(template: Office, folder: Path, committee: str) -> Iterator[Office]:
    """A copy of an installation as another committee's, unlocked."""
    home = Home(folder / committee)
    shutil.copytree(template.home.path, home.path)
    write_private(home.settings_path, Settings(committee=committee, trial=True).to_json())
    agent.start(home, None, PASSPHRASE, may=ASKS_AUTHORITY)
    yield Office(home, folder, template.shares)
    with contextlib.suppress(Unable):
        agent.stop(home)


@pytest.fixture
def pair(template: Office, tmp_path: Path, _place: None, monkeypatch) -> Iterator[Pair]:
    with settled(template, tmp_path, "cat") as cat, settled(template, tmp_path, "ced") as ced:
        offers = []
        for number, office in enumerate((cat, ced), start=1):
            with session(office.home, writing=True) as door:
                door.make_keys()
                offers.append(door.offer_keys(Carrier(transport=bytes([number]) * 32)))
        with session(cat.home) as door:
            signed = door.draft_directory(offers)
        for office in (cat, ced):
            with session(office.home, writing=True) as door:
                _, signed = door.sign_directory(signed)
        for office in (cat, ced):
            with session(office.home, writing=True) as door:
                door.accept_directory(signed, compared=True)
        found = Pair(cat, ced)
        monkeypatch.setattr(sessions, "clock", found.clock)
        yield found


def agreed(office: Office, preset: str = "other committees, without the State's name") -> str:
    """Return a weighed case of a threat, whose person agreed that committees are told."""
    case = office.received(kinds=["threat"])
    office.done("consent", case, "--answer", "given", "--presets", preset)
    office.done("weigh", case, told={"for_person": "pressure", "for_others": "none"})
    return case


def told(pair: Pair, tier: str = "family") -> str:
    """Return a case of which ced was told, once the envelope arrived there."""
    case = agreed(pair.cat)
    pair.cat.done("share", case, "--to", "ced", "--tier", tier, "--yes")
    pair.passed += timedelta(days=400)
    pair.cat.done("send")
    pair.carry()
    return case


def test_a_case_is_shown_with_what_each_committee_may_be_told_of_it(pair: Pair) -> None:
    case = agreed(pair.cat)
    bare = pair.cat.received(kinds=["threat"])

    shown = pair.cat.done("share", case)
    nothing = pair.cat.done("share", bare)

    assert "ced   region, half-year and family of act" in shown.out
    assert f"sanjose share {case} --to ced --tier family" in shown.out
    assert "ced   nothing" in nothing.out
    assert f"sanjose consent {bare}" in nothing.out
    assert pair.cat.done("share", case, "--json").json["may_be_told"] == {"ced": "family"}


def test_the_preview_is_exact_and_agrees_to_nothing(pair: Pair) -> None:
    case = agreed(pair.cat)

    shown = pair.cat.done("share", case, "--to", "ced", "--tier", "family", "--preview")
    found = pair.cat.done("share", case, "--to", "ced", "--preview", "--json").json

    said = " ".join(shown.out.split())
    assert "region African States" in said
    assert "read by ced; nobody else can open it" in said
    assert "that cat sent something on 2" in said
    assert "no other summary could be meant as well" in said
    assert "needs the yes of one officer" in said
    assert found["fields"]["region"] == "African States"
    assert found["objections"] == []
    assert pair.cat.done("share", "--json").json == {"told": [], "erased": []}


def test_nobody_agrees_by_accident(pair: Pair) -> None:
    case = agreed(pair.cat)

    answer = pair.cat.run("share", case, "--to", "ced")
    as_json = pair.cat.run("share", case, "--to", "ced", "--json")

    assert answer.code == as_json.code == 2
    assert "nothing was agreed to" in answer.said
    assert pair.cat.done("share", "--json").json["told"] == []


@pytest.mark.parametrize(("typed", "agrees"), [("yes", True), ("YES ", True), ("no", False)])
def test_whoever_sits_at_a_terminal_is_asked(pair: Pair, monkeypatch, typed, agrees) -> None:
    case = agreed(pair.cat)
    monkeypatch.setattr("sanjose.commands.share.at_a_terminal", lambda: True)
    monkeypatch.setattr("sanjose.commands.asking.line", lambda: typed)

    answer = pair.cat.run("share", case, "--to", "ced")

    assert bool(pair.cat.done("share", "--json").json["told"]) == agrees
    assert "who in the State would know" in " ".join((answer.out + answer.err).split())
    assert ("nothing was agreed to" in answer.said) == (not agrees)


def test_a_refusal_says_why_and_what_can_be_done(pair: Pair) -> None:
    case = agreed(pair.cat)

    refused = pair.cat.run("share", case, "--to", "ced", "--tier", "state", "--yes")
    shown = pair.cat.run("share", case, "--to", "ced", "--tier", "state", "--preview")

    assert refused.code == shown.code == 1
    assert "No basis of P1 covers this use" in refused.out
    assert f"sanjose consent {case} --person P1" in refused.out
    assert "What stands against it" in shown.out
    assert refused.out.count("No basis of P1") == 1


def test_what_two_persons_agree_to_is_asked_for(pair: Pair) -> None:
    case = agreed(pair.cat, "other committees, with the State's name")
    how = ("--to", "ced", "--tier", "state", "--yes")

    answer = pair.cat.done("share", case, *how)
    as_json = pair.cat.run("share", case, *how, "--at-once", "--json").json

    assert "until a second person says yes" in " ".join(answer.out.split())
    looked_at = pair.cat.done("approve", "A2").out
    assert as_json["waits"] == "A2"
    assert f"To tell ced of {case}: State, quarter and act, at once." in looked_at
    assert "What would be read" in looked_at
    assert "at once, with the second person's yes" in looked_at
    assert "says `sanjose send`" in " ".join(pair.cat.done("approve", "A1").out.split())
    assert as_json["preview"]["approvals"] == 2


def test_what_was_agreed_to_is_listed_sent_and_listed_again(pair: Pair) -> None:
    case = agreed(pair.cat)
    agreed_ = pair.cat.done("share", case, "--to", "ced", "--tier", "family", "--yes")
    waits = pair.cat.done("share").out
    early = pair.cat.done("send")
    nothing = pair.cat.done("send", "--dry-run")
    pair.passed = timedelta(days=400)
    today = pair.cat.done("today")
    due = pair.cat.done("send", "--dry-run")
    as_json = pair.cat.done("send", "--dry-run", "--json").json
    sent = pair.cat.done("send")
    left = pair.cat.done("share").out
    again = pair.cat.done("send", "--json").json

    assert "somebody says `sanjose send`" in " ".join(agreed_.out.split())
    assert "waits, leaves on" in " ".join(waits.split())
    assert "1 thing waits for a later day" in early.out
    assert "Nothing that was agreed to is due" in nothing.out
    assert "`sanjose send`" in today.out
    assert f"family of act of {case}, to ced" in due.out
    assert len(as_json["due"]) == 1
    assert f"to ced, of {case}" in " ".join(sent.out.split())
    assert "The daily bundle left: 4 envelopes" in sent.out
    assert "left on" in left
    assert (again["left"], again["bundle"], again["root"]) == ([], None, False)


def test_a_summary_that_has_to_be_recalled_is_said_until_it_is(pair: Pair) -> None:
    case = told(pair)
    answer = pair.cat.done("consent", case, "--answer", "withdrawn")
    shown = pair.cat.done("share", case)
    today = pair.cat.done("today")
    as_json = pair.cat.done("today", "--json").json["other_committees"]
    both = pair.cat.run("recall", case, "--all", "--waiting")
    recalled = pair.cat.done("recall", case)
    pair.carry()

    command = f"`sanjose recall {case}`"
    for said in (answer.out, shown.out, today.out, *as_json):
        assert command in " ".join(said.split())
    assert both.code == 2
    assert "what was read cannot be unread" in " ".join(recalled.out.split())
    assert command not in pair.cat.done("today").out
    assert "recalled on" in pair.cat.done("share", case).out
    assert "Nothing is here" in pair.ced.done("inbox").out


def test_the_inbox_shows_what_came_and_how_to_speak_about_it(pair: Pair) -> None:
    case = told(pair)
    morning = pair.ced.done("today").out
    first = pair.ced.done("inbox").out
    name = first.split()[0]
    contact = pair.ced.done("inbox", "contact", name).out
    asked = pair.ced.done("inbox", "ask", name, "letter", "list-of-issues").out
    offered = pair.ced.done("inbox", "offer", name, "advise on how to act").out
    again = pair.ced.done("inbox")
    new = pair.ced.done("inbox", "--new")
    pair.passed += timedelta(days=1)
    sent = pair.ced.done("send")
    pair.carry()
    heard = pair.cat.done("inbox").out

    assert "1 new from other committees" in morning
    assert "new" in first.splitlines()[0]
    assert "an allegation: African States" in first
    assert "sealed for cat alone" in contact
    assert "write to the State party; raise it in a list of issues" in " ".join(asked.split())
    assert "offers: advise on how to act" in offered
    assert "ours, waits to leave on" in again.out
    assert "new" not in again.out.splitlines()[0]
    assert "Nothing is here" in new.out
    assert "to cat" in sent.out
    assert "2 things wait" in sent.out
    assert f"about {case}" in heard
    assert "contact me about this one" in heard
    assert "ours, sent on" in pair.ced.done("inbox").out


def test_the_inbox_is_filtered_and_answers_as_json(pair: Pair) -> None:
    told(pair)

    def found(*filters: str) -> list:
        return pair.ced.done("inbox", *filters, "--json").json["summaries"]

    (one,) = found()
    assert one["says"]["region"] == "African States"
    assert one["from"] == "cat"
    assert len(found("--from", "CAT")) == 1
    assert len(found("--region", "african")) == 1
    assert found("--region", "asia-pacific") == []
    assert len(found("--state", "Exampleland")) == 1
    assert found("--state", "Sampleland") == []
    assert len(found("--since", "2026-01-01")) == 1
    for wrong in (
        ("--region", "the moon"),
        ("--from", "mars"),
        ("--since", "then"),
    ):
        assert pair.ced.run("inbox", *wrong).code == 2
    assert pair.ced.run("inbox", "ask", one["id"], "money").code == 2


def test_a_recall_is_told_as_long_as_a_copy_of_the_keys_still_has_the_body(
    pair: Pair, tmp_path: Path
) -> None:
    case = told(pair)
    pair.ced.done("inbox")
    pair.ced.done("backup", str(tmp_path / "copies"))
    before = pair.ced.done("today").out
    pair.cat.done("recall", case, "--all")
    pair.carry()
    pair.ced.done("inbox")

    for said in (pair.ced.done("today").out, pair.ced.run("doctor").out):
        assert "recalled on" in " ".join(said.split())
    assert "recalled on" not in before


def test_what_is_erased_is_named_until_it_is_recalled(pair: Pair) -> None:
    case = told(pair)
    with session(pair.cat.home, writing=True) as door, door.in_bulk():
        assert not door.erase(case).refused

    listed = pair.cat.done("share")
    as_json = pair.cat.done("share", "--json").json
    pair.cat.done("recall", case)

    assert f"`sanjose recall {case}`" in " ".join(listed.out.split())
    assert as_json["erased"] == [{"reference": case, "to": ["ced"]}]
    assert "were told nothing" in pair.cat.done("share").out


def test_outside_a_network_one_sentence_says_what_is_missing(office: Office) -> None:
    case = agreed(office)

    for command in (
        ["send"],
        ["inbox"],
        ["recall", case],
        ["share", case, "--to", "ced", "--yes"],
    ):
        answer = office.run(*command)
        assert answer.code == 3
        assert "in no network yet" in answer.said
    assert "ced" in office.done("share", case).out
    assert "told nothing" in office.done("share").out


def test_a_summary_that_replaces_another_says_so(pair: Pair) -> None:
    case = agreed(pair.cat)
    pair.cat.done("share", case, "--to", "ced", "--yes")

    shown = pair.cat.done("share", case, "--tier", "family", "--preview")

    assert "what waits to leave for ced" in shown.out
    assert pair.cat.done("recall", case, "--waiting").out.count("nobody was told") == 1


def test_what_fell_is_stopped_and_said(pair: Pair) -> None:
    case = agreed(pair.cat)
    pair.cat.done("share", case, "--to", "ced", "--yes")
    pair.cat.done("add-facts", case, "--state", "Sampleland")
    pair.passed = timedelta(days=400)

    sent = pair.cat.done("send")

    assert "What was stopped: nobody was told" in sent.out
