"""The shell of every page: its head, its style, the way to the other pages.

A page is one file that loads nothing: the style stands in it and is the only thing that its own
policy lets in, by digest. It has no script and no form, sends no referrer, and works on an old
telephone, read aloud, on paper and at 320 pixels. A link that was followed looks like any other,
so that a glance at a telephone tells nothing.

Source: G 34, 35 ask for accessible formats; that a page loads nothing and asks nothing is ours.
"""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from sanjose.paper.pages.wording import word

STYLE = """\
:root{color-scheme:light dark;background:#fff;color:#111}
a,a:visited{color:#00458a}
@media(prefers-color-scheme:dark){
:root{background:#111;color:#eee}
a,a:visited{color:#9cc8ff}
}
*{box-sizing:border-box}
body{font:1.0625rem/1.6 system-ui,sans-serif;margin:0 auto;max-width:44rem;padding:0 1rem 2rem;
overflow-wrap:break-word}
body.wide{max-width:75rem}
header{border-block-end:3px solid;padding-block:.75rem}
header p{margin:.25rem 0}
h1{font-size:1.6rem;line-height:1.25}
h2{font-size:1.25rem;margin-block:2rem .5rem}
h3{font-size:1.1rem}
h4{font-size:1rem;font-style:italic}
li{margin-block:.4rem}
a{display:inline-block;min-height:1.5rem}
p a,li a,dd a,td a,blockquote a{display:inline}
:focus-visible{outline:3px solid;outline-offset:3px}
.skip{position:absolute;inset-inline-start:-999rem}
.skip:focus{position:static}
blockquote{border:2px solid;border-inline-start-width:.6rem;margin:1.25rem 0;padding:.25rem 1rem}
nav{border-block-start:3px solid;margin-block-start:3rem}
nav ul,.plain{list-style:none;padding:0}
.plain{padding-inline-start:1.5rem}
nav li{margin:0}
nav li a{display:inline-block;padding-block:.4rem;text-align:match-parent}
dt{font-weight:700;margin-block-start:1rem}
dd{margin:0}
small,.from{font-size:.9rem}
table{border-collapse:collapse;width:100%}
caption{font-weight:700;padding-block:.5rem;text-align:start}
th,td{border:1px solid;padding:.5rem .6rem;text-align:start;vertical-align:top}
tbody th{font-weight:700}
sup{line-height:0}
.letter{border-inline-start:.3rem solid;padding-inline-start:1rem;white-space:pre-wrap}
@media(max-width:48rem){
table,caption,tbody,tr,th,td{display:block}
thead{display:none}
tr{border:1px solid;margin-block:1rem}
th,td{border:0}
td[data-head]::before{content:attr(data-head) ": ";display:block;font-weight:700}
}
@page{margin:1.4cm}
@media print{
:root{color-scheme:light;background:#fff;color:#000}
body,body.wide{font-size:9.5pt;line-height:1.3;max-width:none;padding:0}
h1{font-size:15pt;margin-block:.5rem}
h2{font-size:12pt;margin-block:.6rem .1rem}
ul,ol,li,p{margin-block:.2rem}
blockquote{margin:.4rem 0}
nav,.skip,.back,.ways{display:none}
a,a:visited{color:inherit;text-decoration:none}
h1,h2,h3,h4{break-after:avoid}
li,blockquote,tr{break-inside:avoid}
}
"""

_DIGEST = b64encode(sha256(STYLE.encode()).digest()).decode("ascii")
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_DIGEST}'; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)

LANGUAGES = {"en": "English", "ar": "العربية", "es": "español", "fr": "français"}
"""The languages that pages are written in, by what each calls itself."""

RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A page before it is written.

    Args:
        place: where it stands in the site, as ``posted/x.html``.
        title: what its heading says, which names it in a tab and in the list of pages.
        body: the text after the heading, as HTML.
        listed: how it stands in the list of pages; empty where it does not.
        wide: whether it holds a table that needs the whole line.
    """

    place: str
    title: str
    body: str
    listed: str = ""
    language: str = "en"
    wide: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Site:
    """What every page of a site has in common: its name, its pages, whether it is invented."""

    name: str
    pages: tuple[Page, ...]
    trial: bool = False

    def files(self) -> dict[str, bytes]:
        """Return every page as it is written, by its place."""
        return {one.place: self._written(one).encode() for one in self.pages}

    def _written(self, page: Page) -> str:
        language, up = page.language, "../" * page.place.count("/")
        home = page.place == "index.html"
        named = self.name if page.title == self.name else f"{page.title} - {self.name}"
        trial = word("trial", language)
        return f"""\
<!doctype html>
<html lang="{language}" dir="{"rtl" if language in RIGHT_TO_LEFT else "ltr"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{escape(named)}</title>
<link rel="icon" href="data:,">
<style>{STYLE}</style>
</head>
<body{' class="wide"' if page.wide else ""}>
<a class="skip" href="#text">{word("skip", language)}</a>
<header>
{f"<p><strong>{trial}</strong></p>" if self.trial else ""}
<p>{_apart("strong" if home else "a", self.name, language, "" if home else f"{up}index.html")}</p>
<p class="ways">{self._languages(page, up)}</p>
</header>
<main id="text" tabindex="-1">
<h1>{escape(page.title)}</h1>
{page.body}
</main>
<nav aria-label="{word("pages", language)}" id="pages">
<p><strong>{word("pages", language)}</strong>{_english(language)}</p>
{self._nav(page, up)}
</nav>
</body>
</html>
"""

    def _languages(self, page: Page, up: str) -> str:
        """Return the one-page text in each language, and the way to the list of pages."""
        leaflets = [one for one in self.pages if one.place == leaflet(one.language)]
        links = [
            f"<strong>{LANGUAGES[one.language]}</strong>"
            if one is page
            else f'<a href="{up}{one.place}" hreflang="{one.language}" lang="{one.language}"'
            f' dir="{_way(one.language)}">{LANGUAGES[one.language]}</a>'
            for one in leaflets
        ]
        links.append(f'<a href="#pages">{word("pages", page.language)}</a>')
        return " · ".join(links)

    def _nav(self, page: Page, up: str) -> str:
        listed = [one for one in self.pages if one.listed]
        return f"<ul>\n{''.join(_entry(one, page, up) for one in listed)}</ul>"


def leaflet(language: str) -> str:
    """Return the place of the one page in a language."""
    return f"{language}.html"


def _entry(one: Page, page: Page, up: str) -> str:
    here = ' aria-current="page"' if one is page else ""
    said = _spoken_as(one.language, page.language)
    return f'<li><a href="{up}{one.place}"{here}{said}>{escape(one.listed)}</a></li>\n'


def _spoken_as(language: str, around: str) -> str:
    return "" if language == around else f' lang="{language}" dir="{_way(language)}"'


def _apart(tag: str, text: str, around: str, to: str) -> str:
    """Return English words as they stand on a page in another language."""
    link = f' href="{to}"' if to else ""
    return f"<{tag}{link}{_spoken_as('en', around)}>{escape(text)}</{tag}>"


def _english(language: str) -> str:
    """Return that the other pages are in English, on a page that is not."""
    return "" if language == "en" else f" ({word('in-english', language)})"


def _way(language: str) -> str:
    return "rtl" if language in RIGHT_TO_LEFT else "ltr"
