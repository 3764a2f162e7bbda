"""A paper as HTML that can be read aloud: the body of a page, or a page that loads nothing."""

from html import escape

from sanjose.paper.document import (
    Chart,
    Foot,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Table,
    Words,
)
from sanjose.paper.forms.bars import svg
from sanjose.paper.forms.laid import Laid, depth, laid, numbers_of
from sanjose.paper.forms.signs import cleaned, printed
from sanjose.paper.forms.tongues import long_day, tongue

STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.55 "Times New Roman", "Noto Naskh Arabic", serif; margin: 2rem auto; max-width: 46rem; padding: 0 1rem; }
.masthead { border-block-end: 3px solid; display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between; }
.masthead p, .handling { margin: 0 0 0.4rem; }
.symbol { font-weight: 700; }
.handling { font-weight: 700; text-align: center; }
.copy { text-align: end; }
h1 { line-height: 1.2; margin-block: 1.5rem; }
.number { display: inline-block; min-inline-size: 2.5rem; }
.wide { overflow-x: auto; }
table { border-block: 2px solid; border-collapse: collapse; margin-block: 1rem; width: 100%; }
caption { font-weight: 700; padding-block-end: 0.5rem; text-align: start; }
th, td { border-block-end: 1px solid; padding: 0.35rem 0.6rem; text-align: start; vertical-align: top; }
thead th { font-style: italic; font-weight: 400; }
tbody th { font-weight: 400; }
@counter-style lettered { system: extends lower-alpha; prefix: "("; suffix: ") "; }
@counter-style abjad { system: alphabetic; symbols: أ ب ج د هـ و ز ح ط ي ك ل م ن; prefix: "("; suffix: ") "; }
ol[type="a"] { list-style: lettered; }
[dir="rtl"] ol[type="a"] { list-style: abjad; }
.at-end { text-align: end; }
figure { margin: 1.5rem 0; }
figcaption { font-weight: 700; padding-block-end: 0.5rem; }
svg { height: auto; max-width: 100%; }
.feet { border-block-start: 1px solid; font-size: 0.9rem; margin-block-start: 2rem; }
a { color: inherit; }
@media print { .new-page { break-before: page; } }
"""


def body_of(paper: Paper, prefix: str = "") -> str:
    """Return a paper as a fragment of HTML, its title as the only heading of the first level.

    Args:
        prefix: what its anchors begin with, where several papers stand on one page.
    """
    paper = cleaned(paper)
    feet: list[str] = []
    parts = [_top(paper), f"<h1>{_lines(paper.title)}</h1>"]
    parts += [_block(one, paper, feet, prefix) for one in laid(paper)]
    if feet:
        parts.append(_feet(feet, paper.language, prefix))
    return "\n".join(one for one in parts if one) + "\n"


def page_of(paper: Paper) -> str:
    """Return a paper as a whole page that loads nothing and runs nothing."""
    backwards = ' dir="rtl"' if paper.backwards else ""
    return f"""\
