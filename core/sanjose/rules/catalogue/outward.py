"""Part C of the Guidelines, what is asked of others: the State, mechanisms, the United Nations.

Whatever tells somebody's name outside names the use that it needs a basis for. All is in
confidence, but what is raised before the political organs, which is heard by everybody.
Source: G 16, 21, 23, 28-31; N 11, 17, 22, 45, 48-50.
"""

from functools import partial

from sanjose.rules.catalogue.prevention import RAPPORTEUR
from sanjose.rules.kinds import Group, MeasureKind
from sanjose.words.model import Decider, Use
from sanjose.words.provenance import Chosen, Given, guidelines, note

_HELP = Chosen(Decider.RAPPORTEUR, "G 30 names the treaty body and no organ of it")
_OTHERS = Chosen(Decider.RAPPORTEUR, "G 23 and N 11 name the treaty body and no organ of it")
_REFERRED = Chosen(Decider.RAPPORTEUR, "G 29 names the treaty body and no organ of it")
_BODY = Chosen(
    Decider.PLENARY, "G 31 names the treaty body, which speaks there before everybody"
)

STATE = (
    MeasureKind(
        key="letter",
        title="letter to the State party",
        group=Group.STATE,
        sources=(guidelines(21), note("11 (a)")),
        decider=RAPPORTEUR,
        use=Use.STATE,
        by_state=True,
        reply=True,
    ),
    MeasureKind(
        key="note-verbale",
        title="note verbale to the permanent mission",
        group=Group.STATE,
        sources=(guidelines(21), note("11 (a)")),
        decider=RAPPORTEUR,
        use=Use.STATE,
        by_state=True,
        reply=True,
    ),
    MeasureKind(
        key="meeting",
        title="meeting with the permanent mission",
        group=Group.STATE,
        sources=(guidelines(21), note("11 (b)"), note(32), note(45)),
        decider=Given(Decider.RAPPORTEUR, note(32)),
        use=Use.STATE,
        by_state=True,
    ),
    MeasureKind(
        key="trend",
        title="formal contact with a State party over a clear trend, naming nobody",
        group=Group.STATE,
        sources=(note(17),),
        decider=Given(Decider.RAPPORTEUR, note(17)),
        use=Use.STATE,
        general=True,
        without_case=True,
        apart=True,
    ),
)

_mechanism = partial(MeasureKind, group=Group.MECHANISMS, use=Use.MECHANISMS, decider=_OTHERS)
_partner = partial(MeasureKind, group=Group.MECHANISMS, use=Use.PARTNERS)

MECHANISMS = (
    _mechanism(
        key="regional-mechanism",
        title="regional human rights mechanism",
        sources=(guidelines(23), note("11 (f)")),
    ),
    _mechanism(
        key="national-institution",
        title="national human rights institution",
        sources=(guidelines(23), note("11 (f)")),
    ),
    _mechanism(
        key="preventive-mechanism",
        title="national preventive mechanism",
        sources=(guidelines(23), note(17)),
    ),
    _mechanism(
        key="national-protection",
        title="national protection mechanism",
        sources=(guidelines(23), note("11 (b)")),
        by_state=True,
    ),
    _partner(
        key="protection-network",
        title="civil society protection network or organization",
        sources=(note("11 (b)"), note("11 (f)")),
        decider=_OTHERS,
    ),
    _partner(
        key="relocation",
        title="relocation or other redress through partners, not through the State",
        sources=(note(22),),
        decider=Chosen(Decider.RAPPORTEUR, "N 22 says what could be found, and not by whom"),
    ),
)

_united_nations = partial(
    MeasureKind, group=Group.UNITED_NATIONS, use=Use.UNITED_NATIONS, decider=_HELP
)
_organ = partial(
    MeasureKind,
    group=Group.UNITED_NATIONS,
    use=Use.PUBLISH,
    decider=_BODY,
    general=True,
    without_case=True,
    public=True,
)

UNITED_NATIONS = (
    _united_nations(
        key="high-commissioner",
        title="assistance of the High Commissioner for Human Rights",
        sources=(guidelines(28),),
        decider=Chosen(
            Decider.CHAIR, "G 28 has the treaty body ask; the Chair can do so between sessions"
        ),
    ),
    _united_nations(
        key="assistant-secretary-general",
        title="Assistant Secretary-General for Human Rights",
        sources=(note("11 (f)"), note(48)),
        decider=Given(Decider.RAPPORTEUR, note(48)),
    ),
    _united_nations(
        key="special-procedures",
        title="referral to special procedures of the Human Rights Council",
        sources=(guidelines(29), note("11 (f)"), note(49)),
        use=Use.SPECIAL_PROCEDURES,
        decider=_REFERRED,
    ),
    _united_nations(
        key="treaty-bodies",
        title="supportive action asked of other treaty bodies",
        sources=(guidelines(16), note("11 (f)")),
        use=Use.COMMITTEES_STATE,
        decider=Chosen(
            Decider.RAPPORTEUR, "G 16 has rapporteurs and focal points do so as a network"
        ),
    ),
    _united_nations(
        key="other-procedures",
        title="referral to another United Nations mechanism or procedure",
        sources=(guidelines(29),),
        decider=_REFERRED,
    ),
    _united_nations(
        key="field-presence",
        title="OHCHR field presence",
        sources=(guidelines(30), note(50)),
    ),
    _united_nations(
        key="resident-coordinator",
        title="resident coordinator",
        sources=(guidelines(30),),
    ),
    _united_nations(
        key="country-team",
        title="United Nations country team",
        sources=(guidelines(30), note("11 (f)")),
    ),
    _united_nations(
        key="desk-officer",
        title="desk officer or another unit of OHCHR",
        sources=(note("11 (b)"), note(50)),
        decider=Chosen(Decider.RAPPORTEUR, "N 50 names the treaty body and no organ of it"),
    ),
    _united_nations(
        key="agency",
        title="United Nations agency, or another agency or representation",
        sources=(guidelines(30),),
    ),
    _united_nations(
        key="peacekeeping",
        title="peacekeeping operation",
        sources=(guidelines(30),),
    ),
    _united_nations(
        key="before-review",
        title="coordination on a State of concern before its review, naming nobody",
        sources=(note(50),),
        decider=Chosen(Decider.RAPPORTEUR, "N 50 names the treaty body and no organ of it"),
        general=True,
        without_case=True,
        apart=True,
    ),
    _organ(
        key="human-rights-council",
        title="raise before the Human Rights Council",
        sources=(guidelines(31), note("11 (f)")),
    ),
    _organ(
        key="political-organ",
        title="raise before another political organ of the United Nations",
        sources=(guidelines(31),),
    ),
)

OUTWARD = (*STATE, *MECHANISMS, *UNITED_NATIONS)
