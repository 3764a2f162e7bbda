"""A plugin that would harm is refused with one sentence, and only its committee is concerned.

What can be refused when a plugin is loaded is; what shows only when it is asked puts its
committee out of service then; and `sanjose committees check` finds all of it before.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sanjose.rules.committees import Plugin, load
from sanjose.rules.view import View
from sanjose.testing import ON, a_step, a_view
from sanjose.testing.folder import examined
from sanjose.words.errors import Misuse, Unable
from tests.kit.moons import MODULE, broken, loaded

SANJOSE = str(Path(sys.executable).with_name("sanjose"))
URGENCY = "    return Urgency.IMMEDIATE if Kind.VIOLENCE in view.kinds else None\n"
BEGIN = '"""How the Committee'
OBJECTIONS = "    if step.measure in SAID"
REACH = "from sanjose.rules import procedure\nfrom sanjose import hookimpl as mark\n"
MARKED = "mark(procedure.sanjose_urgency)\nmark(procedure.sanjose_objections)\n"
AT_LOAD = {
    "a minimum decider loosened": (
        ("Chosen(Decider.CHAIR", "Chosen(Decider.SECRETARIAT"),
        "its decider is weaker than the common minimum for meeting",
    ),
    "a floor loosened by a measure of its own": (
        ("    use=Use.PUBLISH,\n    public=True,\n", "    use=Use.PUBLISH,\n"),
        "its measure 'eclipse' is seen by everybody and is not called public",
    ),
    "a way round consent": (
        ("    use=Use.PUBLISH,\n", ""),
        "its measure 'eclipse' does not say what it does with what is known about a person",
    ),
    "an answer for another committee": (('slug="moon"', 'slug="cat"'), "it speaks for 'cat'"),
    "a hook misspelt": (
        ("def sanjose_objections", "def sanjose_objection"),
        "its hook 'sanjose_objection' is unknown",
    ),
    "an argument misspelt": (
        ("def sanjose_urgency(view: View)", "def sanjose_urgency(veiw: View)"),
        "its hook 'sanjose_urgency' is unknown, or is not made as hooks are",
    ),
    "a hook that reorders": (
        ("@hookimpl\ndef sanjose_urgency", "@hookimpl(tryfirst=True)\ndef sanjose_urgency"),
        "sanjose_urgency wraps, reorders or is optional",
    ),
    "an exception in the profile": (("    return MOON", "    return 1 / 0"), "it raised"),
    "an exception at import": ((BEGIN, "1 / 0\n" + BEGIN), "it does not load"),
}
AT_CHECK = {
    "a rule that reads a file": (
        (URGENCY, "    open(__file__).close()\n" + URGENCY),
        "it calls open: a rule reads its arguments and nothing else",
    ),
    "a rule that reads the clock": (
        (URGENCY, "    date.today()\n" + URGENCY),
        "sanjose_urgency calls date.today: a rule reads its arguments and nothing else",
    ),
    "a heavy module": (
        ("from datetime import", "import sqlite3\nfrom datetime import"),
        "importing it imports sqlite3",
    ),
    "a rule that raises": (
        (OBJECTIONS, "    step.view.nothing\n" + OBJECTIONS),
        "it raised AttributeError when asked",
    ),
    "a hook without its mark": (
        ("@hookimpl\ndef sanjose_urgency", "def sanjose_urgency"),
        "sanjose_urgency is never asked: mark it with @hookimpl",
    ),
    "a floor taken away from inside": (
        (
            BEGIN,
            f"{REACH}procedure.sanjose_objections = lambda committee, step: ()\n{MARKED}"
            + BEGIN,
        ),
        "a common objection to",
    ),
    "an urgency lowered from inside": (
        (BEGIN, f"{REACH}procedure.sanjose_urgency = lambda view: 1\n{MARKED}" + BEGIN),
        "it imports sanjose.rules",
    ),
    "an ear at another committee's door": (
        (
            BEGIN,
            f"{REACH}own = [procedure.sanjose_urgency]\nprocedure.sanjose_urgency = lambda view: own[0](view)\n{MARKED}"
            + BEGIN,
        ),
        "it hears what another committee is asked",
    ),
}


