"""Letters say what the record carries, in the committee's own terms, and nothing else."""

import email.policy
import io
import re
import threading
import zipfile
from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage

import pytest
from docx import Document
from docx.oxml.ns import qn

from sanjose.paper.letters import letter as letters
from sanjose.paper.letters.letter import as_eml, as_letter, as_letter_text, remarks
from sanjose.paper.letters.naming import of_state, state_name
from sanjose.paper.letters.wording import text_of
from sanjose.paper.reading.files import every_word
from sanjose.rules.committees import known
from sanjose.rules.correspondence import TO_PERSON, TO_STATE, Sort
from sanjose.rules.profile import Posting, Shape
from sanjose.words.errors import Misuse
from sanjose.words.model import Assessment, Kind, Post
from sanjose.words.states import states
from tests.paper.written import NAME, facts, profile
from tests.real import pdf_of
from tests.real import text_of as text_of_pages

LANGUAGES = ("en", "fr", "es")
ARABIC = (Sort.LETTER, Sort.DEADLINE, Sort.REMINDER, Sort.NOTE_VERBALE, Sort.ACKNOWLEDGEMENT)
TRANSLATED = [(sort, language) for language in ("fr", "es") for sort in Sort]
TRANSLATED += [(sort, "ar") for sort in ARABIC]
WORD = {"en": "allegation", "fr": "allégation", "es": "denuncia", "ar": "ادعاء"}
GUIDELINES = re.compile("San José|سان خوسيه")
RAPPORTEUR = re.compile("rapporteur|relator|مقرر", re.IGNORECASE)


def flat(text: str) -> str:
    """Return a text without its line ends, as a sentence is looked for in it."""
    return " ".join(text.replace("\u00a0", " ").split())


def said(given, language: str = "en") -> str:
    return flat(as_letter_text(given, language))


# -- every sort ------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", known())
@pytest.mark.parametrize("language", [*LANGUAGES, "ar"])
def test_every_committee_writes_every_letter_and_speaks_of_an_allegation(slug, language):
    for sort in ARABIC if language == "ar" else Sort:
        for named in (True, False):
            text = said(facts(sort, slug, named=named), language)

            assert WORD[language] in text.casefold(), sort
            assert not re.search(r"[{}\[\]]", text), sort
            assert text.endswith(profile(slug).mailbox.value), sort


@pytest.mark.parametrize("language", [*LANGUAGES, "ar"])
def test_where_the_bureau_acts_no_letter_speaks_of_a_rapporteur_or_of_the_guidelines(language):
    bodies = [one for one in known() if profile(one).shape.value is Shape.BUREAU]

    assert bodies
    for slug in bodies:
        for sort in ARABIC if language == "ar" else Sort:
            for signs in (Post.BUREAU, Post.CHAIR):
                text = said(facts(sort, slug, signs=signs), language)

                assert not RAPPORTEUR.search(text), sort
                assert not GUIDELINES.search(text), sort


@pytest.mark.parametrize(("sort", "language"), TRANSLATED)
def test_a_translation_says_the_same_things_under_the_same_conditions(sort, language):
    english, other = text_of(sort, "en"), text_of(sort, language)

    def frame(text):
        marks = [one for one in text.body if one.startswith("[")]
        places = [sorted(re.findall(r"{[a-z_]+}", one)) for one in text.body if "{" in one]
        items = [one.startswith("- ") for one in text.body]
        return marks, {tuple(one) for one in places if one == ["{deadline}"]}, items

    assert frame(other) == frame(english)


@pytest.mark.parametrize("signs", list(Post))
@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_signs_has_an_office_to_sign_with(signs, language):
    for sort in (Sort.LETTER, Sort.NOTE_VERBALE):
        assert "{" not in said(facts(sort, signs=signs), language)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("language", [*LANGUAGES, "ar"])
def test_every_kind_of_act_has_a_word(kind, language):
    given = facts()
    view = replace(given.disclosed.facts, kinds=(kind,))

    text = said(replace(given, disclosed=replace(given.disclosed, facts=view)), language)

    assert kind.name not in text


@pytest.mark.parametrize("finding", list(Assessment))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_is_said_to_the_chair_and_to_nobody_else(finding, language):
    given = facts(Sort.CHAIR)
    assert given.advice is not None

    text = said(replace(given, advice=replace(given.advice, finding=finding)), language)

    assert "{" not in text
    assert WORD[language] in text


