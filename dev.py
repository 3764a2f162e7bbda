"""Set up .venv and do one thing in it.

python3 dev.py demo     what the software does, told as stories; a few minutes
python3 dev.py test     everything that must hold; with arguments, pytest alone gets them
python3 dev.py check    the part of it that runs no test: style, types, walls, licences
python3 dev.py bench    how fast it is, as ratios
python3 dev.py lock     choose the libraries anew; with --upgrade, the newest

Python 3.11 or newer is all that must be there. The libraries are fetched by the hashes in
requirements.txt, every distribution of this repository is installed in place, and a stamp for
each step says what it was made from, so that the next run starts at once.
"""

# An older Python must still understand this file as far as the sentence that refuses it.
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "sanjose needs Python 3.11 or newer, and this is Python %d.%d: "
        "run dev.py with a newer one, for example `python3.11 dev.py`" % sys.version_info[:2]
    )

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = TOOLS / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.txt"
PROJECTS = sorted((*ROOT.glob("*/pyproject.toml"), *ROOT.glob("plugins/*/pyproject.toml")))


def main(verb: str = "", *arguments: str) -> int:
    """Do what the verb says and return the exit code."""
    verbs = {"demo": demo, "test": test, "check": check, "bench": bench, "lock": lock}
    if verb not in verbs or (verb == "check" and arguments):
        print(__doc__)
        return 2
    set_up()
    return verbs[verb](*arguments)


def demo(*arguments: str) -> int:
    """Tell the stories."""
    return run(PYTHON, ROOT / "tests" / "demo.py", *arguments)[0]


def bench(*arguments: str) -> int:
    """Measure."""
    return run(PYTHON, "-m", "tests.bench", *arguments)[0]


def check() -> int:
    """Hold the sources to what can be seen without running them."""
    return verdict(failed_checks())


def test(*arguments: str) -> int:
    """Check and test everything; with arguments, pytest alone, without coverage."""
    if arguments:
        return run(PYTHON, "-m", "pytest", *arguments)[0]
    parts = ",".join(
        f"core/sanjose/{part}/*" for part in ("words", "rules", "keeping", "exchange")
    )
    failed = failed_checks()
    # The data stay outside the tree: two runs at once must not mix theirs.
    with tempfile.TemporaryDirectory() as folder:
        os.environ["COVERAGE_FILE"] = str(Path(folder, "coverage"))
        # Two at a time; each counts its lines for itself, as every process of a test does.
        pytest = ("pytest", "-n", "2", "--dist", "worksteal")
        failed += stage("tests", "coverage", "run", "-m", *pytest, quiet=False)
        failed += stage("combine", "coverage", "combine", "--quiet")
        failed += stage("coverage", "coverage", "report")
        failed += stage(
            "in full", "coverage", "report", "--fail-under=100", f"--include={parts}"
        )
    return verdict(failed)


def lock(*arguments: str) -> int:
    """Write requirements.txt from what the distributions and the group `dev` ask for."""
    ours = [tomllib.loads(path.read_text("utf-8"))["project"]["name"] for path in PROJECTS]
    how = "--universal --python-version 3.11 --generate-hashes --no-header --quiet"
    how += " --group dev --all-extras"
    inputs = [path.relative_to(ROOT).as_posix() for path in PROJECTS]
    command = ("pip", "compile", *how.split(), "--excludes", "-", "--output-file", LOCK.name)
    return run(TOOLS / "uv", *command, *inputs, *arguments, told="\n".join(ours))[0]


# --- stages -----------------------------------------------------------------------------


def failed_checks() -> list[str]:
    """Run every check and return the names of those that failed."""
    failed = stage("format", "ruff", "format", "--check", ".")
    failed += stage("lint", "ruff", "check", ".")
    failed += stage("types", "mypy")
    failed += stage("walls", "lint-imports")
    for path in PROJECTS:
        failed += stage(f"needs of {path.parent.name}", "deptry", ".", cwd=path.parent)
    if shutil.which("git") and (ROOT / ".git").exists():
        failed += stage("licences", "reuse", "lint")
    else:
        print("skip  licences: only git can tell our files from those of others")
    return failed