<!doctype html>
<html lang="{escape(paper.language)}"{backwards}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{escape(printed(paper.title))}</title>
<style>
{STYLE}</style>
</head>
<body>
<main>
{body_of(paper)}</main>
</body>
</html>
"""


def _top(paper: Paper) -> str:
    told = ""
    if paper.handling:
        told += f'<p class="handling">{escape(paper.handling)}</p>\n'
    if paper.copy:
        told += f'<p class="copy">{escape(paper.copy)}</p>\n'
    left = "".join(f"<p>{escape(one)}</p>" for one in paper.masthead)
    right = ""
    if paper.symbol:
        right += f'<p class="symbol">{escape(paper.symbol)}</p>'
    if paper.dated:
        day = long_day(paper.dated, paper.language)
        right += f'<p><time datetime="{paper.dated}">{escape(day)}</time></p>'
    if left or right:
        told += f'<div class="masthead"><div>{left}</div><div>{right}</div></div>'
    return told.rstrip()


def _block(one: Laid, paper: Paper, feet: list[str], prefix: str) -> str:
    match one.block:
        case Heading():
            level = depth(one.block) + 1
            mark = f"{escape(one.mark)} " if one.mark else ""
            return f"<h{level}>{mark}{_lines(one.block.text)}</h{level}>"
        case Numbered(words):
            number = f'<span class="number">{escape(one.mark)}</span>'
            anchor = one.mark.rstrip(" .-")
            said = _said(words, feet, prefix)
            return f'<p id="{prefix}para-{anchor}">{number} {said}</p>'
        case Plain(words):
            return f"<p>{_said(words, feet, prefix)}</p>"
        case Items(listed, ordered):
            tag = 'ol type="a"' if ordered else "ul"
            items = "\n".join(f"<li>{_said(each, feet, prefix)}</li>" for each in listed)
            return f"<{tag}>\n{items}\n</{tag[:2]}>"
        case Table():
            return _table(one.block, one.mark, paper.language)
        case Chart():
            return _chart(one.block, one.mark, paper.language)
        case NewPage():
            return '<div class="new-page"></div>'


def _said(words: Words, feet: list[str], prefix: str) -> str:
    if isinstance(words, str):
        return _lines(words)
    told = ""
    for one in words:
        if isinstance(one, str):
            told += _lines(one)
        elif isinstance(one, Foot):
            feet.append(one.text)
            number = len(feet)
            told += (
                f'<sup><a id="{prefix}at-{number}" href="#{prefix}foot-{number}" '
                f'role="doc-noteref">{number}</a></sup>'
            )
        else:
            told += f"<i>{_lines(one.text)}</i>"
    return told


def _feet(feet: list[str], language: str, prefix: str) -> str:
    words = tongue(language)
    listed = "\n".join(
        f'<li id="{prefix}foot-{number}">{_lines(text)} <a href="#{prefix}at-{number}" '
        f'role="doc-backlink" aria-label="{escape(words.note)} {number}">\u2191</a></li>'
        for number, text in enumerate(feet, 1)
    )
    return (
        f'<section class="feet" role="doc-endnotes" aria-label="{escape(words.notes)}">\n'
        f"<ol>\n{listed}\n</ol>\n</section>"
    )


def _table(table: Table, mark: str, language: str) -> str:
    named = f"{mark}. {table.caption}" if mark else table.caption
    caption = f"<caption>{escape(named)}</caption>\n" if named else ""
    head = ""
    if any(table.head):
        cells = "".join(
            f'<th scope="col"{_end(at, table)}>{_lines(cell)}</th>'
            for at, cell in enumerate(table.head)
        )
        head = f"<thead><tr>{cells}</tr></thead>\n"
    rows = "\n".join(f"<tr>{_row(row, table)}</tr>" for row in table.rows)
    note = f"\n<p>{_lines(table.note)}</p>" if table.note else ""
    name = escape(named or " ".join(table.head).strip() or tongue(language).table)
    return (
        f'<div class="wide" role="region" aria-label="{name}" tabindex="0">\n<table>\n'
        f"{caption}{head}<tbody>\n{rows}\n</tbody>\n</table>\n</div>{note}"
    )


def _row(row: tuple[str, ...], table: Table) -> str:
    first, *rest = row
    told = f'<th scope="row"{_end(0, table)}>{_lines(first)}</th>'
    cells = enumerate(rest, 1)
    return told + "".join(f"<td{_end(at, table)}>{_lines(cell)}</td>" for at, cell in cells)


def _end(at: int, table: Table) -> str:
    return ' class="at-end"' if at in table.numbers else ""


def _chart(chart: Chart, mark: str, language: str) -> str:
    named = f"{mark}. {chart.caption}" if mark else chart.caption
    caption = f"<figcaption>{escape(named)}</figcaption>\n" if named else ""
    return (
        f"<figure>\n{caption}{svg(chart, language)}\n"
        f"{_table(numbers_of(chart, language), '', language)}\n</figure>"
    )


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
