"""Sheets sealed to the public key of their reader: age, OpenPGP or S/MIME, whichever they have.

Every sheet of a kind has the same size, however much stands in it: it is padded before it is
sealed, in a way that leaves the file readable. The libraries are lenient where we are not: one
encrypts to a certificate that has expired, so that the day is asked for here each time.

An S/MIME reader's program expects a mail inside; the others get the file itself. S/MIME does
not show that a byte was changed on the way, as the other two do.

Source: N 46; ours.
"""

import base64
import re
import warnings
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pyrage
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import pkcs7

from sanjose.words.errors import Misuse, Unable
from sanjose.words.provenance import Chosen
from sanjose.words.readers import KeyKind

BUCKET = Chosen(131_072, because="a page with its fonts and charts is smaller; none tells more")
"""Bytes of which a padded sheet is a multiple."""

LARGEST = 1_000_000
"""Bytes of a public key, at most. Source: ours; a certificate with many signatures has fewer."""

MAIL = 512
"""Bytes of which the mail inside S/MIME is a multiple, whatever its head says of the sheet."""

LEAST_RSA = Chosen(2048, because="shorter ones are within reach of whoever has the machines")

ENDINGS = {KeyKind.AGE: ".age", KeyKind.OPENPGP: ".pgp", KeyKind.SMIME: ".p7m"}
"""What the name of a sealed sheet ends in, so that its reader's program knows it."""

UNKNOWN = (
    "this is no public key that is known here: hand in an age recipient, an OpenPGP key or an "
    "S/MIME certificate"
)
PRIVATE = "this holds a private key, which stays with its owner: hand in the public half only"
NOT_YOURS = "the sheet does not open with this key: it is sealed to another one, or is damaged"

_AGE = re.compile(r"^age1[0-9a-z]{58}$", re.MULTILINE)
_SECRET = re.compile(rb"AGE-SECRET-KEY-|AGE-PLUGIN-|PRIVATE KEY")
_CERTIFICATE = b"-----BEGIN CERTIFICATE-----"
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicKey:
    """A public key as it was handed in, its fingerprint, and its last day if it says one."""

    kind: KeyKind
    text: str
    fingerprint: str
    until: date | None = None

    def lasts(self, on: date) -> bool:
        """Return whether it can be used on a day."""
        return self.until is None or on <= self.until


def public_key(raw: bytes) -> PublicKey:
    """Return the public key that somebody handed in, of whichever kind.

    Raises:
        Misuse: it is none, holds a private half, was revoked, or cannot be sealed to.
    """
    if len(raw) > LARGEST:
        raise Misuse(UNKNOWN)
    if _SECRET.search(raw):
        raise Misuse(PRIVATE)
    if found := _AGE.findall(raw.decode("utf-8", "replace")):
        return _of_age(found)
    if _CERTIFICATE in raw or raw[:1] == b"\x30":
        return _of_smime(raw)
    return _of_openpgp(raw)


def seal(sheet: bytes, kind: KeyKind, public: str) -> bytes:
    """Return a sheet padded and sealed to a public key; one kind has one size.

    Raises:
        Misuse: the key cannot be sealed to.
    """
    plain = padded(sheet)
    if kind is KeyKind.AGE:
        return bytes(pyrage.encrypt(plain, [_recipient(public)]))
    return _to_openpgp(plain, public) if kind is KeyKind.OPENPGP else _to_smime(plain, public)


def opened(sealed: bytes, identity: str) -> bytes:
    """Return a sheet that was sealed with age, by the private key of its reader.

    Raises:
        Unable: it is sealed to another key, or is damaged.
    """
    try:
        parsed = pyrage.x25519.Identity.from_str(identity.strip())
        return bytes(pyrage.decrypt(sealed, [parsed]))
    except (pyrage.DecryptError, pyrage.IdentityError):
        # Without its cause: the library's message may repeat what it was given.
        raise Unable(NOT_YOURS) from None


def padded(sheet: bytes) -> bytes:
    """Return a sheet as long as every other one, and still readable as what it is.

    A PDF gets a comment before its end is said once more; any other text gets empty lines.
    """
    end = _END.search(sheet)
    closing = b"" if end is None else b"\nstartxref\n%s\n%%%%EOF\n" % end[1]
    opening = b"\n%" if closing else b"\n"
    room = -(len(sheet) + len(opening) + len(closing)) % BUCKET.value
    filling = (b"." if closing else b"\n") * room
    return sheet + opening + filling + closing


# -- age -----------------------------------------------------------------------------------------


def new_pair(passphrase: str) -> tuple[bytes, str]:
    """Return a private key behind a passphrase, as `age` itself writes them, and its public half."""
    identity = pyrage.x25519.Identity.generate()
    written = f"{identity}\n".encode()
    return bytes(pyrage.passphrase.encrypt(written, passphrase)), str(identity.to_public())


def behind_passphrase(file: bytes) -> bool:
    """Return whether a file is sealed, so that a passphrase has to be asked for."""
    return file.startswith(b"age-encryption.org/")


