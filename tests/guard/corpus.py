"""Texts that leak, made from invented people by seed: the same number gives the same text.

Each leak is one sentence about one person of one case, in one way that people, or programs
that mean to hide it, have of writing a name, an address, a number or a reference. What is
expected is only that the guard stops at it; where it points is tested elsewhere.
"""
# ruff: noqa: RUF001 - many languages are written here.

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sanjose.guard.identifiers import Identifier, Tells
from sanjose.words.sealed import Sealed
from tests.guard.people import Part, Person

ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
LIKE_CYRILLIC = str.maketrans("aeopcxyiABEKMHOPCTX", "аеорсхуіАВЕКМНОРСТХ")
ROUND = "{} was followed.|We met {} in the city.|The house of {} was searched.|It concerns {}.|{} fears arrest, as before."
NATIVE = {
    "Cyrillic": "Сегодня {} рассказали об этом.|По словам соседей, {} в городе.",
    "Arabic": "وقد قالت الشرطة إن {} في المدينة.|كتب {} رسالة.",
    "Hebrew": "אתמול {} דיבר עם השכנים.|המשטרה עצרה את {} בעיר.",
    "Greek": "Χθες {} μίλησε στην πόλη.|Η αστυνομία είδε {} στο σπίτι.",
    "Devanagari": "कल {} शहर में थे।|पुलिस ने {} से बात की।",
    "Han": "警察昨天把{}带走了。|据说{}在家里。",
    "Kana": "昨日{}と話した。|警察は{}を見た。",
    "Hangul": "어제 {} 집에 있었다.|경찰이 {} 만났다.",
    "Georgian": "გუშინ {} ქალაქში იყო.",
    "Armenian": "Երեկ {} քաղաքում էր։",
    "Thai": "เมื่อวาน{}อยู่ในเมือง",
    "Ethiopic": "ትናንት {} በከተማ ነበር።",
    "Bengali": "গতকাল {} শহরে ছিল।",
    "Tamil": "நேற்று {} நகரில் இருந்தார்.",
}


@dataclass(frozen=True, kw_only=True)
class Leak:
    """A text that gives somebody away, how it does, in which script, and what is known."""

    way: str
    script: str
    text: str
    known: tuple[Identifier, ...]


def leaks(people: tuple[Person, ...], seed: int, each: int = 2) -> Iterator[Leak]:
    """Give leaks about every person in every way, ``each`` times where chance has a choice."""
    chance = random.Random(seed)
    for person in people:
        known = (Identifier(Tells.NAME, Sealed(person.name)),)
        for way, write in WAYS.items():
            for _ in range(each):
                text = write(person, chance)
                if text is not None:
                    yield Leak(way=way, script=person.script, text=text, known=known)
        latin = " ".join((person.given.latin[0], person.family.latin[0]))
        entered = (Identifier(Tells.NAME, Sealed(latin)),)
        for way, write in ENTERED_IN_LATIN.items():
            text = write(person, chance)
            yield Leak(way=way, script=person.script, text=text, known=entered)
        for way, tell in CONTACTS.items():
            identifier, text = tell(person, chance)
            yield Leak(way=way, script=person.script, text=text, known=(*known, identifier))


def _round(said: str, chance: random.Random, script: str = "") -> str:
    frames = NATIVE.get(script, ROUND) if not said.isascii() else ROUND
    return chance.choice(frames.split("|")).format(said)


def _part(person: Person, chance: random.Random) -> Part:
    # A family name of one sign, such as Li, is common enough to tell nothing by itself.
    short = len(person.family.native) < 3
    return person.given if short else chance.choice((person.given, person.family))


def _exact(person: Person, chance: random.Random) -> str:
    return _round(person.name, chance, person.script)


def _one_part(person: Person, chance: random.Random) -> str:
    return _round(_part(person, chance).native, chance, person.script)


def _ending(person: Person, chance: random.Random) -> str:
    return _round(chance.choice(_part(person, chance).others), chance, person.script)


def _spelt(person: Person, chance: random.Random) -> str:
    return _round(chance.choice(_part(person, chance).latin), chance)


def _both(person: Person, chance: random.Random) -> tuple[str, str]:
    return chance.choice(person.given.latin), chance.choice(person.family.latin)


def _latin(person: Person, chance: random.Random) -> str:
    return _round(" ".join(_both(person, chance)), chance)


