"""The charts and the comparison, as somebody at the command line asks for them."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from sanjose.cli import cli


def asked(*arguments: str):
    return CliRunner().invoke(cli, list(arguments))


@pytest.fixture
def holders(tmp_path):
    """Return what writes a list of holders, and where it stands."""

    def written(*rows: str, head: str = "committee,line,holder,office") -> str:
        path = tmp_path / "holders.csv"
        path.write_text("\n".join((head, *rows)) + "\n", "utf-8")
        return str(path)

    return written


def test_the_charts_are_shown_without_any_installation(tmp_path, monkeypatch):
    """N 26: whom to turn to, ready for a page."""
    monkeypatch.setenv("SANJOSE_HOME", str(tmp_path / "nowhere"))

    first, second = asked("chart", "annex-i"), asked("chart", "annex-ii")

    assert first.exit_code == second.exit_code == 0
    assert "ohchr-cat@un.org" in first.stdout
    assert "No, Disclosed in annual reports" in second.stdout
    assert all(len(line) <= 78 or "http" in line for line in second.stdout.splitlines())


def test_a_chart_comes_as_values_and_as_a_page():
    rows = list(csv.reader(io.StringIO(asked("chart", "annex-i", "--csv").stdout)))
    page = asked("chart", "annex-ii", "--html").stdout

    assert rows[0] == ["Treaty body", "Rapporteur or focal point", "Email address"]
    assert rows[1] == [
        "Human Rights Committee",
        "Tania María Abdo Rocholl",
        "ohchr-ccpr@un.org",
    ]
    assert page.startswith("<!doctype html>")
    assert '<html lang="en">' in page


def test_a_chart_as_json_keeps_lines_and_notes_apart():
    told = json.loads(asked("chart", "annex-ii", "--json").stdout)

    assert told["rows"][0][5] == {"lines": ["Yes", "August 2014"], "note": None}
    assert told["notes"]["b"].startswith("Not systematically")


def test_who_it_is_by_now_is_taken_from_a_list(holders):
    """N 27."""
    place = holders("cat,1,Member Adler,rapporteur", "cat,2,Member Birch,alternate")

    shown = asked("chart", "annex-i", "--csv", "--holders", place).stdout
    rows = list(csv.reader(io.StringIO(shown)))

    at = next(n for n, row in enumerate(rows) if row[0] == "Committee against Torture")
    assert rows[at][1] == "Member Adler"
    assert rows[at + 1] == ["", "Member Birch (alternate)", ""]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (["moon,1,Member Adler,rapporteur"], "row 2 of the list of holders names no committee"),
        (["cat,one,Member Adler,rapporteur"], "row 2 of the list of holders has no number"),
        (["cat,1,,rapporteur"], "row 2 of the list of holders names no holder"),
        (["cat,1,Member Adler,king"], "row 2 of the list of holders has no office"),
        (["cat,1"], "row 2 of the list of holders names no holder"),
        (['cat,1,"Member Adler,rapporteur'], "is not comma-separated"),
    ],
)
def test_a_list_of_holders_with_a_slip_is_turned_away_and_names_nobody(holders, rows, sentence):
    answer = asked("chart", "annex-i", "--holders", holders(*rows))

    said = " ".join(answer.stderr.split())
    assert answer.exit_code == 2
    assert sentence in said
    assert "Adler" not in said
    assert answer.stdout == ""


def test_a_list_under_another_head_is_turned_away(holders):
    answer = asked("chart", "annex-i", "--holders", holders(head="who,what"))

    assert answer.exit_code == 2
    assert "the first row" in " ".join(answer.stderr.split())


def test_holders_belong_to_the_first_chart(holders):
    assert asked("chart", "annex-ii", "--holders", holders()).exit_code == 2


def test_profiles_stand_side_by_side_and_differences_are_marked():
    """G 9; N 13, 14, 46: so that committees can align what they do."""
    shown = asked("committees", "compare", "cat", "ced")

    assert shown.exit_code == 0
    assert "* posting" in shown.stdout
    assert "  country rapporteur" in shown.stdout
    assert "cat, ced   should [G 12]" in shown.stdout


def test_what_is_the_same_can_be_left_out():
    shown = asked("committees", "compare", "cat", "ced", "--differences").stdout

    assert "* posting" in shown
    assert "country rapporteur" not in shown


def test_a_comparison_as_json_has_every_value_with_its_source():
    told = json.loads(asked("committees", "compare", "cat", "cerd", "--json").stdout)

    posting = next(one for one in told["subjects"] if one["subject"] == "posting")
    assert posting["differs"] is True
    assert posting["answers"]["cerd"] == {
        "value": "case by case",
        "source": "N annex II, note b",
    }


def test_one_committee_is_compared_with_nothing():
    assert asked("committees", "compare", "cat").exit_code == 2
    assert asked("committees", "compare", "cat", "moon").exit_code == 2


@pytest.mark.parametrize("words", [(), ("annex-iii",)])
def test_which_chart_has_to_be_said(words):
    answer = asked("chart", *words)

    assert answer.exit_code == 2
    assert "say which chart: `sanjose chart annex-i`" in " ".join(answer.stderr.split())
