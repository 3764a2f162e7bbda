"""`sanjose report`: drafts that a person hands in, and accounts that people agreed to."""

import json

import pytest

ACCOUNT = "The Committee received allegations of intimidation against a person.\n"
SINCE = ("--since", "2026-01-01", "--until", "2026-03-31")


@pytest.fixture(scope="module")
def reporting(office):
    """An office with a session, a practice, and a case whose person agreed to an account."""
    session = ("--what", "session", "--title", "85th session")
    office.done("calendar", "enter", *session, "--starts", "2026-02-02", "--ends", "2026-02-27")
    review = ("--what", "review of a report", "--title", "report of Cuba", "--state", "Cuba")
    office.done("calendar", "enter", *review, "--starts", "2026-02-03")
    case = office.ready(on="2026-01-05")
    office.done("notify", case, "--to", "Chair", "--on", "2026-01-05")
    for use in ("annual report of the committee", "publish"):
        office.done(
            *("consent", case, "--answer", "given", "--uses", use, "--on", "2026-01-06")
        )
    return office, case


def told(tmp_path, text=ACCOUNT):
    place = tmp_path / "account.txt"
    place.write_text(text)
    return str(place)


def released(reporting, tmp_path, *options, sort="chairs", text=ACCOUNT):
    office, case = reporting
    return office.run(
        *("report", "account", case, "--for", sort, "--text", told(tmp_path, text)),
        *(*SINCE, *options),
    )


@pytest.mark.parametrize("sort", ["update", "annual", "secretary-general", "chairs"])
def test_each_report_is_printed_as_text_and_names_nobody(reporting, sort):
    office, case = reporting

    answer = office.done("report", sort, *SINCE)

    assert max(map(len, answer.out.splitlines())) <= 78
    assert "Committee against Torture" in answer.out
    assert case not in answer.out
    assert "Exampleland" not in answer.out


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".txt", ".html"])
def test_a_report_is_written_to_a_file_and_never_over_another(reporting, tmp_path, ending):
    office, _ = reporting
    place = tmp_path / f"update{ending}"

    office.done("report", "update", *SINCE, "--out", str(place))
    again = office.run("report", "update", *SINCE, "--out", str(place))

    assert place.stat().st_mode & 0o777 == 0o600
    assert place.stat().st_size > 500
    assert again.code == 2
    assert "already" in again.said


def test_an_account_is_drafted_with_what_stands_against_it(reporting):
    office, case = reporting

    answer = office.done("report", "account", case, "--for", "secretary-general", "--named")

    assert "The Committee received allegations" in " ".join(answer.out.split())
    assert "What stands against it by now" in answer.out
    assert "no basis" in answer.out.lower()


def test_an_account_is_drafted_into_a_file_or_as_json(reporting, tmp_path):
    office, case = reporting
    place = tmp_path / "draft.txt"

    office.done("report", "account", case, "--for", "annual", "--out", str(place))
    plain = office.done("report", "account", case, "--for", "annual", "--json").json

    assert place.read_text().strip() == plain["draft"]
    assert plain["against"] == []


def test_the_rapporteur_releases_an_account_and_it_stands_in_that_report_alone(
    reporting, tmp_path
):
    """Floor 10."""
    office, case = reporting

    refused = released(reporting, tmp_path)
    done = released(reporting, tmp_path, "--by", "rapporteur")

    assert refused.code == 1
    assert "G 14" in refused.out
    assert done.code == 0, done
    assert "account released: publish" in office.done("show", case).out
    chairs = " ".join(office.done("report", "chairs", *SINCE).out.split())
    assert ACCOUNT.strip() in chairs
    assert "against a person" not in office.done("report", "annual", *SINCE).out

    taken = ("report", "withdraw", case, "--for", "chairs", "--since", "2026-01-01")
    assert office.run(*taken).code == 1
    office.done(*taken, "--by", "rapporteur")
    assert "against a person" not in office.done("report", "chairs", *SINCE).out
    assert office.run(*taken, "--by", "rapporteur").code == 2


def test_an_account_with_a_name_is_refused_with_the_place_and_never_the_name(
    reporting, tmp_path
):
    text = "Ada Quill was threatened.\n"

    answer = released(reporting, tmp_path, "--by", "rapporteur", text=text)

    assert answer.code == 1
    assert "Where the guard stops" in answer.out
    assert "Quill" not in answer.out + answer.err


def test_what_is_left_out_of_a_report_is_told_beside_it_and_not_on_paper(own_office, tmp_path):
    case = own_office.ready(on="2026-01-05")
    use = ("--uses", "annual report of the committee", "--on", "2026-01-06")
    own_office.done("consent", case, "--answer", "given", *use)
    text = ("--text", told(tmp_path), "--by", "rapporteur")
    own_office.done("report", "account", case, "--for", "annual", *text, *SINCE)
    own_office.done("consent", case, "--answer", "withdrawn", *use[:2])

    answer = own_office.done("report", "annual", *SINCE)

    assert "against a person" not in answer.out
    assert case not in answer.out
    assert case in answer.said


def test_the_session_s_report_is_found_by_the_title(reporting):
    office, _ = reporting

    answer = office.done("report", "session", "85th")

    assert "Report on reprisals: 85th session" in answer.out
    assert office.done("report", "session").out == answer.out
    assert office.run("report", "session", "99th").code == 2


def test_material_of_several_committees_is_joined_without_an_installation(reporting, tmp_path):
    """G 33."""
    office, _ = reporting
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    office.done("report", "chairs", *SINCE, "--out", str(first))
    other = json.loads(first.read_text()) | {"committee": "moon", "name": "A Moon Committee"}
    second.write_text(json.dumps(other))

    answer = office.done("report", "joined", str(first), str(second))
    plain = office.done("report", "joined", str(first), str(second), "--json").json
    twice = office.run("report", "joined", str(first), str(first))
    broken = office.run("report", "joined", told(tmp_path))

    assert "A. A Moon Committee" in answer.out
    assert "B. Committee against Torture" in answer.out
    assert [one["committee"] for one in plain] == ["moon", "cat"]
    assert (twice.code, broken.code) == (2, 2)
    assert "there twice" in twice.said
    assert "allegations" not in broken.said


def test_a_report_s_wrong_words_are_misuse(reporting, tmp_path):
    office, case = reporting

    for words in (
        ("report", "update", "--since", "2026-05-01", "--until", "2026-01-01"),
        ("report", "update", "--since", "yesterday"),
        ("report", "update", "--out", "update.xls"),
        ("report", "account", case, "--for", "newspaper"),
        ("report", "account", case, "--for", "annual", "--out", "draft.pdf"),
    ):
        assert office.run(*words).code == 2, words


def test_the_group_says_which_reports_there_are(reporting):
    office, _ = reporting

    out = office.done("report").out

    assert "update, annual, secretary-general, chairs, session, joined" in " ".join(out.split())
