"""The two charts on a page: a table on a screen, one card for each committee on a telephone.

Every cell carries its column's head, so that nothing is lost where the heads are not shown; the
roles are said outright because a table laid out as blocks is none to a screen reader.
"""

from html import escape

from sanjose.rules.charts import Cell, Chart


def table(chart: Chart) -> str:
    """Return a chart as a table with its notes; lines of one committee share a row."""
    heads = "".join(
        f'<th scope="col" role="columnheader">{escape(one)}</th>' for one in chart.head
    )
    rows = "\n".join(_row(chart, row) for row in _joined(chart))
    notes = "".join(
        f'<li id="note-{letter}" value="{number}">{escape(remark)} '
        f'<a class="back" href="#cell-{letter}" '
        f'aria-label="back to the table, note {letter}">↑</a></li>\n'
        for number, (letter, remark) in enumerate(chart.notes, 1)
    )
    listed = f'\n<h2>Notes</h2>\n<ol type="a">\n{notes}</ol>' if chart.notes else ""
    return (
        f'<table role="table">\n<caption>{escape(chart.title)}</caption>\n'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>\n'
        f'<tbody role="rowgroup">\n{rows}\n</tbody>\n</table>{listed}'
    )


def _joined(chart: Chart) -> list[list[list[Cell]]]:
    """Return the rows, each cell with what stands below it for the same committee."""
    rows: list[list[list[Cell]]] = []
    for row in chart.rows:
        if str(row[0]) or not rows:
            rows.append([[cell] for cell in row])
            continue
        for cells, cell in zip(rows[-1], row, strict=True):
            if str(cell):
                cells.append(cell)
    return rows


def _row(chart: Chart, row: list[list[Cell]]) -> str:
    first, *others = ("<br>".join(_said(cell) for cell in cells) for cells in row)
    told = "".join(
        f'<td role="cell" data-head="{escape(head)}">{said}</td>'
        for head, said in zip(chart.head[1:], others, strict=True)
    )
    return f'<tr role="row"><th scope="row" role="rowheader">{first}</th>{told}</tr>'


def _said(cell: Cell) -> str:
    first, *rest = (_linked(line) for line in cell.lines)
    if cell.letter:
        first += (
            f'<sup id="cell-{cell.letter}"><a href="#note-{cell.letter}" '
            f'aria-label="note {cell.letter}">{cell.letter}</a></sup>'
        )
    return "<br>".join((first, *rest))


def _linked(line: str) -> str:
    """Return a line as HTML; an e-mail address can be followed."""
    said = escape(line)
    whole = "@" in line and " " not in line
    return f'<a href="mailto:{said}">{said}</a>' if whole else said