@pytest.mark.parametrize("to", [Post.CHAIR, Post.VICE_CHAIR, Post.BUREAU, Post.PLENARY])
def test_whoever_stands_in_for_the_chair_is_addressed_as_what_they_are(to):
    text = said(facts(Sort.CHAIR, to=to))

    assert ("Dear Chair" in text) is (to is Post.CHAIR)


# -- nothing that the record does not carry --------------------------------------------------------


def test_a_letter_names_whom_its_facts_name_and_asks_that_nobody_looks_for_the_others():
    named, unnamed = said(facts()), said(facts(named=False))

    assert NAME in named
    assert NAME not in unnamed
    assert "that no attempt be made to establish who they are" in unnamed


def test_what_does_not_hold_towards_a_state_is_not_recalled():
    whole, without = said(facts()), said(facts(without=("article-13", "endorsement")))

    assert "article 13" in whole
    assert "San José" in whole
    assert "article 13" not in without
    assert "San José" not in without
    assert "in good faith" in without


def test_a_letter_that_rests_on_nothing_recalls_nothing():
    text = said(replace(facts(), grounds=()))

    assert "I wish to recall" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_committees_paragraph_on_its_grounds_stands_only_where_its_article_holds(language):
    holding = said(facts(Sort.LETTER, "spt"), language)
    not_holding = said(facts(Sort.LETTER, "spt", without=("opcat-15",)), language)

    assert len(re.findall(r"\b15\b", holding)) == 1
    assert not re.search(r"\b15\b", not_holding)


def test_a_confidential_procedure_is_never_said_to_a_state():
    for slug in known():
        for one in profile(slug).procedures:
            told = (
                "cooperation with the"
                in said(facts(slug=slug, procedure=one.key))
                .replace("against persons cooperating with the", "")
                .replace("to cooperation with the", "", 0)
                .partition("relates to")[2]
            )
            if one.sealed or one.pseudonyms:
                assert not told, (slug, one.key)


def test_the_procedure_is_said_where_the_state_knows_of_it_anyway():
    assert "consideration of a report" in said(facts(procedure="report"))
    assert "relates to" not in said(facts(procedure="briefing"))
    assert "relates to" not in said(facts(procedure=None))


@pytest.mark.parametrize("slug", known())
def test_that_a_letter_may_be_posted_is_said_by_those_who_post(slug):
    posts = profile(slug).posting.value in {Posting.POSTED, Posting.CASE_BY_CASE}

    assert ("made public" in said(facts(slug=slug))) is posts


def test_a_deadline_stands_where_one_is_set():
    assert "by 1 May 2026" in said(facts())
    assert "without delay" in said(facts(reply_by=None))
    assert "1er mai 2026" in said(facts(), "fr")


def test_a_reminder_says_what_was_asked_and_for_how_long_nothing_came():
    text = said(facts(Sort.REMINDER))

    assert "on 8 September 2025" in text
    assert "by 7 November 2025" in text
    assert "175 days after it was sent" in text


def test_a_reminder_of_yesterday_counts_no_days():
    given = facts(Sort.REMINDER)
    assert given.earlier is not None

    text = said(replace(given, earlier=replace(given.earlier, silent=1, reply_by=None)))

    assert "days" not in text
    assert "was requested by" not in text


def test_a_reminder_of_nothing_is_refused():
    with pytest.raises(Misuse, match="none is known that went out"):
        as_letter(facts(Sort.REMINDER, earlier=None), "en")


def test_a_note_verbale_asks_for_a_meeting_only_where_one_was_decided():
    asked, conveyed = (said(facts(Sort.NOTE_VERBALE, meeting=one)) for one in (True, False))

    assert "for a meeting, in confidence" in asked
    assert "meeting" not in conveyed
    assert "Excellency" not in asked
    assert "Member Adler" not in asked


def test_nothing_is_proposed_to_the_chair_where_nothing_is():
    given = facts(Sort.CHAIR)
    assert given.advice is not None

    text = said(replace(given, advice=replace(given.advice, course=())))

    assert "No course of action is proposed" in text
    assert NAME not in text


