"""A joint statement apart from any installation: a Chair signs it, anyone checks a certificate."""

from datetime import date
from pathlib import Path

import click

from sanjose.commands.around import Around, command
from sanjose.commands.documents import at_a_terminal, read_bytes
from sanjose.commands.failing import Stopped
from sanjose.commands.session import clock
from sanjose.commands.stated import about, how, plain_concurrence, tell_text
from sanjose.commands.telling import heading, paragraph, say, table, tell_json
from sanjose.commands.unlocking import passphrase
from sanjose.commands.wording import state_name
from sanjose.exchange.canonical import NotGenuine
from sanjose.exchange.directory import Directory, SignedDirectory
from sanjose.exchange.fold import concur_body, proposed
from sanjose.exchange.statements import Concurrence, Document, office, verify_certificate
from sanjose.keeping import process
from sanjose.keeping.chairs import ChairKeyFile
from sanjose.keeping.home import write_private
from sanjose.secretariat.network.jointly import SHORT
from sanjose.words.errors import Misuse

MOST = 1_000_000
"""Bytes of a file that is read here. Source: ours; a certificate has a quarter of that."""

SIGN = """DOCUMENT is what `sanjose joint show ID --paper FILE` wrote. The whole text is shown,
and asked about; what is written to --out goes back to the secretariat, which enters it with
`sanjose joint concur ID --signed FILE`. No installation is needed."""


@command("sign", line="Sign a joint statement with the Chair's own key.", more=SIGN)
@click.argument("document", metavar="DOCUMENT")
@click.option("--key", "key", required=True, metavar="FILE", help="The Chair's key.")
@click.option("--out", required=True, metavar="SIGNED", help="Where the signature is written.")
@click.option("--yes", "sure", is_flag=True, help="Sign what is shown, without being asked.")
@click.option("--passphrase-file", metavar="PATH", help="A file with mode 600.")
def sign(
    around: Around,
    document: str,
    key: str,
    out: str,
    passphrase_file: str | None,
    *,
    sure: bool,
) -> None:
    """Sign."""
    process.harden()
    paper, words, _ = proposed(_read(document, "the document"))
    own, today = ChairKeyFile.read(Path(key)), _today()
    _fits(paper, own, today)
    if Path(out).exists():
        raise Misuse("there is a file of the name given with --out already: choose another")
    if not around.as_json:
        _show(paper, words)
    _agreed(around, paper, own, sure=sure)
    signs = own.open(passphrase("Passphrase of the key", passphrase_file))
    one = Concurrence.signed(
        document=paper.hash,
        signatory=own.committee,
        holder=own.key.holder,
        on=today,
        public=own.key.public,
        sign=signs,
    )
    write_private(Path(out), concur_body(one))
    if around.as_json:
        tell_json({"document": paper.hash.hex(), "committee": own.committee, "on": today})
        return
    say()
    paragraph(f"Signed as the {office(own.key.holder)} of {own.committee}. Hand the file back.")


def _fits(paper: Document, own: ChairKeyFile, today: date) -> None:
    """Check that this key can sign this document today.

    Raises:
        Misuse: it cannot.
    """
    if own.committee not in paper.signatories:
        raise Misuse(f"the statement does not name {own.committee}, whose key this is")
    if today > paper.expires:
        raise Misuse(f"the last day to concur was {paper.expires}: it can be proposed anew")
    if not own.key.since <= today <= own.key.until:
        raise Misuse(
            f"the key serves from {own.key.since} to {own.key.until}: make one for this term"
        )


def _agreed(around: Around, paper: Document, own: ChairKeyFile, *, sure: bool) -> None:
    """Let the Chair agree to what was shown.

    Raises:
        Misuse: nobody can be asked.
        Stopped: the Chair did not agree.
    """
    if sure:
        return
    if around.as_json or not at_a_terminal():
        raise Misuse("nothing was signed: read it at a terminal, or repeat it with --yes")
    from sanjose.commands.asking import line, tell

    short = paper.hash.hex()[:SHORT]
    tell()
    tell(
        f"As the {office(own.key.holder)} of {own.committee} you concur in exactly this text. A "
        "signature that left is not taken back."
    )
    tell(f"Type {short} to sign; anything else stops.")
    if line().strip().casefold() != short:
        raise Stopped("nothing was signed")


def _show(paper: Document, words: str) -> None:
    say(f"Joint statement {paper.hash.hex()[:SHORT]}: {state_name(paper.state)}")
    say()
    table(about(paper.signatories, paper.expires, paper.embargo), indent=0)
    heading("The text")
    tell_text(words)


VERIFY = """FILE is a certificate, as `sanjose joint certificate` writes it. Compare the
fingerprint of the directory, by another way than the files came, with a committee that you
trust: everything else follows from it. No installation and no network is needed."""


@command("verify", line="Check a certificate with nothing but the directory.", more=VERIFY)
@click.argument("place", metavar="FILE")
@click.option("--directory", "known", required=True, metavar="FILE", help="The directory.")
def verify(around: Around, place: str, known: str) -> None:
    """Check."""
    directory = _directory(_read(known, "the directory"))
    shown = verify_certificate(_read(place, "the certificate"), directory)
    document = shown.document
    if around.as_json:
        tell_json(
            {
                "genuine": True,
                "fingerprint": directory.fingerprint,
                "directory": directory.version,
                "document": document.hash.hex(),
                "state": document.state,
                "expires": document.expires,
                "embargo": document.embargo,
                "text": shown.text,
                "concurred": [plain_concurrence(one) for one in shown.concurrences],
            }
        )
        return
    say("The certificate is genuine, if this is the fingerprint of the directory:")
    say()
    groups = directory.fingerprint.split()
    for half in (groups[:4], groups[4:]):
        say("  " + " ".join(half))
    say()
    _show(document, shown.text)
    heading("Who concurred, and how")
    table((one.signatory, how(one)) for one in shown.concurrences)


def _directory(raw: bytes) -> Directory:
    """Read a version of the directory, with the signatures of its members or without.

    Raises:
        NotGenuine: it is neither.
    """
    try:
        return SignedDirectory.from_bytes(raw).directory
    except NotGenuine:
        return Directory.from_bytes(raw)


def _read(place: str, what: str) -> bytes:
    return read_bytes(place, MOST, what, "it is something else").strip()


def _today() -> date:
    return clock().date()
