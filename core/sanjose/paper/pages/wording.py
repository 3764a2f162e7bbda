"""The texts of the pages: a little Markdown, with blanks in braces, in several languages.

A text lies beside this module as ``NAME.LANG.md``. It has a title, headings, paragraphs, lists
and boxes of warning; strong words and links within the site; and nothing else. What fills a
blank is HTML that was escaped where it was made.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files

_BLANK = re.compile(r"\{(\w+)\}")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[([^\]]+)\]\(([\w./#-]+)\)")


@cache
def text(name: str, language: str = "en") -> str:
    """Return a text as it lies there."""
    return (files(__package__) / "texts" / f"{name}.{language}.md").read_text("utf-8")


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "texts" / "words.toml").read_text("utf-8"))


def word(key: str, language: str) -> str:
    """Return a short word or sentence in a language.

    Raises:
        KeyError: it is not there in this language.
    """
    return _words()[key][language]


def page(name: str, language: str, blanks: Mapping[str, str]) -> tuple[str, str]:
    """Return a text's title, as words, and what follows it, as HTML.

    Raises:
        KeyError: it has a blank that nothing fills.
    """
    first, _, rest = text(name, language).partition("\n")
    title = _BLANK.sub(lambda found: blanks[found[1]], first.removeprefix("# "))
    return title, markup(rest, blanks)


def markup(source: str, blanks: Mapping[str, str]) -> str:
    """Return a text as HTML; a blank alone on its line may be filled with any block.

    An item of a list whose blank is filled with nothing is left out.
    """
    return "\n".join(_blocks(source, blanks))


def _blocks(source: str, blanks: Mapping[str, str]) -> Iterator[str]:
    for block in re.split(r"\n\s*\n", source.strip()):
        lines = block.split("\n")
        if alone := _BLANK.fullmatch(block):
            yield blanks[alone[1]]
        elif block.startswith("## "):
            yield f"<h2>{inline(block[3:], blanks)}</h2>"
        elif block.startswith("> "):
            yield f"<blockquote><p>{inline(block[2:], blanks)}</p></blockquote>"
        elif block.startswith("- "):
            yield _list("ul", (line[2:] for line in lines), blanks)
        elif block.startswith("1. "):
            yield _list("ol", (line.partition(" ")[2] for line in lines), blanks)
        else:
            yield f"<p>{inline(block, blanks)}</p>"


def _list(tag: str, items: Iterator[str], blanks: Mapping[str, str]) -> str:
    words = (inline(one, blanks) for one in items)
    listed = "".join(f"<li>{one}</li>\n" for one in words if one)
    return f"<{tag}>\n{listed}</{tag}>"


def inline(source: str, blanks: Mapping[str, str]) -> str:
    """Return words as HTML, with what is strong, links and blanks.

    >>> inline("**Who:** {who} & others", {"who": "members"})
    '<strong>Who:</strong> members &amp; others'
    """
    words = _STRONG.sub(r"<strong>\1</strong>", escape(source, quote=False))
    words = _LINK.sub(r'<a href="\2">\1</a>', words)
    return _BLANK.sub(lambda found: blanks[found[1]], words)
