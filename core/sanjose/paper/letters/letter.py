"""A letter from what it may say: as a Word file to be edited, as plain text, as a draft of a mail.

It carries no date of making and no author, its file has one name for every letter, and it is
never sent from here. Source: G 11, 13; floors 7 and 11.
"""

import re
import textwrap
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP

from sanjose.paper.letters.composing import letter
from sanjose.paper.letters.composing import remarks as remarks
from sanjose.paper.letters.house import house_template
from sanjose.paper.letters.own import own_words
from sanjose.paper.letters.templating import Entry, filled
from sanjose.paper.letters.wording import Line, said, words_in
from sanjose.rules.correspondence import TO_PERSON, LetterFacts
from sanjose.rules.letters import LANGUAGES
from sanjose.words.errors import Misuse

WIDTH = 78
WORD = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_DASH = "  - "
FILE_NAME = "letter.docx"
"""The same for every letter: a file's name is seen by whoever carries it."""


def as_letter(facts: LetterFacts, language: str, template: bytes | None = None) -> bytes:
    """Return a letter as a Word file, in the house's template or in an officer's own.

    Raises:
        Misuse: there is no text in this language, or the template is refused.
    """
    made = letter(facts, language)
    lists: dict[str, list[Entry]] = {
        "addressee": [{"text": one} for one in made.addressee],
        "paragraphs": [
            {"text": one.text, "item": one.item, "last": one is made.paragraphs[-1]}
            for one in made.paragraphs
        ],
        "signature": [{"text": one} for one in made.signature],
    }
    return filled(template or house_template(), made.fields, lists, language)


def as_letter_text(facts: LetterFacts, language: str) -> str:
    """Return a letter as plain text, 78 columns wide.

    Raises:
        Misuse: there is no text in this language.
    """
    made = letter(facts, language)
    given = made.fields
    head = [given[name] for name in ("organization", "committee", "classification")]
    blocks = ["\n".join(head), "\n".join((given["reference"], given["date"]))]
    blocks += ["\n".join(map(_folded, made.addressee)), given["subject"], given["salutation"]]
    for one in made.paragraphs:
        if one.item and blocks[-1].startswith(_DASH):
            blocks[-1] += f"\n{_wrapped(one)}"
        else:
            blocks.append(_wrapped(one))
    blocks += [given["courtesy"], "\n".join(made.signature), given["contact"]]
    folded = (one if "\n" in one else _folded(one) for one in blocks if one)
    return "\n\n".join(folded) + "\n"


def lines_of_drafts(facts: LetterFacts) -> tuple[str, ...]:
    """Return the lines that a draft has from the house, in each language in which there is one.

    Who signs is not among them: a name stands for whoever bears it.
    """
    found: list[str] = []
    for language in LANGUAGES:
        with suppress(Misuse):
            made = letter(facts, language)
            found += (*made.fields.values(), *made.addressee)
            found += (one.text for one in made.paragraphs)
            found += (one for one in made.signature if one not in facts.signed_by)
    return tuple(one for one in found if one)


def as_eml(
    facts: LetterFacts, language: str, template: bytes | None = None, *, to: str = ""
) -> bytes:
    """Return a letter as a draft of a mail, which a mail program opens unsent.

    A State gets the Word file; a person gets the text, under a subject that says nothing.

    Raises:
        Misuse: as ``as_letter``, or what was given as an address is none.
    """
    words = words_in(language)
    made = letter(facts, language)
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if to:
        if not re.fullmatch(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+", to):
            raise Misuse("the address is none that a mail can have: give one, without a name")
        mail["To"] = to
    if facts.sort in TO_PERSON:
        mail["Subject"] = words["quietly"]
        mail.set_content(as_letter_text(facts, language))
        return mail.as_bytes()
    own = own_words(facts.committee, language)
    named = {"committee": own.committee, "body": own.body}
    mail["Subject"] = f"{said(words['mail'], named)} ({facts.reference})"
    mail.set_content(f"{said(words['attached'], named)}\n\n{made.fields['contact']}\n")
    content = as_letter(facts, language, template)
    mail.add_attachment(content, maintype="application", subtype=WORD, filename=FILE_NAME)
    return mail.as_bytes()


def _wrapped(line: Line) -> str:
    if not line.item:
        return _folded(line.text)
    return _folded(line.text, _DASH, "    ")


def _folded(text: str, first: str = "", later: str = "") -> str:
    """Return a text in lines; a reference and an address stay whole."""
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False
    )
