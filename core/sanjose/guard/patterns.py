"""What tells who somebody is by its shape alone, whether or not a case knows it.

Addresses, numbers, references, dates of birth, coordinates. What looks like one and is none is
let pass: symbols of documents, numbers of resolutions and paragraphs, sums, spans of years.

Source: ours; the shapes of symbols are those of the documents that committees cite.
"""
# ruff: noqa: RUF001 - signs that look like others are what is read here.

import re
from collections.abc import Iterable, Iterator

from sanjose.guard.dates import Day, days
from sanjose.guard.findings import Finding, Kind
from sanjose.guard.pages import Page
from sanjose.words.references import ALPHABET, LOOKALIKES, check_character

_AT = (
    r"(?:\s*[@＠]\s*|\s*[\[({<]\s*(?:at|arobase|arroba|собака|a)\s*[\])}>]\s*"
    r"|\s+(?:arobase|arroba|собака)\s+|\s+at\s+(?=[\w-]+\s*(?:[\[({]\s*)?dot\b))"
)
_DOT = (
    r"(?:\s*[\[({<]\s*(?:dot|point|punto|точка|\.)\s*[\])}>]\s*"
    r"|\s+(?:dot|point|punto|точка)\s+|\s?\.\s?)"
)
_EMAIL = re.compile(rf"(?<![\w.+%-])[\w.+%-]+{_AT}[\w-]+(?:{_DOT}[\w-]{{2,}})+", re.IGNORECASE)
_EMAIL_HINT = re.compile(r"@|dot|arobase|arroba|собака|[\[({<]\s*at?\s*[\])}>]", re.IGNORECASE)
"""Without any of these no address is looked for, which takes its time."""

_WEB = re.compile(
    r"(?:https?|ftp|hxxps?|onion|ipfs|sgnl|tg)\s?:\s?//\S+|www\.\S+"
    r"|(?<![\w.@/-])(?:[\w-]+\.)+(?:com|org|net|info|biz|io|me|onion|app|example|test|gov|edu|"
    r"[a-z]{2}(?=/))(?:/\S*)?(?![\w-])|(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])",
    re.IGNORECASE,
)
_HANDLE = re.compile(
    r"@[\w.=/-]+:[\w.-]+|(?<![\w@.])[@＠]\w[\w.]{2,}"
    r"|\b(?:telegram|signal|whatsapp|viber|wechat|weixin|instagram|facebook|twitter|tiktok|skype|"
    r"threema|wire|discord|mastodon|vk)\b\s*(?:id|account|name|user|handle|compte|cuenta)?"
    r"\s*[:=@]\s*@?[\w.+-]{3,}",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"(?<![A-Za-z0-9])([A-Za-z]{2,5})([-‐‑ /_.]?)(\d\d)[-‐‑ /_.]?([0-9A-Za-z]{5})[-‐‑ /_.]?"
    r"([0-9A-Za-z])?(?![A-Za-z0-9])"
)
_NUMBER = re.compile(
    r"(?<![\w/.-])(?=[A-Z0-9-]*\d)(?:[A-Z]{1,3}[- ]?\d{6,10}[A-Z]?|\d{1,3}[A-Z]{2}\d{4,8}"
    r"|[A-Z]{1,2}\d{1,3}[A-Z]{1,2}\d{3,8}|[A-Z]{4}\d{6}[A-Z0-9]{6,8})(?![\w/])"
    r"|(?<![\w/.,-])\d{8,}(?![\w/])|[A-Z]{2}\d\d(?:\s?[A-Z0-9]{4}){3,7}"
    r"|(?:passport|passeport|pasaporte|паспорт|identity card|carte d['’]identité|dni|cédula|cnic|"
    r"security number|护照)\D{0,20}?(?P<number>[A-Z]{0,3}[- ]?\d[\d -]{3,}\d)",
)
_TELEPHONE = re.compile(
    r"(?<![\w/.,+-])(?:\+\s?|00)?(?:\(\s?\+?\d{1,5}\s?\)|\d)(?:[ \u00a0./()-]{0,3}\d){5,15}(?![\w/])"
)
_CALL = re.compile(
    r"(?:tel|phone|fax|mobile|cell|call|teléfono|móvil|téléphone|portable|тел|телефон|هاتف|电话|電話)"
    r"\W{0,5}$",
    re.IGNORECASE,
)
_YEARS = re.compile(r"(?:(?:1[89]|20)\d\d[\s,./–-]*)+")
_SUM = re.compile(r"\d{1,3}(?:[ \u00a0.,]\d{3})+(?:[.,]\d\d?)?")
_COORDINATES = re.compile(
    r"[-+]?\d{1,3}\.\d{3,}\s*°?\s*[NSns]?\s*[,;/ ]\s*[-+]?\d{1,3}\.\d{3,}"
    r"|\d{1,3}\s?°\s?(?:\d{1,2}\s?['′’]\s?(?:\d{1,2}(?:\.\d+)?\s?(?:[\"″”]|''|′′))?)?\s?[NSEWO]\b"
    r"|\b\d{1,3}\.\d{3,}\s?°?\s?[NS]\b|\b[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}\b"
)
_BORN = re.compile(
    r"\b(?:born|birth|d\.?o\.?b|née?|naissance|nacid[oa]|nacimiento|fecha de nac|nasc|geb|geboren|"
    r"рожд|родил|р\.)\w*|出生|生于|생년|مواليد|ولد|تولد|生年",
    re.IGNORECASE,
)
_NEAR = 40
_HYPHENS = 3
_LEAST_DIGITS, _MOST_DIGITS = 7, 15
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")

