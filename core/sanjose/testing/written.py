"""What is asked of a plugin's README and of its letters' paragraphs; a sentence per fault."""

from collections.abc import Iterator

from sanjose.rules.letters import letter_faults
from sanjose.testing.subject import NOT_YET, Subject
from sanjose.words.provenance import Given, Provision, shortly


def the_readme_has_every_procedure_and_every_file_with_its_source(
    subject: Subject,
) -> Iterator[str]:
    """Find what the profile has and the README does not tell."""
    lines = subject.readme.splitlines()
    for one in subject.committee.procedures:
        gates = ", ".join(
            word for word, meant in (("sealed", one.sealed), ("accepted", one.needs)) if meant
        )
        line = f"| `{one.key}` | {one.title} | {gates} | {_printed(one.source)} |"
        if line not in lines:
            yield f"the README does not have the line {line}"
    for kind in subject.committee.files:
        wanted = [f"`{kind.key}`", *kind.moves]
        wanted += [f"{clock.value} days" for clock in kind.clocks.values()]
        for word in wanted:
            if word not in subject.readme:
                yield f"the README does not tell of {word!r} in the file {kind.key!r}"
    for document in subject.committee.documents:
        if document.symbol not in subject.readme or document.read not in subject.readme:
            yield f"the README does not say of {document.symbol} how much of it was read"
    if NOT_YET in subject.readme:
        yield f"the README says {NOT_YET!r}"


def the_letters_have_no_gap_that_nothing_fills(subject: Subject) -> Iterator[str]:
    """Find paragraphs outside the contract for letters."""
    folder = subject.files[0].parent / "letters"
    texts: dict[str, str] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            texts[path.name] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError):
            yield f"letters/{path.name} is not a text in UTF-8"
    yield from (f"letters/{fault}" for fault in letter_faults(subject.committee, texts))


def _printed(value: Provision[None]) -> str:
    return shortly(value.source) if isinstance(value, Given) else str(value)
