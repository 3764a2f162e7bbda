"""The one form in which whatever is signed, or agreed to by its bytes, is written.

Peers hold these bytes for years: a change here makes every signature worthless. The record has
a form of its own, in ``keeping.codec``, since its bytes are sealed and never compared.
"""

import json

_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def canonical(value: object) -> bytes:
    """Return a value in its only form: JSON with sorted names, no spaces, in UTF-8.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    """
    return _ENCODER.encode(value).encode()
