"""The public pages of a committee, and of the whole system, as files that somebody puts up.

Who reads them may be in danger, on an old telephone and a slow line. They say what an act of
reprisal is, how to submit safely, what can be done and what cannot, who acts, what the policy
is, and what was posted; and all of it on one page in several languages. Change no sentence
without asking what it promises. The pages are the same for the same record and profiles, to the
byte: no hour and no machine stands in them.

Source: G 20, 26, 34, 35; N 12, 26, 44.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from sanjose.paper.letters.own import own_words
from sanjose.paper.pages import charts as tables
from sanjose.paper.pages import committee as one_committee
from sanjose.paper.pages import guidelines, posted, wording
from sanjose.paper.pages.layout import LANGUAGES, Page, Site, leaflet
from sanjose.paper.pages.wording import word
from sanjose.rules import charts
from sanjose.rules.profile import Committee, Holder
from sanjose.rules.public import Public
from sanjose.words.errors import Misuse

AS_PUBLISHED = "as published in early 2023; it may be somebody else by now"
AS_TOLD = "as told by the secretariats when these pages were made"

REVIEW = "raise the subject when the State is reviewed; that is public"

Holders = Mapping[str, Sequence[Sequence[Holder]]]


def committee_site(
    committee: Committee,
    committees: Iterable[Committee],
    public: Public,
    holders: Holders | None = None,
) -> dict[str, bytes]:
    """Return the pages of a committee, by their places.

    Args:
        committees: all whose profiles are known, for the charts.
        public: what everybody may see of its record.
        holders: who is rapporteur or focal point by now, where that was told.
    """
    body = one_committee.body_of(committee)
    rule = one_committee.posting(committee)
    common = {
        **_blanks(body, one_committee.focal(committee), _protects(committee, body), rule),
        "occasions": one_committee.occasions(committee),
        "review": REVIEW if one_committee.reviews(committee) else "",
    }
    pages = [
        *_told(common, _contact(committee, "en")),
        Page(
            place="committee.html",
            title=f"{one_committee.capital(body)}: contact, policy and practice",
            listed="Contact, policy and practice",
            body=one_committee.page(
                committee, charts.annex_i([committee], holders), _as_of(committee, holders)
            ),
        ),
        *posted.pages(public, rule),
        *_charts(committees, holders),
        _guidelines(committee),
        *_leaflets(committee, body),
    ]
    return Site(
        name=f"{committee.name}: intimidation and reprisals",
        pages=(_home(committee.name, body, pages, system=False), *pages),
        trial=public.trial,
    ).files()


def system_site(
    committees: Iterable[Committee], holders: Holders | None = None
) -> dict[str, bytes]:
    """Return the pages of the whole system: every committee, both charts, what is common."""
    known = tuple(sorted(committees, key=lambda one: one.name))
    body = "the committee"
    rule = "Each committee has its own rule for posting letters to States and the replies; it stands on its page and in the chart."
    protects = (
        "Everybody who cooperates with a committee, seeks to, or did. What each committee says "
        "of it stands on its page."
    )
    common = _blanks(
        body, "its rapporteur or focal point on reprisals, or its Bureau", protects, rule
    )
    pages = [
        *_told(common, _any("en")),
        *_charts(known, holders),
        _guidelines(None),
        *_leaflets(None, body),
        *(
            Page(
                place=f"{one.slug}.html",
                title=one.name,
                listed=one.name,
                body=one_committee.page(
                    one, charts.annex_i([one], holders), _as_of(one, holders)
                ),
            )
            for one in known
        ),
    ]
    return Site(
        name="United Nations human rights treaty bodies: intimidation and reprisals",
        pages=(_home("a United Nations treaty body", body, pages, system=True), *pages),
    ).files()


def _blanks(body: str, focal: str, protects: str, rule: str) -> dict[str, str]:
    return {
        "body": escape(body),
        "Body": escape(one_committee.capital(body)),
        "focal": escape(focal),
        "protects": f"<p>{escape(protects)}</p>",
        "posting": f"<p>{escape(rule)}</p>",
        "occasions": "at a session or a meeting",
        "review": REVIEW,
    }


def _protects(committee: Committee, body: str) -> str:
    return f"The work of {body} on reprisals covers {committee.protects.value}."


def _told(common: Mapping[str, str], contact: str) -> tuple[Page, ...]:
    """Return the three pages that tell everybody the same, in the words of this site."""
    named = {
        "what": "What an act of intimidation or reprisal is",
        "submit": "How to submit safely",
        "next": "What can be done, and what cannot",
    }
    blanks = {**common, "contact": contact}
    told = []
    for name, listed in named.items():
        title, body = wording.page(name, "en", blanks)
        told.append(Page(place=f"{name}.html", title=title, body=body, listed=listed))
    return tuple(told)


def _contact(committee: Committee, language: str) -> str:
    """Return where to write, or that no address is known, with the way to the others."""
    others = _all_addresses(language)
    address = committee.mailbox.value
    if address is None:
        return f"<p>{escape(word('no-address', language))}</p>\n{others}"
    return f"<p>{escape(word('write', language))} <strong>{one_committee.mailto(address)}</strong></p>"


def _told_without_a_link(committee: Committee, language: str) -> str:
    """Return where to write, for whoever has not read what a touch on an address opens."""
    address = committee.mailbox.value
    if address is None:
        return _contact(committee, language)
    told = f'<bdi dir="ltr">{escape(address)}</bdi>'
    return f"<p>{escape(word('write', language))} <strong>{told}</strong></p>"


def _any(language: str) -> str:
    """Return where to write where no committee is named."""
    return f"<p>{escape(word('which', language))}</p>\n{_all_addresses(language)}"


def _all_addresses(language: str) -> str:
    return f'<p><a href="chart.html">{escape(word("addresses", language))}</a></p>'


def _charts(committees: Iterable[Committee], holders: Holders | None) -> tuple[Page, ...]:
    known = tuple(committees)
    first, second = charts.annex_i(known, holders), charts.annex_ii(known)
    said = AS_TOLD if holders else AS_PUBLISHED
    whence = f"Names and addresses {said}."
    if holders and len(holders) < len(known):
        whence = f"Names of {_some(known, holders)} {AS_TOLD}; the others {AS_PUBLISHED}."
    return (
        Page(
            place="chart.html",
            title="Rapporteurs and focal points of all committees",
            listed="Rapporteurs and addresses of all committees",
            body=f"<p>{escape(whence)}</p>\n{tables.table(first)}",
            wide=True,
        ),
        Page(
            place="policies.html",
            title="Policies and practices of all committees",
            listed="Policies of all committees",
            body="<p>As published in early 2023. A day that could not be confirmed since is not "
            f"repeated on the committee\N{RIGHT SINGLE QUOTATION MARK}s own page.</p>\n{tables.table(second)}",
            wide=True,
        ),
    )


def _some(committees: Iterable[Committee], holders: Holders) -> str:
    return ", ".join(one.name for one in committees if one.slug in holders)


def _as_of(committee: Committee, holders: Holders | None) -> str:
    return AS_TOLD if holders and committee.slug in holders else AS_PUBLISHED


def _guidelines(committee: Committee | None) -> Page:
    said = "Endorsed by the Chairs of the human rights treaty bodies in June 2015."
    if committee is not None:
        body = one_committee.capital(one_committee.body_of(committee))
        told = one_committee.endorsed(committee)
        said += f" Of {body.casefold()}: {told[:1].lower()}{told[1:]}"
    return Page(
        place="guidelines.html",
        title="Guidelines against Intimidation or Reprisals (“San José Guidelines”)",
        listed="San José Guidelines",
        body=f"<p>{escape(said)}</p>\n{guidelines.body()}",
    )


def _leaflets(committee: Committee | None, body: str) -> tuple[Page, ...]:
    """Return the one page in each language, with the committee's name in it where it has one."""
    made = []
    for language in LANGUAGES:
        name = committee.name if committee is not None else ""
        if language == "en":
            said = f"the {name}" if name else word("system", "en")
        else:
            said = (
                _called(committee, language) if committee else escape(word("system", language))
            )
        blanks = {
            "committee": said,
            "body": escape(body),
            "Body": escape(one_committee.capital(body)),
            "contact": _told_without_a_link(committee, language)
            if committee is not None
            else _any(language),
        }
        title, text = wording.page("leaflet", language, blanks)
        made.append(
            Page(
                place=leaflet(language),
                title=title,
                body=text,
                listed=word("one-page", language),
                language=language,
            )
        )
    return tuple(made)