_WHY = {
    Kind.EMAIL: "this has the shape of an e-mail address",
    Kind.TELEPHONE: "this has the shape of a telephone number",
    Kind.WEB: "this has the shape of a web address",
    Kind.HANDLE: "this has the shape of a name on a network",
    Kind.REFERENCE: "this has the shape of the reference of a case",
    Kind.NUMBER: "this has the shape of the number of a document",
    Kind.COORDINATES: "this has the shape of coordinates",
    Kind.BIRTH: "this may be a date of birth: a day in figures, or beside a word for birth",
}


def shapes(read: Page, on: Iterable[Day]) -> Iterator[Finding]:
    """Give what tells who somebody is by its shape on a page, on which some days stand."""
    for found in _EMAIL.finditer(read.text) if _EMAIL_HINT.search(read.text) else ():
        yield _finding(read, Kind.EMAIL, found.start(), found.end())
    for kind, pattern in (
        (Kind.WEB, _WEB),
        (Kind.HANDLE, _HANDLE),
        (Kind.COORDINATES, _COORDINATES),
    ):
        for found in pattern.finditer(read.text):
            yield _finding(read, kind, found.start(), found.end())
    for found in _NUMBER.finditer(read.text):
        yield _finding(read, Kind.NUMBER, *found.span("number" if found["number"] else 0))
    for found in _REFERENCE.finditer(read.text):
        if _is_reference(found):
            yield _finding(read, Kind.REFERENCE, found.start(), found.end())
    for found in _TELEPHONE.finditer(read.text):
        if _is_telephone(read.text, found):
            yield _finding(read, Kind.TELEPHONE, found.start(), found.end())
    for day in on:
        around = read.text[max(0, day.start - _NEAR) : day.end + _NEAR // 2]
        if (day.figures and day.year is not None) or _BORN.search(around):
            yield _finding(read, Kind.BIRTH, day.start, day.end)


def hidden(text: str) -> Iterator[Finding]:
    """Give the signs of a text that turn its direction or are never shown, and hide words."""
    for found in _BIDI.finditer(text):
        why = "a sign that is not shown turns the direction of the text, or hides more text"
        yield Finding(found.start(), found.end(), Kind.HIDDEN, why)


def _finding(read: Page, kind: Kind, start: int, end: int) -> Finding:
    return Finding(*read.place(start, end), kind, _WHY[kind])


def _is_reference(found: re.Match[str]) -> bool:
    committee, sign, year, random, check = found.groups()
    if not any(one.isdigit() for one in random):
        return False
    random = random.upper().translate(LOOKALIKES)
    if check is None:
        return sign in {"-", "‐", "‑"} and set(random) <= set(ALPHABET)
    stem = f"{committee.upper()}-{year}-{random}"
    if check_character(stem) == check.upper().translate(LOOKALIKES):
        return True
    return found[0].isupper() and found[0].count("-") == _HYPHENS


def _is_telephone(text: str, found: re.Match[str]) -> bool:
    written = found[0]
    digits = sum(map(str.isdigit, written))
    if not _LEAST_DIGITS <= digits <= _MOST_DIGITS:
        return _is_called(text, found.start())
    if written.startswith(("+", "00", "(")):
        return True
    if _YEARS.fullmatch(written) or _SUM.fullmatch(written):
        return _is_called(text, found.start())
    return not any(day.figures for day in days(written))


def _is_called(text: str, start: int) -> bool:
    """Return whether a word for a telephone stands before."""
    return _CALL.search(text[max(0, start - _NEAR // 2) : start]) is not None
