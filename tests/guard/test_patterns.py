"""What tells who somebody is by its shape, and what only looks like it."""
# ruff: noqa: RUF001 - signs that look like others are what is tried here.

import pytest

from sanjose.guard.findings import Kind
from sanjose.guard.guard import findings
from sanjose.guard.known import Known


def kinds(text):
    return {one.kind for one in findings(text, Known())}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.EMAIL, "Write to a.b+c@post.example today."),
        (Kind.EMAIL, "Write to a.b [at] post [dot] example today."),
        (Kind.EMAIL, "Write to ab at post dot example today."),
        (Kind.EMAIL, "Écrire à ab arobase post point example."),
        (Kind.EMAIL, "Escribir a ab arroba post punto example."),
        (Kind.EMAIL, "Write to a\u200bb@po\u200bst.example today."),
        (Kind.EMAIL, "Write to ａｂ＠ｐｏｓｔ．ｅｘａｍｐｌｅ today."),
        (Kind.TELEPHONE, "Call +999 12 345 67 89."),
        (Kind.TELEPHONE, "Call 00999123456789."),
        (Kind.TELEPHONE, "Call (012) 345-6789 now."),
        (Kind.TELEPHONE, "Call 012 345 67 89 now."),
        (Kind.TELEPHONE, "Call ٠١٢٣٤٥٦٧٨٩ now."),
        (Kind.TELEPHONE, "tel. 345 678"),
        (Kind.TELEPHONE, "phone: 1 234 567"),
        (Kind.WEB, "See https://post.example/x today."),
        (Kind.WEB, "See www.post.example today."),
        (Kind.WEB, "See post.org for it."),
        (Kind.WEB, "From 10.20.30.40 it came."),
        (Kind.HANDLE, "It was @night_heron who wrote."),
        (Kind.HANDLE, "It was @night:post.example who wrote."),
        (Kind.HANDLE, "Signal: nightheron"),
        (Kind.REFERENCE, "See CAT-26-7K3QM-X."),
        (Kind.REFERENCE, "See CAT-26-7K3QM-A."),
        (Kind.REFERENCE, "See cat 26 7k3qm x."),
        (Kind.REFERENCE, "See CAT-26-7K3QM."),
        (Kind.NUMBER, "The paper AB1234567 was taken."),
        (Kind.NUMBER, "The paper 123456789012 was taken."),
        (Kind.NUMBER, "passport no. 12 34 56"),
        (Kind.NUMBER, "The account GB82 WEST 1234 5698 7654 32 was blocked."),
        (Kind.COORDINATES, "At 46.2044, 6.1432 it stood."),
        (Kind.COORDINATES, "At 46°12′15″N it stood."),
        (Kind.COORDINATES, "At 8FVC9G8F+6X it stood."),
        (Kind.BIRTH, "She was born on 3 May 1984."),
        (Kind.BIRTH, "née le 3 mai 1984"),
        (Kind.BIRTH, "nacida el 3 de mayo de 1984"),
        (Kind.BIRTH, "Дата рождения: 3 мая 1984 г."),
        (Kind.BIRTH, "03.05.1984"),
        (Kind.BIRTH, "1984-05-03"),
        (Kind.BIRTH, "3/5/84"),
        (Kind.BIRTH, "1984年5月3日"),
        (Kind.HIDDEN, "The \u202eredrum\u202c was seen."),
        (Kind.HIDDEN, "The \U000e0041 was seen."),
    ],
)
def test_a_shape_that_tells_who_somebody_is_stops(kind, text):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "See A/HRC/57/62, paras. 14-19.",
        "Resolution 68/268 of 9 April 2014 and HRI/MC/2015/6.",
        "CAT/C/51/3 and E/C.12/2016/2, CCPR/C/162/R.3.",
        "In 2019, 2020 and 2021 it rose by 12.5 per cent.",
        "From 2019-2026 and 1998 2004 it rose.",
        "It cost 1 500 000 francs, or 2,345,678 in all.",
        "It met from 10 a.m. to 1 p.m. at the 1204th meeting.",
        "The meeting was on 3 May 1984.",
        "Articles 2 (3), 7, 17 and 19 (2).",
        "They came at noon. The door was shut.",
        "The CAT 26 above is one.",
        "It is cat 26 abcde and so on.",
        "It is cat 26 7k3qm and so on.",
        "It looks at the line of dots there.",
        "The ratio was 3:1, and 24/7.",
        "call 12",
    ],
)
def test_what_only_looks_like_one_passes(text):
    assert kinds(text) == set()
