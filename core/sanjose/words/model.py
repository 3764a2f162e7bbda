"""The closed sets of the procedure, in the sources' own terms.

Each value is the word that a person reads on the screen and writes in a document. Nothing
here names anybody.
"""

from enum import IntEnum, StrEnum


class Urgency(IntEnum):
    """How soon a person has to look."""

    ORDINARY = 1
    URGENT = 2
    IMMEDIATE = 3


class Source(StrEnum):
    """Who brings an allegation. Source: G 11, 12; N 23."""

    PERSON = "person concerned"
    REPRESENTATIVE = "representative"
    RELATIVE = "relative"
    CIVIL_SOCIETY = "civil society"
    INSTITUTION = "national human rights institution"
    NPM = "national preventive mechanism"
    UNITED_NATIONS = "United Nations entity"
    MEDIA = "media"
    OWN_INITIATIVE = "own initiative"
    RECUSED = "handed in by somebody recused"
    UNKNOWN = "unknown"


class Form(StrEnum):
    """How something reached the committee. Source: G 11; N 21."""

    ORAL = "orally"
    TELEPHONE = "by telephone"
    PAPER = "on paper"
    EMAIL = "by e-mail"
    MESSAGE = "by secure message"
    VIDEO = "by video"
    PUBLISHED = "published"
    UNKNOWN = "in a way not said"


class Confidence(StrEnum):
    """On what terms the information was given. Source: G 11, 18."""

    IN_CONFIDENCE = "in confidence"
    SECRETARIAT_ONLY = "identity for the secretariat only"
    OPEN = "not in confidence"


class Cooperation(StrEnum):
    """How far the cooperation had come. Source: G 1, 19; N 24."""

    SEEKING = "seeking to cooperate"
    COOPERATING = "cooperating"
    COOPERATED = "has cooperated"
    CONSIDERING = "considering or attempting to file a complaint"
    AT_HOME = "complained or testified at home"
    UNKNOWN = "unknown"


class Perpetrator(StrEnum):
    """By whom; assessed later, never a condition of entry. Source: G 3."""

    STATE = "State"
    NON_STATE = "non-State"
    ACQUIESCENCE = "non-State with the consent or acquiescence of the State"
    UNCLEAR = "unclear"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """A kind of act or omission. Source: G 5 (f), 18, 19; N 24, 40."""

    FEAR = "fear before any act"
    THREAT = "threat"
    SURVEILLANCE = "surveillance"
    CYBERATTACK = "cyberattack"
    LAW = "restrictive law or charge"
    TRAVEL = "travel ban"
    SMEAR = "smear"
    DETENTION = "arrest or detention"
    VIOLENCE = "violence"
    KILLING = "killing"
    DISAPPEARANCE = "disappearance"
    WORK = "loss of work or income"
    PROPERTY = "damage to property"
    GENDERED = "gendered form of harm"
    OTHER = "other act or omission"


class Ground(StrEnum):
    """A ground of discrimination that the act plays on. Source: G 5 (d), (f)."""

    SEX = "sex"
    GENDER_IDENTITY = "gender identity or sexual orientation"
    RACE = "race, colour, descent or ethnic origin"
    RELIGION = "religion or belief"
    DISABILITY = "disability"
    AGE = "age"
    MIGRATION = "migration status"
    INDIGENOUS = "indigenous identity"
    OPINION = "political or other opinion"
    OTHER = "other ground"


class Silence(StrEnum):
    """What was not said, and is a fact all the same. Source: N 24, 25."""

    WITHDRAWN = "submission withdrawn"
    CHANNEL_REFUSED = "channel refused"
    ABSENT = "stayed away from the room"


class Standing(StrEnum):
    """What a person in a case is to the allegation. Source: G 13; N 11."""

    CONCERNED = "person concerned"
    REPRESENTATIVE = "representative"
    RELATIVE = "relative"
    COUNSEL = "counsel"
    WITNESS = "witness"
    OTHER = "other person affected"


class Channel(StrEnum):
    """A way of reaching a person. Source: G 13; N 21, 50."""

    IN_PERSON = "in person"
    TELEPHONE = "telephone"
    EMAIL = "e-mail"
    MESSAGE = "secure message"
    POST = "post"
    REPRESENTATIVE = "through the representative"
    RELATIVE = "through a relative"
    NPM = "through the national preventive mechanism"
    VISIT = "during a visit"
    NONE = "none"


class Consulted(StrEnum):
    """A source of information used in the assessment. Source: G 12."""

    STATE = "State party"
    PERSON = "individual concerned"
    SECRETARIAT = "secretariat"
    OHCHR = "OHCHR"
    FIELD = "OHCHR field presence"
    UNITED_NATIONS = "other United Nations entity"
    NHRI = "national human rights institution"
    NPM = "national preventive mechanism"
    CIVIL_SOCIETY = "civil society"
    COUNTRY_RAPPORTEUR = "country rapporteur"
    PUBLIC = "public source"


class Assessment(StrEnum):
    """What the assessment found. Source: G 12, 14; N 24, 32, 33."""

    REPRISAL = "reprisal"
    INTIMIDATION = "intimidation"
    BOTH = "reprisal and intimidation"
    MIGHT = "might have taken place"
    LINK_NOT_ESTABLISHED = "link not established"
    NOT_VERIFIABLE = "not verifiable"
    INSUFFICIENT = "insufficient so far"
    OUTSIDE_SCOPE = "outside scope"


