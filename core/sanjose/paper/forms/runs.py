"""Runs of a Word file: words with their look, their direction, and their lines and tabs."""

import re
from collections.abc import Iterator

from sanjose.paper.forms.archive import clean

_LETTER = "[A-Za-z\u00c0-\u024f\u0400-\u052f]"
_SPAN = (
    f"{_LETTER}(?:[^\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\n]*"
    "[0-9A-Za-z\u00c0-\u024f\u0400-\u052f])?"
)
_LATIN = re.compile(rf"\({_SPAN}\)|{_SPAN}")
"""Brackets around a symbol go with it, so that neither is left behind on another line."""

_ARABIC = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[^A-Za-z\u00c0-\u024f\u0400-\u052f\n]*"
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])?"
)


def runs(text: str, look: str = "", *, backwards: bool = False) -> str:
    """Return a text as runs, each with its direction; a symbol in an Arabic line stays in order."""
    return "".join(
        f"<w:r>{_look(look, rtl=rtl)}{_texts(part)}</w:r>"
        for part, rtl in directed(text, backwards=backwards)
    )


def _look(look: str, *, rtl: bool) -> str:
    inner = look + ("<w:rtl/>" if rtl else "")
    return f"<w:rPr>{inner}</w:rPr>" if inner else ""


def _texts(text: str) -> str:
    told = []
    for at, line in enumerate(text.split("\n")):
        if at:
            told.append("<w:br/>")
        for number, part in enumerate(line.split("\t")):
            if number:
                told.append("<w:tab/>")
            if part:
                told.append(f'<w:t xml:space="preserve">{clean(part)}</w:t>')
    return "".join(told)


def directed(text: str, *, backwards: bool) -> Iterator[tuple[str, bool]]:
    """Give a text in parts, each with whether it is written from right to left."""
    at = 0
    if backwards and _LATIN.search(text) and not _ARABIC.search(text):
        yield text, False
        return
    for found in (_LATIN if backwards else _ARABIC).finditer(text):
        if found.start() > at:
            yield text[at : found.start()], backwards
        yield found[0], not backwards
        at = found.end()
    if at < len(text):
        yield text[at:], backwards