def checked(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the command as an author does."""
    return subprocess.run(
        [SANJOSE, *options, "committees", "check", str(folder)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.parametrize("what", AT_LOAD)
def test_what_breaks_the_contract_does_not_load(what, tmp_path):
    change, why = AT_LOAD[what]
    folder = broken(tmp_path, (MODULE, *change))
    if what == "an exception at import":
        with pytest.raises(ZeroDivisionError):
            loaded(folder)
        return

    with pytest.raises(Unable) as refused:
        Plugin("moon", loaded(folder))

    assert why in str(refused.value)
    assert "\n" not in str(refused.value)
    assert load("cat").committee.slug == "cat"


@pytest.mark.parametrize("what", [*AT_LOAD, *AT_CHECK])
def test_the_check_finds_it_and_says_one_sentence_about_it(what, tmp_path):
    change, why = {**AT_LOAD, **AT_CHECK}[what]
    folder = broken(tmp_path, (MODULE, *change))

    done = checked(folder, "--json")

    faults = json.loads(done.stdout)["faults"]
    assert done.returncode == 1
    assert [one for one in faults if why in one]
    assert all("\n" not in one and str(tmp_path) not in one for one in faults)


@pytest.mark.parametrize(
    ("change", "ask"),
    [
        ((URGENCY, "    return 1 / 0\n"), lambda plugin: plugin.urgency(a_view(), ON)),
        ((URGENCY, "    return 9\n"), lambda plugin: plugin.urgency(a_view(), ON)),
        (
            (OBJECTIONS, "    raise SystemExit\n" + OBJECTIONS),
            lambda plugin: plugin.objections(a_step("letter", a_view())),
        ),
    ],
)
def test_a_rule_that_fails_puts_its_own_committee_out_of_service(change, ask, tmp_path):
    moon = Plugin("moon", loaded(broken(tmp_path, (MODULE, *change))))
    other = load("cat")

    with pytest.raises(Unable, match="committee 'moon' is not in service"):
        ask(moon)

    assert ask(other) is not None


def test_a_plugin_is_asked_about_its_own_committee_only(tmp_path):
    asked = []
    moon = loaded(broken(tmp_path))
    rule = moon.sanjose_urgency

    def urgency(committee, view: View):
        asked.append(committee.slug)
        return rule(view)

    urgency.__name__ = "sanjose_urgency"
    moon.sanjose_urgency = moon.hookimpl(urgency)
    plugin, other = Plugin("moon", moon), load("cat")

    other.urgency(a_view(), ON)
    other.objections(a_step("letter", a_view()))
    before = list(asked)
    plugin.urgency(a_view(), ON)

    assert before == []
    assert asked == ["moon"]


def test_a_sound_folder_conforms(tmp_path):
    done = checked(broken(tmp_path))

    assert done.returncode == 0
    assert done.stdout.startswith("moon conforms")


def test_nothing_of_the_installation_reaches_the_plugin_that_is_checked(tmp_path):
    spy = (
        "import os, pathlib, sys\n"
        "said = repr((sorted(os.environ), os.getcwd(), sys.argv))\n"
        "pathlib.Path(__file__).with_name('seen').write_text(said)\n"
    )
    folder = broken(tmp_path, (MODULE, BEGIN, spy + BEGIN))

    checked(folder, SANJOSE_HOME="/srv/home-of-secrets", SANJOSE_PASSPHRASE="seventeen")

    seen = (folder / "sanjose_moon" / "seen").read_text()
    assert "SANJOSE" not in seen
    assert "secrets" not in seen
    assert "seventeen" not in seen


def test_what_the_plugin_prints_is_not_part_of_the_answer(tmp_path):
    noise = "import os\nprint('{')\nos.write(1, b'}')\n"

    done = checked(broken(tmp_path, (MODULE, BEGIN, noise + BEGIN)), "--json")

    assert done.returncode == 1
    assert "it imports os" in json.loads(done.stdout)["faults"][0]


def test_a_plugin_that_ends_the_examination_is_no_answer(tmp_path):
    done = checked(broken(tmp_path, (MODULE, BEGIN, "import os\nos._exit(0)\n" + BEGIN)))

    assert done.returncode == 3
    assert "ended without an answer" in " ".join(done.stderr.split())


@pytest.mark.parametrize(
    ("file", "sound", "defect", "why"),
    [
        ("pyproject.toml", "[project]", "[project", "not in the form of TOML"),
        ("pyproject.toml", "sanjose.committees", "sanjose.others", "names one committee"),
        ("pyproject.toml", '"sanjose_moon"\n', '"sanjose moon"\n', "names a package"),
        (
            "pyproject.toml",
            "[project.entry-points",
            "[tool.entry-points",
            "names one committee",
        ),
    ],
)
def test_a_folder_that_is_none_of_a_plugin_is_misuse(file, sound, defect, why, tmp_path):
    with pytest.raises(Misuse, match=why):
        examined(broken(tmp_path, (file, sound, defect)))


@pytest.mark.parametrize(
    ("sound", "defect", "why"),
    [
        ('name = "sanjose-moon"', 'name = "moon"', "is called sanjose-moon"),
        ('moon = "sanjose_moon"', 'sun = "sanjose_moon"', "is called sanjose_sun"),
        ('["sanjose>=0.1,<0.2"]', '["sanjose", "requests"]', "and on nothing else"),
        ('moon = "sanjose_moon"', 'moon = "sanjose_none"', "there is no package sanjose_none"),
    ],
)
def test_a_wheel_that_would_be_called_otherwise_is_found(
    sound, defect, why, tmp_path, monkeypatch
):
    monkeypatch.setattr(sys, "path", [*sys.path])
    folder = broken(tmp_path, ("pyproject.toml", sound, defect))

    found = examined(folder)

    sys.modules.pop("sanjose_moon", None)
    assert any(why in one for one in found.faults)


def test_where_there_is_nothing_it_is_misuse(tmp_path):
    nothing, empty = checked(tmp_path / "nothing"), checked(tmp_path)

    assert (nothing.returncode, empty.returncode) == (2, 2)
    assert "there is no folder at this place" in nothing.stderr
    assert "no plugin's folder" in " ".join(empty.stderr.split())
