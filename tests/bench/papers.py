"""What ten committees hand over at once: a sealed sheet for each Chair, and the system's site."""

import shutil
import tempfile
from pathlib import Path

from tests.bench.world import Row, World, clock

COMMITTEES = 10
CASES = 100
"""Cases of each committee. Source: ours; a handful to some hundreds come in a year."""

MOST_DIGESTS = 2.0
MOST_SITE = 3.0


def rows() -> list[Row]:
    """Return the rows of ten sheets, gathered, laid out and sealed, and of the system's site."""
    return [_digests(), _site()]


def _digests() -> Row:
    from pyrage import x25519

    from sanjose.keeping.sealing import seal
    from sanjose.paper.digests import as_sheet
    from sanjose.paper.forms.pdf import as_pdf
    from sanjose.words.readers import KeyKind

    key = str(x25519.Identity.generate().to_public())
    folder = Path(tempfile.mkdtemp(prefix="sanjose-bench-"))
    try:
        made = World(folder, CASES)
        made.replay()
        with made.door() as door:
            as_pdf(as_sheet(door.sheets().sheets[0]))
            started = clock()
            for _ in range(COMMITTEES):
                for sheet in door.sheets().sheets:
                    seal(as_pdf(as_sheet(sheet)), KeyKind.AGE, key)
            seconds = clock() - started
    finally:
        shutil.rmtree(folder)
    said = f"{COMMITTEES} committees of {CASES} open cases"
    return Row("sealed sheets for ten Chairs, s", seconds, "at most", MOST_DIGESTS, said)


def _site() -> Row:
    import subprocess

    from tests.bench.world import SANJOSE

    with tempfile.TemporaryDirectory() as folder:
        command = [SANJOSE, "pages", "build", str(Path(folder, "site")), "--system"]
        started = clock()
        subprocess.run(command, check=True, capture_output=True)
        seconds = clock() - started
    return Row("the system's site, s", seconds, "at most", MOST_SITE, "a command of its own")