def _reversed(person: Person, chance: random.Random) -> str:
    given, family = _both(person, chance)
    return _round(f"{family.upper()}, {given}", chance)


def _surname_first(person: Person, chance: random.Random) -> str:
    given, family = _both(person, chance)
    return _round(f"{family} {given}", chance)


def _initial(person: Person, chance: random.Random) -> str | None:
    given, family = _both(person, chance)
    return _round(f"{given[0]}. {family}", chance) if len(family) > 3 else None


def _initials(person: Person, chance: random.Random) -> str:
    given, family = person.given.latin[0], person.family.latin[0]
    pair = chance.choice(((given, family), (family, given)))
    return _round(f"{pair[0][0]}.{chance.choice(('', ' '))}{pair[1][0]}.", chance)


def _possessive(person: Person, chance: random.Random) -> str:
    return _round(f"{chance.choice(_part(person, chance).latin)}'s relatives", chance)


def _small(person: Person, chance: random.Random) -> str:
    return _round(" ".join(_both(person, chance)).lower(), chance)


def _broken(person: Person, chance: random.Random) -> str:
    word = chance.choice(_part(person, chance).latin)
    cut = len(word) // 2
    return _round(f"{word[:cut]}{chance.choice(('-', '', '- '))}\n{word[cut:]}", chance)


def _broken_native(person: Person, chance: random.Random) -> str:
    word = person.name
    cut = chance.randrange(1, len(word))
    return _round(f"{word[:cut]}\n{word[cut:]}", chance, person.script)


def _spaced(person: Person, chance: random.Random) -> str:
    sign = chance.choice((" ", ".", "-", " . ", "*"))
    word = "".join(c for c in chance.choice(_part(person, chance).latin) if c.isalpha())
    return _round(sign.join(word), chance)


def _spaced_native(person: Person, chance: random.Random) -> str:
    return _round(" ".join(person.name.replace(" ", "")), chance, person.script)


def _invisible(person: Person, chance: random.Random) -> str:
    sign = chance.choice(ZERO_WIDTH)
    return _round(sign.join(person.name), chance, person.script)


def _alike(person: Person, chance: random.Random) -> str | None:
    word = chance.choice(_part(person, chance).latin)
    turned = word.translate(LIKE_CYRILLIC)
    return _round(turned, chance) if turned != word else None


def _wide(person: Person, chance: random.Random) -> str:
    word = chance.choice(_part(person, chance).latin)
    start = chance.choice((0x1D400, 0x1D5D4, 0xFF21))
    small = start + (0x20 if start == 0xFF21 else 26)
    return _round("".join(_styled(c, start, small) for c in word), chance)


def _styled(letter: str, capital: int, small: int) -> str:
    if not (letter.isascii() and letter.isalpha()):
        return letter
    first, base = ("A", capital) if letter.isupper() else ("a", small)
    return chr(base + ord(letter) - ord(first))


def _slip(person: Person, chance: random.Random) -> str | None:
    words = [one for one in _part(person, chance).latin if len(one) > 7]
    if not words:
        return None
    word = chance.choice(words)
    at = chance.randrange(2, len(word) - 2)
    kind = chance.randrange(3)
    if kind == 0:
        return _round(word[:at] + word[at + 1 :], chance)
    if kind == 1:
        return _round(word[:at] + word[at + 1] + word[at] + word[at + 2 :], chance)
    return _round(word[:at] + chance.choice("aeioulnrst") + word[at:], chance)


def _glued(person: Person, chance: random.Random) -> str:
    given, family = ("".join(c for c in one if c.isalpha()) for one in _both(person, chance))
    shape = chance.choice(("#Free{}{}", "#{}{}", "{}{}", "{}_{}"))
    return _round(shape.format(given, family), chance)


def _figures(person: Person, chance: random.Random) -> str | None:
    word = " ".join(_both(person, chance)).lower()
    turned = word.translate(str.maketrans("oie", "013"))
    return _round(turned, chance) if sum(c.isdigit() for c in turned) < 4 else None


