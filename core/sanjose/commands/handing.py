"""Hand over a paper: ``--out FILE``, whose ending says the form, or its text on the terminal.

A file is written whole or not at all, for its owner only, and never over another one. Nothing
is sent.
"""

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sanjose.commands.telling import paragraph, shown, tell_json
from sanjose.words.errors import Misuse, Unable

if TYPE_CHECKING:
    from sanjose.paper.document import Paper

FORMS = (".docx", ".pdf", ".txt", ".html", ".json")
_UNLINKED = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What a file system answers that knows no second name of a file, as on a stick."""

handed = click.option(
    "--out",
    "place",
    metavar="FILE",
    help=f"Where it is written: {', '.join(FORMS[:-1])} or {FORMS[-1]}; the text else.",
)
"""The option by which a command is told where a paper goes; its parameter is ``place``."""


def form_of(place: str, forms: tuple[str, ...] = FORMS) -> str:
    """Return the form that a file's ending asks for.

    Raises:
        Misuse: there is no such form.
    """
    ending = Path(place).suffix.lower()
    if ending not in forms:
        raise Misuse(f"the ending of the file says its form: {', '.join(forms)}")
    return ending


def check(place: str | None, forms: tuple[str, ...] = FORMS) -> None:
    """Refuse a file that could not be written, before any work is done.

    Raises:
        Misuse: the form is unknown, there is such a file, or there is no such folder.
    """
    if place is None:
        return
    form_of(place, forms)
    free(place)


def free(place: str | None) -> None:
    """Refuse a place at which no file could be written, whatever its form.

    A command that writes several files asks this of each before it writes the first.

    Raises:
        Misuse: there is such a file, or there is no such folder.
    """
    if place is None:
        return
    path = Path(place)
    try:
        there = path.exists() or path.is_symlink()
        folder = path.absolute().parent.is_dir()
    except OSError as error:  # the name is too long, or the folder somebody else's
        why = (error.strerror or "no access").lower()
        raise Misuse(f"no file can be written there ({why}): choose another name") from None
    if there:
        raise Misuse("there is a file of that name already: choose another name")
    if not folder:
        raise Misuse("there is no such folder for the file: make it first")


def hand_over(
    paper: "Paper", place: str | None, *, as_json: bool = False, answer: Any = None
) -> None:
    """Write a paper to a file, or print its text where none is named.

    Args:
        as_json: print JSON instead of text; with a file, print what was written, as JSON.
        answer: what stands in the JSON, where it is not the paper as it is built.

    Raises:
        Misuse: the form is unknown, or there is such a file.
        Unable: the disk is full, the folder is not ours, or a font is missing.
    """
    if place is None:
        if as_json:
            tell_json(_plain(paper) if answer is None else answer)
        else:
            from sanjose.paper.forms.plain import as_text

            click.echo(shown(as_text(paper)), nl=False)
        return
    check(place)
    content = rendered(paper, form_of(place), answer)
    written(place, content)
    if as_json:
        tell_json({"written": form_of(place), "bytes": len(content)})
    else:
        paragraph(f"{paper.title}: written. Nothing was sent.")


def rendered(paper: "Paper", form: str, answer: Any = None) -> bytes:
    """Return a paper in one of the forms."""
    from sanjose.paper.forms import html, pdf, plain, word

    forms: dict[str, Callable[[], bytes]] = {
        ".docx": lambda: word.as_word(paper),
        ".pdf": lambda: pdf.as_pdf(paper),
        ".txt": lambda: plain.as_text(paper).encode(),
        ".html": lambda: html.page_of(paper).encode(),
        ".json": lambda: _json(_plain(paper) if answer is None else answer),
    }
    return forms[form]()


def _plain(paper: "Paper") -> Any:
    from sanjose.paper.forms.machine import plainly

    return plainly(paper)


def _json(answer: Any) -> bytes:
    import json

    told = json.dumps(answer, indent=2, ensure_ascii=False, default=str)
    return f"{told}\n".encode("utf-8", "backslashreplace")


def written(place: str, content: bytes) -> None:
    """Write a file of mode 0600, whole or not at all, and never over another one.

    Raises:
        Misuse: there is one of this name.
        Unable: the disk is full or the folder is not ours.
    """
    path = Path(place)
    temporary = path.with_name(f".{os.getpid()}.{os.urandom(4).hex()}.new")
    try:
        try:
            _put(temporary, content)
            _name(temporary, path)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    except FileExistsError:
        raise Misuse("there is a file of that name already: choose another name") from None
    except OSError as error:
        why = (error.strerror or "no access").lower()
        raise Unable(f"the file cannot be written: {why}") from None


def _name(temporary: Path, path: Path) -> None:
    """Give a file its name, unless another one has it."""
    try:
        path.hardlink_to(temporary)
    except OSError as error:
        if error.errno not in _UNLINKED:
            raise
        if path.exists() or path.is_symlink():
            raise FileExistsError from None
        temporary.rename(path)


def _put(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - of a descriptor made private
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
