"""The San José Guidelines as a page: the public document HRI/MC/2015/6, word for word.

Every paragraph has its number and can be linked to, as ``#para-19``; every footnote leads there
and back. The text is the Chairs' own: correct a slip against the document, and nothing else.

Source: G 34.
"""

import re
from collections.abc import Iterator
from html import escape

from sanjose.paper.pages.wording import text

_NOTE = re.compile(r"\[\^(\w+|\*)\]")
_NUMBER = re.compile(r"(\d+)\. (.+)", re.DOTALL)
_LETTER = re.compile(r"\(([a-z])\) (.+)", re.DOTALL)
_HEADING = re.compile(r"(#{2,4}) (.+)")
SAID_OF_THE_TITLE = "*"
"""The footnote that stands behind the title."""


def body() -> str:
    """Return the Guidelines as HTML, after the page's heading."""
    source, _, notes = text("guidelines").partition("\n\n[^")
    blocks = source.split("\n\n")
    feet = [_NOTE.match(line) for line in f"[^{notes}".splitlines()]
    listed = "".join(
        f'<li id="note-{_key(found[1])}"><span aria-hidden="true">{found[1]}</span> '
        f"{escape(found.string[found.end() + 2 :])} "
        f'<a class="back" href="#to-{_key(found[1])}" '
        f'aria-label="back to the text, note {_said(found[1])}">↑</a></li>\n'
        for found in feet
        if found
    )
    return (
        f"<p>HRI/MC/2015/6{_reference(SAID_OF_THE_TITLE)}</p>\n"
        "<p>Twenty-seventh meeting of chairpersons of the human rights treaty bodies</p>\n"
        + "\n".join(_laid_out(blocks))
        + '\n<h2 id="notes">Notes</h2>\n'
        f'<ul role="list" class="plain">\n{listed}</ul>'
    )


def _laid_out(blocks: list[str]) -> Iterator[str]:
    letters: list[str] = []
    for block in blocks:
        if lettered := _LETTER.fullmatch(block):
            letters.append(_lettered(lettered[1], lettered[2]))
            continue
        if letters:
            yield f'<ul role="list" class="plain">\n{"".join(letters)}</ul>'
            letters.clear()
        if heading := _HEADING.fullmatch(block):
            level = len(heading[1])
            yield f"<h{level}>{escape(heading[2])}</h{level}>"
        elif numbered := _NUMBER.fullmatch(block):
            number, words = numbered.groups()
            yield f'<p id="para-{number}">{number}. {_words(words)}</p>'
        else:
            yield f"<p>{_words(block)}</p>"


def _lettered(letter: str, words: str) -> str:
    return f'<li id="para-5-{letter}">({letter}) {_words(words)}</li>\n'


def _words(source: str) -> str:
    return _NOTE.sub(lambda found: _reference(found[1]), escape(source, quote=False))


def _reference(mark: str) -> str:
    key = _key(mark)
    label = f'aria-label="note {_said(mark)}"'
    return f'<sup id="to-{key}"><a href="#note-{key}" {label}>{mark}</a></sup>'


def _key(mark: str) -> str:
    return "title" if mark == SAID_OF_THE_TITLE else mark


def _said(mark: str) -> str:
    return "on the title" if mark == SAID_OF_THE_TITLE else mark