def test_a_body_signs_as_a_body_and_a_person_by_name():
    alone = said(facts(Sort.LETTER, signs=Post.RAPPORTEUR))
    together = said(facts(Sort.LETTER, signs=Post.PLENARY))

    assert "Member Adler Rapporteur on reprisals" in alone
    assert "Member Adler" not in together
    assert "For the Committee" in together


def test_whoever_speaks_for_somebody_else_is_asked_to_say_what_that_person_wants():
    text = said(facts(Sort.INFORMATION, representing=True))

    assert "only what that person wants" in text


def test_somebody_whose_name_must_not_be_said_is_greeted_without_it():
    text = said(facts(Sort.ACKNOWLEDGEMENT, named=False))

    assert "Dear Sir or Madam," in text


def test_the_committees_own_explanation_stands_in_for_the_common_one():
    own, common = (said(facts(Sort.INFORMATION, slug), "fr") for slug in ("ced", "cat"))

    assert "Ce n\u2019est que lorsqu\u2019une vie est en danger" in own
    assert "Ce n\u2019est que lorsqu\u2019une vie est en danger" not in common


# -- languages -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "called"), [("ru", "Russian"), ("zh", "Chinese")])
def test_a_letter_that_nobody_translated_is_refused_in_one_sentence(language, called):
    with pytest.raises(Misuse) as told:
        as_letter(facts(), language)

    assert str(told.value) == (
        f"there is no {called} text of the letter 'letter-deadline': choose Arabic, English, "
        "Spanish or French, and have it translated"
    )


def test_a_language_that_is_none_of_the_six_has_no_text():
    with pytest.raises(Misuse, match="there is no such text of"):
        as_letter(facts(), "de")


def test_a_committee_without_a_name_in_a_language_is_told_where_to_put_it():
    given = facts()
    elsewhere = replace(given, committee=replace(given.committee, slug="moon"))

    with pytest.raises(Misuse, match=r"letters/terms.fr.toml"):
        as_letter(elsewhere, "fr")
    assert "Committee against Torture" in said(elsewhere)


def test_a_ground_or_a_measure_without_words_in_a_language_is_told():
    given = facts()
    anchor = replace(given.grounds[0].anchor, key="article-99", title="article 99")
    strange = replace(given, grounds=(replace(given.grounds[0], anchor=anchor),))
    chair = facts(Sort.CHAIR)
    assert chair.advice is not None
    unknown = replace(chair, advice=replace(chair.advice, course=(("dance", "a dance"),)))

    with pytest.raises(Misuse, match="the ground 'article-99' has no French words"):
        as_letter(strange, "fr")
    with pytest.raises(Misuse, match="the measure 'dance' has no Spanish words"):
        as_letter(unknown, "es")
    assert "article 99" in said(strange)
    assert "a dance" in said(unknown)


def test_every_state_has_a_name_in_every_language_that_letters_are_written_in():
    for one in states(trial=True):
        for language in (*LANGUAGES, "ar"):
            alone, behind = state_name(one.code, language), of_state(one.code, language)

            assert alone
            assert not re.match("(de le|de les|de el|d\u2019l)(?![a-z])", behind)


def test_a_state_that_nobody_knows_has_no_name_in_another_language():
    with pytest.raises(Misuse, match="has no name in French here"):
        as_letter(facts(state="ZZZ"), "fr")
    assert of_state("ZZZ", "en") == "of ZZZ"


@pytest.mark.parametrize(
    ("code", "language", "behind"),
    [
        ("NLD", "en", "of the Kingdom of the Netherlands"),
        ("NLD", "fr", "du Royaume des Pays-Bas"),
        ("HTI", "fr", "d\u2019Haïti"),
        ("USA", "fr", "des États-Unis d\u2019Amérique"),
        ("FRA", "fr", "de la France"),
        ("IRN", "fr", "de la République islamique d\u2019Iran"),
        ("CUB", "fr", "de Cuba"),
        ("PER", "es", "del Perú"),
        ("GBR", "es", "del Reino Unido de Gran Bretaña e Irlanda del Norte"),
        ("DZA", "ar", "للجزائر"),
        ("FRA", "ar", "لفرنسا"),
    ],
)
def test_the_name_of_a_mission_has_its_article(code, language, behind):
    assert of_state(code, language) == behind


