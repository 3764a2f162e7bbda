"""A name in any script is found in a text, whatever hand or keyboard typed either of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjose.words.events import PersonNamed, SubmissionAdded
from sanjose.words.mentions import mentioned
from sanjose.words.sealed import Sealed
from tests.words.facts import a_case

NAMES = (
    "Adelheid Quillmaker",
    "José Núñez Peña",
    "Nguyễn Thị Hương",
    "Łucja Ćwikła",
    "Ольга Петренко",
    "Σοφία Παππά",
    "أمينة الحربي",
    "מרים כהן",
    "प्रिया शर्मा",
    "ก้อง ใจดี",
    "王小明",
    "김민수",
    "Li Wu",
    "İpek Koç",
    "O'Hara-Smith",
)
WAYS = {
    "as it is": str,
    "composed": lambda name: unicodedata.normalize("NFC", name),
    "apart": lambda name: unicodedata.normalize("NFD", name),
    "in capitals": str.upper,
    "small": str.lower,
    "as wide as a han character": lambda name: "".join(
        chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in name
    ),
    "with an invisible sign in it": lambda name: f"{name[:1]}\u200b{name[1:]}",
    "in a direction of its own": lambda name: f"\u202b{name}\u202c",
}


def tags(text: str, name: str) -> tuple[str, ...]:
    person = PersonNamed(name=Sealed(name), label="P1")
    return mentioned(SubmissionAdded(text=Sealed(text)), a_case(persons=(person,)))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", NAMES)
def test_each_part_of_a_name_is_found_in_a_text(name: str, way: str) -> None:
    for part in name.split():
        typed = WAYS[way](part)
        for text in (typed, f"Yesterday {typed} was followed.", f"({typed}), they said"):
            assert tags(text, name) == ("P1",)
            assert tags(text, WAYS[way](name)) == ("P1",)


signs_without_a_letter = "\ufc5e\ufc5f\ufc60\ufc61\ufc62\ufc63\ufdfa\ufdfb" + "".join(
    chr(code) for code in range(0xFE70, 0xFE80)
)
letters = st.characters(
    categories=("Lu", "Ll", "Lo"), exclude_characters=signs_without_a_letter
)


@given(
    st.lists(st.text(letters, min_size=2, max_size=9), min_size=1, max_size=3),
    st.data(),
    st.text(max_size=30),
)
def test_any_part_of_any_name_is_found_as_a_word(parts: list[str], data, around: str) -> None:
    part = data.draw(st.sampled_from(parts))

    assert tags(f"{around} {part} {around}", " ".join(parts)) == ("P1",)