def _called(committee: Committee, language: str) -> str:
    """Return a committee's name in a language, or in English and marked so where it has none."""
    try:
        return escape(own_words(committee, language).committee)
    except Misuse:
        return f'<bdi lang="en" dir="ltr">{escape(committee.name)}</bdi>'


def _home(name: str, body: str, pages: Sequence[Page], *, system: bool) -> Page:
    """Return the first page: what this is, what to do in danger, and where everything is."""
    capital = one_committee.capital(body)
    leads = {one.place: one for one in pages}
    told = {
        "submit.html": "If you want to tell of something, read this first.",
        "what.html": "Threats, punishment or fear because somebody spoke.",
        "next.html": "What happens with what you tell, and what nobody can promise.",
        "chart.html" if system else "committee.html": "Who acts, and where to write.",
    }
    listed = "".join(
        f'<li><a href="{place}">{escape(leads[place].listed)}</a>: {escape(said)}</li>\n'
        for place, said in told.items()
    )
    who = "a committee of the United Nations" if system else f"the {name}"
    return Page(
        place="index.html",
        title="Nobody may be harmed for speaking to "
        + ("a United Nations committee" if system else body),
        listed="First page",
        body=(
            f"<p>These pages are for anybody who is threatened, punished or frightened because "
            f"they, or somebody close to them, speak to {escape(who)}, or want to.</p>\n"
            f"<blockquote><p><strong>If you are in danger at this moment</strong>, think of your "
            f"own safety first. {escape(capital)} has no police, and nobody of it can come to "
            "you.</p></blockquote>\n"
            f"<ul>\n{listed}</ul>\n"
            "<p>These pages have no form, no script and no cookie, and they load nothing from "
            "other places. Whoever runs the line or the machine can still see that you visited "
            "this site.</p>"
        ),
    )


__all__ = ["Holders", "committee_site", "system_site"]
