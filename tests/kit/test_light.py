"""A command for one committee imports that committee's plugin, and a start imports none."""

import json
import subprocess
import sys

import pytest

from sanjose.rules.committees import known

CODE = """
import json, os, sys
answer = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
sys.argv = ["sanjose", *json.loads(sys.argv[1])]
from sanjose.cli import main
try:
    main()
except SystemExit as ended:
    code = ended.code
os.write(answer, json.dumps([code, sorted(sys.modules)]).encode())
"""


def after(*words: str, cwd) -> tuple[int, set[str], set[str]]:
    """Run a command; return its exit code, the plugins and the other modules it imported."""
    done = subprocess.run(
        [sys.executable, "-c", CODE, json.dumps(words)],
        cwd=cwd, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    code, modules = json.loads(done.stdout)
    roots = {one.partition(".")[0] for one in modules}
    plugins = {one for one in roots if one.startswith("sanjose_")}
    return code, plugins, set(modules) - plugins


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["committees", "--help"]])
def test_a_start_imports_no_plugin(words, tmp_path):
    code, plugins, _ = after(*words, cwd=tmp_path)

    assert (code, plugins) == (0, set())


@pytest.mark.parametrize("slug", known())
def test_a_profile_is_shown_with_no_other_plugin_imported(slug, tmp_path):
    code, plugins, _ = after("committees", slug, cwd=tmp_path)

    assert (code, plugins) == (0, {f"sanjose_{slug}"})


def test_an_installation_imports_the_plugin_of_its_committee_only(tmp_path):
    (tmp_path / "passphrase").write_text("seventeen green bridges")
    (tmp_path / "passphrase").chmod(0o600)
    home = ("--home", str(tmp_path / "home"))
    how = ("--trial", "--nationality", "Switzerland", "--passphrase-file", "passphrase")

    made = after(*home, "init", "ced", *how, "--shares", "papers", cwd=tmp_path)
    asked = after(*home, "doctor", cwd=tmp_path)

    assert made[:2] == (0, {"sanjose_ced"})
    assert asked[1] <= {"sanjose_ced"}


def test_no_command_imports_the_kit(tmp_path):
    code, _, modules = after("committees", "check", str(tmp_path), cwd=tmp_path)

    assert code == 2
    assert not {one for one in modules if one.startswith(("sanjose.testing", "pytest"))}
