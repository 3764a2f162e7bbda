"""`sanjose new-committee`: the folder of a plugin in which everything is still to be looked up.

The folder is made apart and moved to its place at once, so that nothing is there by halves.
What it holds stands in ``scaffold``; the conformance suite fails until nothing of it is left
that was not looked up.
"""

import os
import shutil
import tempfile
import unicodedata
from importlib.resources import files
from keyword import iskeyword, issoftkeyword
from pathlib import Path
from string import Template

import click

from sanjose.commands.around import Around, command
from sanjose.commands.telling import heading, paragraph, say, tell_json
from sanjose.rules.committees import known
from sanjose.words.errors import Misuse, Unable

LONGEST = 5
"""Characters of a short name at most, since it begins every reference."""
LONGEST_NAME = 120
RESERVED = frozenset({"chart", "check", "core", "show", "test", "tests"})
"""What a short name would be mistaken for."""


@command(
    "new-committee",
    more="Every value says `not yet looked up`, and `sanjose committees check` says which.",
)
@click.argument("slug")
@click.argument("name")
@click.option(
    "--into",
    metavar="DIR",
    help="Where the folder is made; ./plugins if there is one, else here.",
)
def new_committee(around: Around, slug: str, name: str, into: str | None) -> None:
    """Make."""
    place = Path(into) if into is not None else Path("plugins")
    if into is None and not place.is_dir():
        place = Path()
    made = scaffold(slug, name, place)
    if around.as_json:
        tell_json({"folder": str(made), "files": sorted(_files(slug, name))})
        return
    say(f"The folder {made.name} is made; nothing in it is looked up yet.")
    heading("Next")
    folder = made.as_posix()
    say(f"  {folder}/sanjose_{slug}/__init__.py   look up each value")
    say(f"  sanjose committees check {folder}")
    paragraph(f"pip install -e {folder} 'sanjose[testing]' && pytest {folder}/tests", indent=2)


def scaffold(slug: str, name: str, into: Path) -> Path:
    """Make a plugin's folder and return it.

    Raises:
        Misuse: the short name or the name cannot be, or a folder of this name is there.
        Unable: nothing can be written there.
    """
    _check_slug(slug)
    name = _checked_name(name)
    if not into.is_dir():
        message = "there is no folder of this name to make it in"
        raise Misuse(message)
    place = into / slug
    if os.path.lexists(place):
        message = f"{slug} is there already: nothing is written over it"
        raise Misuse(message)
    try:
        apart = Path(tempfile.mkdtemp(prefix=f".{slug}-", dir=into))
    except OSError:
        message = "nothing can be written in this folder"
        raise Unable(message) from None
    try:
        for path, text in _files(slug, name).items():
            file = apart / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        apart.chmod(0o755)
        apart.rename(place)  # fails where somebody made a folder meanwhile, unless it is empty
    except OSError:
        message = "the folder could not be made: nothing is left of it"
        raise Unable(message) from None
    finally:
        shutil.rmtree(apart, ignore_errors=True)
    return place


def written(template: str, slug: str, name: str) -> str:
    """Return a file of the scaffold."""
    text = files("sanjose.commands").joinpath("scaffold", f"{template}.txt").read_text("utf-8")
    filled = {"slug": slug, "constant": slug.upper(), "title": slug.title(), "name": name}
    return Template(text).substitute(filled)


def _files(slug: str, name: str) -> dict[str, str]:
    return {
        "pyproject.toml": written("pyproject", slug, name),
        "README.md": written("readme", slug, name),
        f"sanjose_{slug}/__init__.py": written("profile", slug, name),
        f"sanjose_{slug}/py.typed": "",
        f"tests/test_{slug}.py": written("tests", slug, name),
    }


def _check_slug(slug: str) -> None:
    """Refuse a short name that cannot be one.

    Raises:
        Misuse: says why; what was typed is not repeated.
    """
    plain = slug.isascii() and slug.isalpha() and slug.islower() and slug.isidentifier()
    if not plain or not 2 <= len(slug) <= LONGEST:
        message = f"a short name is two to {LONGEST} small letters from a to z"
        raise Misuse(message)
    if iskeyword(slug) or issoftkeyword(slug) or slug in RESERVED:
        message = f"{slug!r} means something else already: choose another short name"
        raise Misuse(message)
    if slug in known():
        message = f"there is a committee {slug!r} already: `sanjose committees {slug}`"
        raise Misuse(message)


def _checked_name(name: str) -> str:
    """Return a name, its blanks made single.

    Raises:
        Misuse: it is empty, too long, or holds what no name of a committee does.
    """
    if any(unicodedata.category(one)[0] == "C" or one in "\u2028\u2029" for one in name):
        message = "the name holds a character that cannot be seen"
        raise Misuse(message)
    plain = " ".join(name.split())
    if not plain or len(plain) > LONGEST_NAME:
        message = f"a committee's name has one to {LONGEST_NAME} characters"
        raise Misuse(message)
    if set('"\\`$<>|{}') & set(plain):
        message = "the name holds a character that would not stand in a program's text"
        raise Misuse(message)
    return plain


COMMANDS = {"new-committee": new_committee}
