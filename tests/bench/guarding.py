"""What the leak guard costs: a page against one case, and against a thousand at once.

Time of this process only: the guard waits for nothing, and what others do meanwhile is no part
of what it costs.
"""

import statistics
from itertools import islice
from time import process_time

from sanjose.guard.guard import findings
from sanjose.guard.identifiers import Identifier, Tells
from sanjose.guard.known import Known
from sanjose.guard.vocabulary import Language, ordinary_words
from sanjose.words.sealed import Sealed
from tests.bench.world import Row
from tests.guard.clean import ENGLISH, sentences
from tests.guard.people import FIRST

PAGE = 3500
ROUNDS = 15
CASES = 1000


def rows() -> list[Row]:
    """Measure a clean page of English, which has to be read to its end."""
    ordinary_words()
    text = (" ".join(sentences(ENGLISH)))[:PAGE]
    case = [Identifier(Tells.NAME, Sealed(person.name)) for person in islice(FIRST, 0, None, 9)]
    case.append(Identifier(Tells.EMAIL, Sealed("rosalind.q@post.example")))
    case.append(Identifier(Tells.TELEPHONE, Sealed("+999 12 345 6789")))
    case.append(Identifier(Tells.REFERENCE, Sealed("CAT-26-7K3QM-X")))
    many = [Identifier(Tells.NAME, Sealed(f"{one.name} {n}")) for n in range(CASES // len(FIRST))
            for one in FIRST]  # fmt: skip
    return [
        _row("guard, ms a page, one case", text, Known(case), 20.0),
        _row("guard, ms a page, a thousand", text, Known(many), 0.0),
    ]


def _row(name: str, text: str, known: Known, target: float) -> Row:
    took = []
    for _ in range(ROUNDS):
        started = process_time()
        findings(text, known, summary_in=Language.ENGLISH)
        took.append((process_time() - started) * 1000)
    said = f"{len(text)} characters, best {min(took):.1f} ms"
    return Row(name, statistics.median(took), "at most" if target else "-", target, said)
