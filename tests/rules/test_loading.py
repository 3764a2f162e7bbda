"""Committee plugins are found by name, one at a time, and never imported unasked."""

import sys
from itertools import count

import pytest

from sanjose.rules.committees import Plugin, known, load
from sanjose.words.errors import Misuse, Unable
from sanjose.words.provenance import Chosen
from tests.rules.moon import a_plugin, a_profile, assert_one_sentence_about_the_moon

numbers = count()


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Install a distribution, as far as Python can see: a module and what its wheel declares."""

    def install(slug: str, source: str, module: str | None = None) -> str:
        number = next(numbers)
        name = f"invented_{slug}_{number}"
        (tmp_path / f"{name}.py").write_text(source, "utf-8")
        declared = tmp_path / f"{name}-1.0.dist-info"
        declared.mkdir()
        (declared / "METADATA").write_text(f"Name: {name}\nVersion: 1.0\n", "utf-8")
        entry = f"[sanjose.committees]\n{slug} = {module or name}\n"
        (declared / "entry_points.txt").write_text(entry, "utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        return name

    yield install
    for name in [one for one in sys.modules if one.startswith("invented_")]:
        del sys.modules[name]


SOUND = """
from tests.rules.moon import a_profile
from sanjose import hookimpl

@hookimpl
def sanjose_committee():
    return a_profile()
"""


def test_a_committee_is_loaded_by_its_name(installed):
    installed("moon", SOUND)

    plugin = load("moon")

    assert plugin.committee == a_profile()
    assert plugin.slug == "moon"


def test_installed_committees_are_known_by_name_and_not_imported(installed):
    installed("sun", "")
    name = installed("moon", "raise RuntimeError('imported without being asked for')")

    names = known()

    assert {"moon", "sun"} <= set(names)
    assert list(names) == sorted(names)
    assert name not in sys.modules


def test_the_three_committees_of_this_repository_are_installed():
    assert {"cat", "ced", "cerd"} <= set(known())
    assert [load(slug).committee.slug for slug in ("cat", "ced", "cerd")] == [
        "cat",
        "ced",
        "cerd",
    ]


def test_a_committee_that_is_not_installed_is_refused_with_those_that_are(installed):
    installed("moon", SOUND)

    with pytest.raises(Misuse, match=r"no committee of this name is installed.*moon"):
        load("mars")


def test_with_no_committee_installed_the_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(tmp_path)])

    with pytest.raises(Misuse, match="there are none"):
        load("moon")


def test_two_distributions_cannot_claim_one_committee(installed):
    installed("moon", SOUND)
    installed("moon", SOUND)

    with pytest.raises(Unable, match="two distributions claim its name") as caught:
        load("moon")

    assert_one_sentence_about_the_moon(str(caught.value))
    assert known().count("moon") == 1


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("1 / 0", "it does not load (ZeroDivisionError)"),
        ("def", "it does not load (SyntaxError)"),
        ("import no_such_library", "it does not load (ModuleNotFoundError)"),
        ("import sys; sys.exit(0)", "it does not load (SystemExit)"),
    ],
)
def test_a_plugin_that_does_not_load_puts_its_committee_out_of_service(installed, source, why):
    installed("moon", source)
    installed("sun", SOUND.replace("a_profile()", "a_profile(slug='sun')"))

    with pytest.raises(Unable) as caught:
        load("moon")

    assert why in str(caught.value)
    assert_one_sentence_about_the_moon(str(caught.value))
    assert load("sun").committee.slug == "sun"


def test_an_entry_that_points_nowhere_is_refused(installed):
    installed("moon", SOUND, module="invented_nowhere")

    with pytest.raises(Unable, match="it does not load"):
        load("moon")


def test_a_committee_sets_its_own_numbers_of_days():
    profile = a_profile(days={"reply": Chosen(30, "shorter than two sessions apart")})

    plugin = Plugin("moon", a_plugin(profile))

    assert plugin.committee.within("reply").value == 30
    assert plugin.committee.within("decision").value == 7
