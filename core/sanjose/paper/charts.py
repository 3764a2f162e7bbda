"""A chart as a file that others can use: comma-separated, or a page that needs nothing else.

The page has a caption, heads for every row and column, and notes that link back, so that it
can be read aloud; it loads nothing. Source: N annex I; N annex II; G 20.
"""

import csv
import io
from html import escape

from sanjose.rules.charts import Cell, Chart

STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { font-size: 1.25rem; font-weight: 600; padding: 0 0 1rem; text-align: start; }
th, td { border-block-end: 1px solid; padding: 0.5rem 0.75rem; text-align: start; vertical-align: top; }
tbody th { font-weight: 400; }
a { color: inherit; }
"""


def as_csv(chart: Chart) -> str:
    """Return a chart as comma-separated values; notes stand after an empty line.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(chart.head)
    writer.writerows([_harmless(str(cell)) for cell in row] for row in chart.rows)
    if chart.notes:
        writer.writerow([])
        writer.writerows((letter, _harmless(remark)) for letter, remark in chart.notes)
    return out.getvalue()


def _harmless(text: str) -> str:
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def as_html(chart: Chart, about: str) -> str:
    """Return a chart as a whole page; ``about`` is a sentence on when and whence it is."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in chart.head)
    rows = "\n".join(f"<tr>{_row(row)}</tr>" for row in _spanned(chart))
    notes = "\n".join(
        f'<li id="note-{letter}" value="{number}">{escape(remark)} '
        f'<a href="#cell-{letter}" aria-label="back to the table, note {letter}">↑</a></li>'
        for number, (letter, remark) in enumerate(chart.notes, 1)
    )
    listed = f'<h2>Notes</h2>\n<ol type="a">\n{notes}\n</ol>\n' if chart.notes else ""
    return f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(chart.title)}</title>
<style>
{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(chart.title)}</h1>
<p>{escape(about)}</p>
<div class="wide" role="region" aria-label="{escape(chart.title)}" tabindex="0">
<table>
<caption>{escape(chart.title)}</caption>
<thead><tr>{head}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>
{listed}</main>
</body>
</html>
"""


def _spanned(chart: Chart) -> list[list[tuple[Cell, int]]]:
    """Return the rows with how many lines each cell spans; a repeated blank is left out."""
    rows: list[list[tuple[Cell, int]]] = []
    firsts = [number for number, row in enumerate(chart.rows) if str(row[0])]
    for number, row in enumerate(chart.rows):
        begins = number in firsts
        ends = next((one for one in firsts if one > number), len(chart.rows))
        spans = ends - number if begins else 1
        rows.append(
            [
                (cell, spans if at in {0, len(row) - 1} else 1)
                for at, cell in enumerate(row)
                if begins or str(cell)
            ]
        )
    return rows


def _row(cells: list[tuple[Cell, int]]) -> str:
    told = []
    for at, (cell, spans) in enumerate(cells):
        tall = f' rowspan="{spans}"' if spans > 1 else ""
        tag = "th" if at == 0 and len(cells) > 1 else "td"
        scope = ' scope="row"' if tag == "th" else ""
        if tag == "th" and spans > 1:
            scope = ' scope="rowgroup"'
        told.append(f"<{tag}{scope}{tall}>{_lines(cell)}</{tag}>")
    return "".join(told)


def _lines(cell: Cell) -> str:
    first, *rest = (escape(line) for line in cell.lines)
    if cell.letter:
        note = (
            f'<a href="#note-{cell.letter}" aria-label="note {cell.letter}">{cell.letter}</a>'
        )
        first += f'<sup id="cell-{cell.letter}">{note}</sup>'
    return "<br>".join((first, *rest))