def identity_in(file: bytes, passphrase: str | None = None) -> str:
    """Return the private key in a file, which `age-keygen` or we ourselves wrote.

    Raises:
        Unable: the passphrase is not right, or the file is no such key.
    """
    plain = file
    if behind_passphrase(file):
        try:
            plain = bytes(pyrage.passphrase.decrypt(file, passphrase or ""))
        except pyrage.DecryptError:
            message = "the passphrase is not right for this key, or its file is damaged"
            raise Unable(message) from None
    for line in plain.decode("utf-8", "replace").splitlines():
        if line.startswith("AGE-SECRET-KEY-"):
            return line.strip()
    raise Unable("the file holds no private key of age: name the one that the key was made in")


def _of_age(found: list[str]) -> PublicKey:
    if len(set(found)) > 1:
        raise Misuse("the file holds several public keys: hand in the one of this reader only")
    _recipient(found[0])
    return PublicKey(kind=KeyKind.AGE, text=found[0], fingerprint=found[0])


def _recipient(text: str) -> object:
    try:
        parsed: object = pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise Misuse("the age recipient has a slip in it: copy it again, whole") from None
    return parsed


# -- OpenPGP -------------------------------------------------------------------------------------


def _of_openpgp(raw: bytes) -> PublicKey:
    cert = _cert(raw)
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", DeprecationWarning
        )  # said of secret keys, which we refuse
        secret = cert.has_secret_keys
    if secret:
        raise Misuse(PRIVATE)
    if cert.is_revoked:
        raise Misuse("the OpenPGP key was revoked: ask its owner for the new one")
    text = str(cert)
    _to_openpgp(b"", text)
    until = None if cert.expiration is None else _last_day(cert.expiration)
    return PublicKey(
        kind=KeyKind.OPENPGP, text=text, fingerprint=_spaced(cert.fingerprint), until=until
    )


def _cert(raw: bytes) -> Any:
    import pysequoia

    try:
        return pysequoia.Cert.from_bytes(raw)
    except (RuntimeError, ValueError):
        # Without its cause, which is a page long and quotes the file.
        raise Misuse(UNKNOWN) from None


def _to_openpgp(plain: bytes, public: str) -> bytes:
    import pysequoia

    try:
        return bytes(pysequoia.encrypt(plain, [_cert(public.encode())], armor=False))
    except (RuntimeError, ValueError):
        message = "the OpenPGP key cannot be sealed to: ask its owner for one that encrypts"
        raise Misuse(message) from None


# -- S/MIME --------------------------------------------------------------------------------------


def _of_smime(raw: bytes) -> PublicKey:
    certificate = _certificate(raw)
    key = certificate.public_key()
    if not isinstance(key, rsa.RSAPublicKey):
        message = (
            "the certificate has no RSA key, and S/MIME is sealed to no other here: ask its "
            "owner for one that has, or for a key of age or OpenPGP"
        )
        raise Misuse(message)
    if key.key_size < LEAST_RSA.value:
        message = (
            f"the RSA key has fewer than {LEAST_RSA.value} bits: ask its owner for a longer"
        )
        raise Misuse(message)
    if not _encrypts(certificate):
        message = "the certificate is for signing only: ask its owner for the one that encrypts"
        raise Misuse(message)
    pem = certificate.public_bytes(serialization.Encoding.PEM).decode()
    digest = certificate.fingerprint(hashes.SHA256()).hex()
    return PublicKey(
        kind=KeyKind.SMIME,
        text=pem,
        fingerprint=_spaced(digest),
        until=_last_day(certificate.not_valid_after_utc),
    )


def _certificate(raw: bytes) -> x509.Certificate:
    at = raw.find(_CERTIFICATE)
    try:
        if at < 0:
            return x509.load_der_x509_certificate(raw)
        if raw.count(_CERTIFICATE) > 1:
            raise Misuse("the file holds several certificates: hand in the reader's own only")
        return x509.load_pem_x509_certificate(raw[at:])
    except ValueError:
        raise Misuse(UNKNOWN) from None


def _encrypts(certificate: x509.Certificate) -> bool:
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return usage.key_encipherment


def _to_smime(plain: bytes, public: str) -> bytes:
    name = "sheet.pdf" if plain.startswith(b"%PDF") else "sheet.txt"
    what = "application/pdf" if plain.startswith(b"%PDF") else "text/plain; charset=utf-8"
    head = (
        f"Content-Type: {what}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    )
    mail = head.encode() + base64.encodebytes(plain).replace(b"\n", b"\r\n")
    mail += b"\r\n" * (-len(mail) % MAIL // 2)
    builder = pkcs7.PKCS7EnvelopeBuilder().set_data(mail)
    builder = builder.set_content_encryption_algorithm(algorithms.AES256)
    builder = builder.add_recipient(_certificate(public.encode()))
    return builder.encrypt(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


def _last_day(at: datetime) -> date:
    """Return the last whole day before a key ends."""
    return date.fromordinal(at.astimezone(UTC).date().toordinal() - 1)


def _spaced(digits: str) -> str:
    """Return a fingerprint as it is read out on the telephone."""
    return " ".join(digits[at : at + 4].upper() for at in range(0, len(digits), 4))
