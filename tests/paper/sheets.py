"""A paper with one of everything, in a language that is read from the left or from the right."""

from datetime import date

from sanjose.paper.document import (
    Chart,
    Foot,
    Heading,
    Items,
    NewPage,
    Numbered,
    Paper,
    Plain,
    Stressed,
    Table,
)

SOURCE = "HRI/MC/2015/6, para. 15."
LONG = (
    "The rapporteur recalls that no one shall be subjected to intimidation or reprisals for "
    "having cooperated with the Committee (CAT/C/55/2)."
)
ARABIC = "يشير المقرر إلى أنه لا يجوز إخضاع أي شخص للتخويف أو الأعمال الانتقامية (CAT/C/55/2)."


def paper(language: str = "en", **more) -> Paper:
    text = ARABIC if language == "ar" else LONG
    given = {
        "title": "تقرير المقرر" if language == "ar" else "Report of the rapporteur",
        "language": language,
        "masthead": ("لجنة" if language == "ar" else "An invented committee", "Third session"),
        "symbol": "XXX/C/3/2",
        "dated": date(2026, 3, 4),
        "handling": "Confidential: for the closed meeting",
        "copy": "Copy 3 of 5",
        "blocks": (
            Heading("Introduction"),
            Numbered((text, Foot(SOURCE))),
            Heading("Allegations received", 2),
            Numbered(
                (Stressed("The Guidelines"), " & <their> text", Foot("HRI/MC/2015/6."), ".")
            ),
            Items((text, "Second item"), ordered=True),
            Items(("A dot",)),
            Items(("Anew",), ordered=True),
            NewPage(),
            Heading("Figures"),
            figures(),
            years(),
            Plain("The end."),
        ),
    }
    return Paper(**{**given, **more})


def figures() -> Table:
    return Table(
        caption="Allegations by procedure",
        head=("Procedure", "Received"),
        rows=(("Complaints", "12"), ("State reports", "0")),
        numbers=frozenset({1}),
        note="Small numbers are not published.",
    )


def years() -> Chart:
    return Chart(
        caption="Allegations by year",
        bars=(("2024", 12), ("2025", 3), ("2026 <half>", None), ("2027", 0)),
        said="Most came in 2024, twelve.",
        head=("Year", "Allegations"),
    )


def long_table(rows: int) -> Table:
    return Table(
        caption="Long",
        head=tuple(f"Column {at}" for at in range(6)),
        rows=tuple(tuple(f"r{row}c{at}" for at in range(6)) for row in range(rows)),
    )