def stage(
    name: str, tool: str, *arguments: str, cwd: Path = ROOT, quiet: bool = True
) -> list[str]:
    """Run one tool and print its line; if it failed, print what it said and return its name."""
    began = time.monotonic()
    code, said = run(TOOLS / tool, *arguments, cwd=cwd, quiet=quiet)
    print(
        f"{'FAIL' if code else 'ok  '}  {name:<14} {time.monotonic() - began:6.1f} s",
        flush=True,
    )
    if code and said:
        print(said, flush=True)
    return [name] if code else []


def verdict(failed: list[str]) -> int:
    """Say in one line how it went and return the exit code."""
    print(f"failed: {', '.join(failed)}" if failed else "everything holds")
    return 1 if failed else 0


def run(
    *command: str | Path, cwd: Path = ROOT, told: str | None = None, quiet: bool = False
) -> tuple[int, str]:
    """Run a command and return its exit code and, if it was quiet, what it would have said."""
    to = subprocess.PIPE if quiet else None
    done = subprocess.run(
        command, cwd=cwd, input=told, stdout=to, stderr=to and subprocess.STDOUT,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout or ""


# --- setting up -------------------------------------------------------------------------


def set_up() -> None:
    """Bring .venv up to this folder, the lock and the distributions; mostly nothing to do."""
    if not importlib.util.find_spec("ensurepip"):
        sys.exit(
            "this Python cannot make an environment: its module ensurepip is missing; "
            "on Debian or Ubuntu run `sudo apt install python%d.%d-venv`" % sys.version_info[:2]
        )
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH"):
        os.environ.pop(name, None)
    os.environ["PATH"] = os.pathsep.join((str(TOOLS), os.environ.get("PATH", os.defpath)))
    os.environ["VIRTUAL_ENV"] = str(VENV)
    # Git refuses a checkout that belongs to another user, and reuse asks git.
    os.environ.update(
        GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0="safe.directory", GIT_CONFIG_VALUE_0=str(ROOT)
    )
    projects = "".join(f"{path} {path.read_text('utf-8')}" for path in PROJECTS)
    source = ""
    with alone():
        for name, make, made_from in (
            ("environment", make_environment, str(ROOT)),
            ("libraries", install_libraries, LOCK.read_text("utf-8")),
            ("distributions", install_distributions, projects),
        ):
            source += made_from  # a step is done again when one before it was
            stamp, digest = VENV / f"{name}.stamp", hashlib.sha256(source.encode()).hexdigest()
            if PYTHON.exists() and stamp.exists() and stamp.read_text("utf-8") == digest:
                continue
            print(f"setting up the {name} ...", flush=True)
            stamp.unlink(missing_ok=True)
            make()
            stamp.write_text(digest, "utf-8")


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let a second run wait its turn; SQLite's lock ends with its process, on every system."""
    turn = sqlite3.connect(ROOT / ".venv.lock", timeout=900, isolation_level=None)
    with contextlib.closing(turn):
        turn.execute("BEGIN EXCLUSIVE")
        yield


def make_environment() -> None:
    """Make .venv from nothing, with the pip that the lock names: the one at hand may be slow."""
    venv.create(VENV, clear=True, with_pip=True)
    only_pip = re.search(r"^pip==.*?(?=^\w|\Z)", LOCK.read_text("utf-8"), re.M | re.S)
    if only_pip:
        (VENV / "pip.txt").write_text(only_pip[0], "utf-8")
        pip("--require-hashes", "-r", VENV / "pip.txt")


def install_libraries() -> None:
    """Install what the lock names, compiled ahead, since the time of imports is measured."""
    pip("--require-hashes", "--no-deps", "--no-compile", "-r", LOCK)
    # A library may carry a template that is no valid Python: no reason to stop.
    run(PYTHON, "-m", "compileall", "-q", "-j", "0", VENV, quiet=True)


def install_distributions() -> None:
    """Install each distribution in place, with an -e of its own: one -e takes one folder."""
    folders = [argument for path in PROJECTS for argument in ("-e", path.parent)]
    pip("--no-deps", "--no-build-isolation", *folders)


def pip(*arguments: str | Path) -> None:
    """Install with pip, quietly unless it fails."""
    code, said = run(PYTHON, "-m", "pip", "install", "--no-input", *arguments, quiet=True)
    if code:
        sys.exit(f"{said}\npip could not install this; is there a connection?")


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