WAYS: dict[str, Callable[[Person, random.Random], str | None]] = {
    "as it is": _exact,
    "one part": _one_part,
    "with an ending": _ending,
    "in Latin letters, one part": _spelt,
    "in Latin letters": _latin,
    "reversed, in capitals": _reversed,
    "family first": _surname_first,
    "initial and family": _initial,
    "initials": _initials,
    "possessive": _possessive,
    "in small letters": _small,
    "over two lines": _broken,
    "over two lines, native": _broken_native,
    "spaced": _spaced,
    "spaced, native": _spaced_native,
    "invisible signs": _invisible,
    "letters alike": _alike,
    "wide letters": _wide,
    "a slip of the hand": _slip,
    "glued": _glued,
    "figures for letters": _figures,
}
"""Every way of writing a name; None where a name has no letter for it."""


ENTERED_IN_LATIN: dict[str, Callable[[Person, random.Random], str]] = {
    "entered in Latin letters, as it is": _exact,
    "entered in Latin letters, in others": _latin,
}
"""Ways of writing a name that the record has in Latin letters."""


def _mail(person: Person, chance: random.Random) -> tuple[Identifier, str]:
    local = f"{person.given.latin[0][0]}.{person.family.latin[0]}{chance.randrange(90)}".lower()
    known = Identifier(Tells.EMAIL, Sealed(f"{local}@post.example"))
    shape = chance.choice(
        (
            "{}@post.example",
            "{} [at] post [dot] example",
            "{}(at)post.example",
            "{} @ post . example",
            "the box {}",
            "{} arobase post point example",
        )
    )
    return known, f"Write to {shape.format(local)} only."


def _telephone(person: Person, chance: random.Random) -> tuple[Identifier, str]:
    digits = "".join(str(chance.randrange(10)) for _ in range(9))
    known = Identifier(Tells.TELEPHONE, Sealed(f"+999 {digits[:2]} {digits[2:5]} {digits[5:]}"))
    arabic = digits.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    written = chance.choice(
        (
            f"00999{digits}",
            f"0{digits[:2]}-{digits[2:5]}-{digits[5:]}",
            f"(0{digits[:2]}) {digits[2:5]} {digits[5:7]} {digits[7:]}",
            f"٠{arabic}",
            ".".join((digits[:3], digits[3:6], digits[6:])),
            " ".join(digits),
        )
    )
    return known, f"One can call {written} at night."


def _handle(person: Person, chance: random.Random) -> tuple[Identifier, str]:
    name = f"{person.given.latin[0][:4]}_{person.family.latin[0][:5]}{chance.randrange(9)}"
    known = Identifier(Tells.HANDLE, Sealed(f"@{name}"))
    bare = name.replace("_", chance.choice((" ", "", ".", "_")))
    return known, chance.choice((f"On Signal: {bare} only.", f"It was posted by @{name}."))


def _reference(person: Person, chance: random.Random) -> tuple[Identifier, str]:
    known = Identifier(Tells.REFERENCE, Sealed("CAT-26-7K3QM-X"))
    shapes = (
        "CAT-26-7K3QM-X",
        "cat 26 7k3qm x",
        "CAT26-7K3QMX",
        "cat-26-7k3qm",
        "CAT/26/7K3QM/X",
    )
    return known, f"See {chance.choice(shapes)} on this."


def _passport(person: Person, chance: random.Random) -> tuple[Identifier, str]:
    number = f"{chance.choice('ABCXYZ')}{chance.choice('DEF')}{chance.randrange(10**6, 10**7)}"
    known = Identifier(Tells.NUMBER, Sealed(number))
    shape = chance.choice((number, number.lower(), f"{number[:2]}-{number[2:]}", number[2:]))
    return known, f"The passport is {shape}, they said."


def _place(person: Person, chance: random.Random) -> tuple[Identifier, str]:
    place = f"{person.family.latin[0]}grad"
    return Identifier(Tells.PLACE, Sealed(place)), _round(place, chance)


def _day(person: Person, chance: random.Random) -> tuple[Identifier, str]:
    known = Identifier(Tells.DAY, Sealed("2026-02-07"))
    shapes = (
        "7 February 2026|07.02.2026|February 7|7 February|2026-02-07|7 février|7 de febrero"
        "|7 февраля|2026年2月7日|7/2/2026|the 7th of February"
    )
    return known, f"It happened on {chance.choice(shapes.split('|'))} in the morning."


CONTACTS: dict[str, Callable[[Person, random.Random], tuple[Identifier, str]]] = {
    "e-mail": _mail,
    "telephone": _telephone,
    "handle": _handle,
    "reference": _reference,
    "passport": _passport,
    "place": _place,
    "day": _day,
}
"""Every way of giving somebody away without the name."""
