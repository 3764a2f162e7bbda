"""A committee's yearly report over every case of the year: how long it takes, and how much memory.

It runs as a process of its own, since a peak of memory is a process's. The figures come from
the register and an account from its own case, so that no other case is opened.
"""

import re
import subprocess
import sys

from tests.bench.world import Row, World, clock

MOST_SECONDS = 2.0
MOST_MEMORY = 300.0


def rows(made: World) -> list[Row]:
    """Return the rows of a yearly report, in every form, over a whole year of cases."""
    program = "from tests.bench.reporting import measured; measured()"
    done = subprocess.run(
        [sys.executable, "-c", program, str(made.home.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = map(float, done.stdout.split()[-2:])
    said = f"{made.cases} cases"
    return [
        Row("a yearly report, seconds", seconds, "at most", MOST_SECONDS, said),
        Row("a yearly report, MiB", memory, "at most", MOST_MEMORY, said),
    ]


def measured() -> None:
    """Make the update of a full year, in every form; print the seconds and the peak in MiB."""
    from pathlib import Path

    from sanjose.commands.session import session
    from sanjose.keeping.home import Home
    from sanjose.paper.forms.pdf import as_pdf
    from sanjose.paper.forms.plain import as_text
    from sanjose.paper.forms.word import as_word
    from sanjose.paper.reports import report
    from sanjose.rules.reports import Sort
    from sanjose.words.model import Post
    from tests.bench.counting import YEAR

    with session(Home(Path(sys.argv[1])), writing=True) as door:
        assert not door.release_figures(*YEAR, total=True, by=Post.RAPPORTEUR).refused
        started = clock()
        door.figures(*YEAR)
        paper = report(door.gather(Sort.UPDATE, *YEAR).material)
        for form in (as_text, as_word, as_pdf):
            form(paper)
        seconds = clock() - started
    # Not ru_maxrss, which begins with what the process had that started this one.
    most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(f"{seconds:.3f} {int(most[1]) / 1024 if most else 0:.1f}")