ADVISABLE = frozenset(
    {Assessment.REPRISAL, Assessment.INTIMIDATION, Assessment.BOTH, Assessment.MIGHT}
)
"""Findings on which action is advised: "have or might have taken place". Source: G 14."""

CONFIRMED = frozenset({Assessment.REPRISAL, Assessment.INTIMIDATION, Assessment.BOTH})
"""Findings counted as confirmed; a link not established is never among them. Source: N 32."""

INTERIM = frozenset({Assessment.INSUFFICIENT, Assessment.NOT_VERIFIABLE})
"""Findings that more information may change; the matter stays open. Source: N 33."""


class Criterion(StrEnum):
    """What an assessment turned on. Source: G 3, 12; N 24, 32."""

    ACT = "that the act happened"
    LINK = "that it is linked with the cooperation"
    AUTHOR = "by whom it was done"
    IMPACT = "that it has the effect of discouraging"
    TRUTH = "that what was told to the committee is true"


class Basis(StrEnum):
    """What an identifying step may rest on. Source: G 21; N 11; ours for (d) and (e)."""

    CONSENT = "consent of the person"
    REPRESENTATIVE = "consent of a chosen representative or counsel"
    RELATIVE = "consent of a relative"
    EMERGENCY = "emergency"
    PUBLIC = "facts that the person made public"


class Answer(StrEnum):
    """What a person, or whoever speaks for them, said about a use. Source: G 5 (e); N 22."""

    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    CONCERN = "concern"
    DISCUSSED = "concern discussed"
    LIFTED = "refusal lifted"


class Use(StrEnum):
    """What may be done, and towards whom: a basis covers uses, one by one.

    Source: G 5 (e), 13, 21, 23; N 11, 22, 39, 46.
    """

    STATE = "act towards the State, in confidence"
    DIALOGUE = "raise in a public dialogue or document"
    UNITED_NATIONS = "ask United Nations entities for help"
    SPECIAL_PROCEDURES = "refer to special procedures"
    MECHANISMS = "ask regional or national mechanisms for help"
    PARTNERS = "ask civil society and other partners for help"
    COMMITTEES = "tell other committees, without the State's name"
    COMMITTEES_STATE = "tell other committees, with the State's name"
    SECRETARY_GENERAL = "report of the Secretary-General"
    ANNUAL_REPORT = "annual report of the committee"
    PUBLISH = "publish"


class Preset(StrEnum):
    """One conversation, one consent sheet: the sets of uses that are asked together."""

    STATE = "State only, in confidence"
    UNITED_NATIONS = "United Nations mechanisms"
    COMMITTEES = "other committees, without the State's name"
    COMMITTEES_STATE = "other committees, with the State's name"
    SECRETARY_GENERAL = "report of the Secretary-General"


PRESETS: dict[Preset, frozenset[Use]] = {
    Preset.STATE: frozenset({Use.STATE}),
    Preset.UNITED_NATIONS: frozenset({Use.UNITED_NATIONS, Use.SPECIAL_PROCEDURES}),
    Preset.COMMITTEES: frozenset({Use.COMMITTEES}),
    Preset.COMMITTEES_STATE: frozenset({Use.COMMITTEES, Use.COMMITTEES_STATE}),
    Preset.SECRETARY_GENERAL: frozenset({Use.SECRETARY_GENERAL}),
}
"""Publication, dialogue, mechanisms at home and partners are in none: each is asked for by
itself, since each is told to other people, whom the person may know or fear."""


class Post(StrEnum):
    """An office; authority belongs to it, not to the person. Source: G 8, 10, 14; N 5."""

    SECRETARIAT = "secretariat"
    RAPPORTEUR = "rapporteur"
    ALTERNATE = "alternate"
    COUNTRY_RAPPORTEUR = "country rapporteur"
    VISIT = "focal point for a visit"
    CHAIR = "Chair"
    VICE_CHAIR = "Vice-Chair"
    BUREAU = "Bureau"
    PLENARY = "plenary"


class Decider(IntEnum):
    """Who decides a measure, from the least to the most; a plugin may only raise it."""

    SECRETARIAT = 0
    RAPPORTEUR = 1
    CHAIR = 2
    BUREAU = 3
    PLENARY = 4


class Mode(StrEnum):
    """How a decision was taken. Source: G 14; floor 6."""

    IN_SESSION = "in session"
    BETWEEN_SESSIONS = "between sessions"
    WRITTEN = "written procedure"
    ORALLY = "orally"


class Matter(StrEnum):
    """What a notice tells an office-holder. Source: G 10, 14."""

    RECEIPT = "receipt"
    CONCLUSIONS = "conclusions"
    DECISION = "decision"


class Closing(StrEnum):
    """Why a case is closed; silence and a closed complaint are not here. Source: floor 9."""

    SAFE = "the person says that the risk has passed"
    REDRESS = "protection or redress was obtained"
    WITHDRAWN = "the person asked that nothing more be done"
    OUTSIDE_SCOPE = "outside scope"
    DOUBLE = "recorded twice"


class Calendar(StrEnum):
    """What stands in a committee's calendar. Source: N 2, 29, 30."""

    SESSION = "session"
    REVIEW = "review of a report"
    DIALOGUE = "interactive dialogue"
    OBSERVATIONS = "concluding observations"
    LIST_OF_ISSUES = "list of issues"
    LOIPR = "list of issues prior to reporting"
    VISIT = "country visit"
