"""Write the table of measures into a committee's README: ``python -m tests.docs.walked``.

The table stands between two marks, and ``test_walked`` holds that it is the one that the
rules make.
"""

import sys
from pathlib import Path

from sanjose.paper.walked import markdown
from sanjose.rules.committees import load

PLUGINS = Path(__file__).parents[2] / "plugins"
BEGIN = "<!-- measures: made from the rules by `python -m tests.docs.walked` -->\n"
END = "<!-- measures: end -->\n"
HEADING = """\
## What may be done, who decides, what is disclosed

Supposed is everything that can speak for a measure: the person agreed, item by item, consequences were weighed, it was assessed, the Chair was told, the State was contacted, and whoever decides decided. What is stopped even then is never done here in that procedure.
"tells" is who learns at most that somebody cooperated; without a basis for that, nobody does.

"""


def sections() -> dict[str, Path]:
    """Return the README of each committee's plugin, by its short name."""
    return {path.parent.name: path for path in sorted(PLUGINS.glob("*/README.md"))}


def made(slug: str) -> str:
    """Return the table as it has to stand, with its marks."""
    return f"{BEGIN}\n{markdown(load(slug))}\n{END}"


def standing(text: str) -> str:
    """Return the table that stands in a README, with its marks; empty where none does."""
    if BEGIN not in text or END not in text:
        return ""
    return text[text.index(BEGIN) : text.index(END) + len(END)]


def written(text: str, slug: str) -> str:
    """Return a README with the table in its place, before the documents where it is new."""
    if now := standing(text):
        return text.replace(now, made(slug))
    before = next((one for one in ("## Documents", "## Tests") if one in text), None)
    section = f"{HEADING}{made(slug)}"
    if before is None:
        return f"{text.rstrip()}\n\n{section}"
    return text.replace(before, f"{section}\n{before}", 1)


def main() -> int:
    """Write every README anew."""
    for slug, path in sections().items():
        path.write_text(written(path.read_text("utf-8"), slug), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