def test_a_french_letter_breaks_no_line_before_a_colon():
    text = as_letter_text(facts(Sort.LETTER), "fr")

    assert "Elle concerne\u00a0:" in text
    assert not re.search(r" [:;?!]", text)


def test_an_officer_is_told_what_to_look_at():
    english, french = remarks(facts(), "en"), remarks(facts(), "fr")
    arabic = remarks(facts(Sort.INFORMATION, "ced"), "ar")

    assert any("State's name" in one for one in english)
    assert any("no account of them" in one for one in english)
    assert len(french) == 3
    assert "the committee's own paragraph 'explaining' is not there in this language" in arabic
    assert not any("State's name" in one for one in arabic)


# -- files -----------------------------------------------------------------------------------------


def test_a_word_file_holds_the_letter_and_escapes_what_is_put_in():
    content = as_letter(facts(), "en")

    text = flat(every_word(content))
    assert NAME in text
    assert "Rapporteur on reprisals" in text
    assert "CAT-26-7K3QM-X" in text


def test_a_letter_in_arabic_goes_from_right_to_left_on_every_line():
    word = Document(io.BytesIO(as_letter(facts(), "ar")))

    roots = [word.element.body]
    roots += [
        one.target_part.element
        for one in word.part.rels.values()
        if one.reltype.endswith(("/header", "/footer"))
    ]
    lines = [line for root in roots for line in root.iter(qn("w:p"))]
    assert len(roots) == 5
    assert all(line.pPr.find(qn("w:bidi")) is not None for line in lines)
    assert word.sections[0]._sectPr.find(qn("w:bidi")) is not None
    symbols = [run for run in word.element.body.iter(qn("w:r")) if "CAT/C/55/2" in run.text]
    assert symbols
    assert all(one.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is None for one in symbols)


@pytest.mark.parametrize(("language", "word"), [("en", "Excellency"), ("ar", "UNHCHR|CAT-26")])
def test_a_letter_opens_in_a_word_processor_as_pages(language, word):
    text = text_of_pages(pdf_of(as_letter(facts(), language)))

    assert re.search(word, text)
    assert "CAT-26-7K3QM-X" in text.split("\f")[1]


def test_an_officers_own_template_is_used():
    own = Document()
    own.add_paragraph("Our house: {{ subject }}")
    out = io.BytesIO()
    own.save(out)

    content = as_letter(facts(), "en", out.getvalue())

    assert "Our house: Request for protection" in flat(every_word(content))


def test_a_letter_is_made_beside_the_main_thread_too():
    made = []
    thread = threading.Thread(target=lambda: made.append(as_letter(facts(), "en")))

    thread.start()
    thread.join()

    assert made == [as_letter(facts(), "en")]


def parsed(content: bytes) -> EmailMessage:
    found = message_from_bytes(content, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.parametrize("sort", sorted(TO_STATE))
def test_a_mail_to_a_state_is_a_draft_to_nobody_yet_with_the_letter_in_it(sort):
    mail = parsed(as_eml(facts(sort), "en"))

    (attached,) = mail.iter_attachments()
    assert mail["X-Unsent"] == "1"
    assert mail["To"] is mail["From"] is mail["Date"] is None
    assert attached.get_filename() == letters.FILE_NAME
    assert zipfile.is_zipfile(io.BytesIO(attached.get_content()))
    head = as_eml(facts(sort), "en").partition(b"\r\n\r\n")[0].decode()
    assert "Varnesh" not in head
    assert "allegation" not in head


@pytest.mark.parametrize("sort", sorted(TO_PERSON))
def test_a_mail_to_a_person_says_nothing_in_its_head(sort):
    mail = parsed(as_eml(facts(sort), "en", to="p1@example.org"))

    assert mail["Subject"] == "Your message"
    assert mail["To"] == "p1@example.org"
    assert "Committee" not in as_eml(facts(sort), "en").partition(b"\r\n\r\n")[0].decode()
    assert flat(mail.get_content()).startswith("UNITED NATIONS")
    assert not list(mail.iter_attachments())


@pytest.mark.parametrize(
    "address", ["Quillia <p@x.org>", "p", "a@x.org, b@x.org", "a@x\r\nX: y"]
)
def test_what_is_no_address_is_refused_and_not_repeated(address):
    with pytest.raises(Misuse, match="the address is none") as told:
        as_eml(facts(), "en", to=address)

    assert address not in str(told.value)
