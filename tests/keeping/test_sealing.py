"""Sheets sealed with the real libraries to real keys, and opened by whoever holds them."""

import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes

import pyrage
import pysequoia
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from sanjose.keeping import sealing
from sanjose.words.errors import Misuse, SanJoseError, Unable
from sanjose.words.readers import KeyKind

SHEETS = (b"", b"Nothing waits.\n", b"Exampleland: an allegation was received.\n" * 400)
PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\nxref\nstartxref\n9\n%%EOF\n"
PASSPHRASE = "seventeen green bridges"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def rsa_key():
    return rsa.generate_private_key(65537, 2048)


def certificate(key, *extensions, until=NOW + timedelta(days=30)):
    """Return a certificate of an invented Chair, signed by itself."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An invented Chair")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(until)
    )
    for one in extensions:
        made = made.add_extension(one, critical=True)
    return made.sign(key, hashes.SHA256())


def usage(**said):
    every = (
        "digital_signature content_commitment key_encipherment data_encipherment "
        "key_agreement key_cert_sign crl_sign encipher_only decipher_only"
    ).split()
    return x509.KeyUsage(**{one: said.get(one, False) for one in every})


def pem(made):
    return made.public_bytes(serialization.Encoding.PEM)


def refusal(raw):
    with pytest.raises(Misuse) as caught:
        sealing.public_key(raw)
    return str(caught.value)


# -- each kind, there and back -------------------------------------------------------------------


@pytest.mark.parametrize("sheet", SHEETS, ids=len)
def test_a_sheet_sealed_with_age_opens_with_the_readers_key_and_no_other(sheet):
    identity = pyrage.x25519.Identity.generate()
    public = sealing.public_key(f"# public key:\n{identity.to_public()}\n".encode())

    sealed = sealing.seal(sheet, public.kind, public.text)

    assert sealing.opened(sealed, f"{identity}\n").startswith(sheet)
    assert b"Exampleland" not in sealed
    with pytest.raises(Unable, match="another one, or is damaged"):
        sealing.opened(sealed, str(pyrage.x25519.Identity.generate()))


@pytest.mark.parametrize("armoured", [True, False])
def test_a_sheet_sealed_with_openpgp_opens_with_the_readers_key(armoured):
    key = pysequoia.Tsk.generate("An invented Chair")
    cert = key.extract_certificate()
    public = sealing.public_key(str(cert).encode() if armoured else bytes(cert))

    sealed = sealing.seal(SHEETS[1], public.kind, public.text)

    opened = pysequoia.decrypt(sealed, decryptor=key.decryptor())
    assert bytes(opened.bytes).startswith(SHEETS[1])
    assert public.kind is KeyKind.OPENPGP
    assert public.fingerprint.replace(" ", "").casefold() == cert.fingerprint.casefold()


@pytest.mark.parametrize("encoding", [serialization.Encoding.PEM, serialization.Encoding.DER])
@pytest.mark.parametrize(("sheet", "name"), [(SHEETS[1], "sheet.txt"), (PDF, "sheet.pdf")])
def test_a_sheet_sealed_with_smime_is_a_mail_in_which_the_sheet_lies(
    rsa_key, encoding, sheet, name
):
    made = certificate(rsa_key, usage(key_encipherment=True))
    public = sealing.public_key(made.public_bytes(encoding))

    sealed = sealing.seal(sheet, public.kind, public.text)

    mail = message_from_bytes(pkcs7.pkcs7_decrypt_der(sealed, made, rsa_key, []))
    assert mail.get_payload(decode=True).startswith(sheet)
    assert mail.get_filename() == name


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")
def test_openssl_opens_what_is_sealed_with_smime(rsa_key, tmp_path):
    made = certificate(rsa_key)
    private = rsa_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (tmp_path / "key.pem").write_bytes(private)
    (tmp_path / "cert.pem").write_bytes(pem(made))
    public = sealing.public_key(pem(made))

    opened = subprocess.run(
        ["openssl", "cms", "-decrypt", "-inform", "DER", "-inkey", "key.pem"],
        input=sealing.seal(SHEETS[1], public.kind, public.text),
        cwd=tmp_path,
        capture_output=True,
        check=True,
    ).stdout

    assert message_from_bytes(opened).get_payload(decode=True).startswith(SHEETS[1])


# -- a size tells nothing ------------------------------------------------------------------------


def test_every_sheet_of_a_kind_has_the_same_size_however_much_stands_in_it(rsa_key):
    identity = pyrage.x25519.Identity.generate()
    publics = (
        sealing.public_key(str(pysequoia.Tsk.generate("A").extract_certificate()).encode()),
        sealing.public_key(pem(certificate(rsa_key))),
    )
    age = sealing.public_key(str(identity.to_public()).encode())

    sizes = [
        {len(sealing.seal(sheet, one.kind, one.text)) for sheet in (*SHEETS, PDF)}
        for one in publics
    ]

    assert [len(one) for one in sizes] == [1, 1]
    plain = {
        len(sealing.opened(sealing.seal(one, age.kind, age.text), str(identity)))
        for one in SHEETS
    }
    assert plain == {sealing.BUCKET.value}


def test_what_is_larger_has_the_next_size():
    assert len(sealing.padded(b"x" * sealing.BUCKET.value)) == 2 * sealing.BUCKET.value


def test_a_padded_pdf_ends_as_a_pdf_and_points_to_the_same_table():
    padded = sealing.padded(PDF)

    assert padded.startswith(PDF)
    assert padded.endswith(b"\nstartxref\n9\n%%EOF\n")
    assert len(padded) == sealing.BUCKET.value


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
def test_a_padded_pdf_is_read_as_before(tmp_path):
    from sanjose.paper.document import Paper, Plain
    from sanjose.paper.forms.pdf import as_pdf

    place = tmp_path / "sheet.pdf"
    place.write_bytes(
        sealing.padded(as_pdf(Paper(title="A sheet", blocks=(Plain("It is calm."),))))
    )

    read = subprocess.run(
        ["pdftotext", str(place), "-"], capture_output=True, text=True, check=True
    )

    assert "It is calm." in read.stdout
    assert "xref" not in read.stderr


# -- what is no key, or none to seal to ----------------------------------------------------------


def test_what_is_no_key_is_refused_in_one_sentence_that_repeats_nothing():
    for raw in (b"", b"Canary", b"\x30\x82Canary", b"-----BEGIN CERTIFICATE-----\nCanary\n"):
        said = refusal(raw)

        assert said == sealing.UNKNOWN
    assert refusal(b"x" * (sealing.LARGEST + 1)) == sealing.UNKNOWN


def test_a_private_key_is_refused_whatever_its_kind(rsa_key):
    tsk = pysequoia.Tsk.generate("An invented Chair")
    own = rsa_key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )

    for raw in (
        str(pyrage.x25519.Identity.generate()).encode(),
        str(tsk).encode(),
        bytes(tsk),
        own,
    ):
        assert refusal(raw) == sealing.PRIVATE


def test_a_slip_in_an_age_recipient_is_noticed():
    assert "slip" in refusal(b"age1" + b"q" * 58)


def test_several_keys_in_one_file_are_refused(rsa_key):
    two = "\n".join(str(pyrage.x25519.Identity.generate().to_public()) for _ in range(2))

    assert "several public keys" in refusal(two.encode())
    assert "several certificates" in refusal(pem(certificate(rsa_key)) * 2)


def test_an_openpgp_key_that_was_revoked_is_refused():
    key = pysequoia.Tsk.generate("An invented Chair")
    cert = key.extract_certificate()
    revoked = cert.merge(pysequoia.Cert.from_bytes(_revoked(key, cert)))

    assert "revoked" in refusal(bytes(revoked))


def _revoked(key, cert):
    return bytes(cert) + bytes(cert.revoke(key.certifier()))


def test_an_openpgp_key_that_only_signs_is_refused():
    packets = pysequoia.Tsk.generate("An invented Chair").extract_certificate()
    signs_only = _without_encryption(bytes(packets))

    assert "one that encrypts" in refusal(signs_only)


def _without_encryption(raw):
    """Return a certificate without its last subkey, which is the one that encrypts."""
    from pysequoia.packet import PacketPile, Tag

    kept = list(PacketPile.from_bytes(raw))
    last = max(n for n, one in enumerate(kept) if one.tag == Tag.PublicSubkey)
    return b"".join(bytes(one) for one in kept[:last])


def test_a_certificate_without_rsa_is_refused_since_nothing_seals_to_it():
    assert "no RSA key" in refusal(pem(certificate(ec.generate_private_key(ec.SECP256R1()))))


def test_a_short_rsa_key_is_refused():
    short = rsa.generate_private_key(65537, 1024)

    assert "2048 bits" in refusal(pem(certificate(short)))


def test_a_certificate_for_signing_only_is_refused(rsa_key):
    signs = certificate(rsa_key, usage(digital_signature=True))

    assert "signing only" in refusal(pem(signs))


def test_a_key_that_was_entered_and_became_unusable_is_said_in_a_sentence():
    with pytest.raises(Misuse, match="slip"):
        sealing.seal(b"x", KeyKind.AGE, "age1")
    with pytest.raises(Misuse, match="no public key"):
        sealing.seal(b"x", KeyKind.OPENPGP, "rubbish")


def test_the_last_day_of_a_key_is_known(rsa_key):
    ended = datetime(2026, 3, 2, 12, tzinfo=UTC)
    key = pysequoia.Tsk.generate("A", validity_seconds=86_400 * 10).extract_certificate()

    smime = sealing.public_key(pem(certificate(rsa_key, until=ended)))
    openpgp = sealing.public_key(bytes(key))
    age = sealing.public_key(str(pyrage.x25519.Identity.generate().to_public()).encode())

    assert smime.until == date(2026, 3, 1)
    assert smime.lasts(date(2026, 3, 1))
    assert not smime.lasts(date(2026, 3, 2))
    assert openpgp.until is not None
    assert age.until is None
    assert age.lasts(date(2999, 1, 1))


# -- the reader's own key ------------------------------------------------------------------------


def test_a_pair_is_made_behind_a_passphrase_and_opens_what_is_sealed_to_it():
    file, recipient = sealing.new_pair(PASSPHRASE)
    public = sealing.public_key(recipient.encode())

    sealed = sealing.seal(SHEETS[1], public.kind, public.text)

    assert sealing.behind_passphrase(file)
    assert b"AGE-SECRET-KEY" not in file
    identity = sealing.identity_in(file, PASSPHRASE)
    assert sealing.opened(sealed, identity).startswith(SHEETS[1])
    for wrong in ("another", "", None):
        with pytest.raises(Unable, match="passphrase is not right"):
            sealing.identity_in(file, wrong)


def test_a_key_file_of_age_itself_is_read_and_anything_else_is_not():
    identity = str(pyrage.x25519.Identity.generate())

    read = sealing.identity_in(f"# created: today\n{identity}\n".encode())

    assert read == identity
    with pytest.raises(Unable, match="no private key"):
        sealing.identity_in(b"Canary")


def test_no_message_repeats_a_key():
    identity = str(pyrage.x25519.Identity.generate())
    said = []
    for ask in (
        lambda: sealing.opened(b"rubbish", identity),
        lambda: sealing.opened(b"rubbish", identity[:-1]),
        lambda: sealing.public_key(identity.encode()),
    ):
        with pytest.raises(SanJoseError) as caught:
            ask()
        said.append(str(caught.value))

    assert not any(identity[20:40] in one for one in said)
