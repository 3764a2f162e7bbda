"""On what an identifying step may rest, use by use and person by person.

A basis is one of five: the person's free and informed consent; that of a representative whom
the person chose; that of a relative where the person cannot speak; an emergency; facts that
the person made public. A refusal defeats all but the person's own later consent. A concern
about what the State itself would carry out stops that until the conversation is recorded.

Source: G 5 (e), 13, 21; N 11, 22; the emergency and the public facts are ours.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sanjose.rules.measures import MeasureKind
from sanjose.rules.view import Held, Objection, Step
from sanjose.words.case import Case
from sanjose.words.events import ConsentRecorded, PersonNamed
from sanjose.words.model import PRESETS, Answer, Basis, Kind, Post, Standing, Use
from sanjose.words.provenance import Chosen, Citation, guidelines, note, ours

EMERGENCY = Chosen(
    timedelta(days=3), "72 hours: long enough to reach somebody; the first day counts as one"
)
NEVER_IN_EMERGENCY = frozenset(
    {Use.PUBLISH, Use.DIALOGUE, Use.ANNUAL_REPORT, Use.SECRETARY_GENERAL}
)
"""Uses that are seen by everybody. Source: ours; what was published cannot be taken back."""

TO_COMMITTEES = frozenset({Use.COMMITTEES, Use.COMMITTEES_STATE})
"""Uses for which an answer may name committees; it then carries nothing that goes to all."""

CANNOT_SPEAK = frozenset({Kind.KILLING, Kind.DISAPPEARANCE, Kind.DETENTION})
"""Acts after which a person may be out of reach, so that a relative answers. Source: ours; N 11
names relatives and not when."""

RAPPORTEURS = frozenset({Post.RAPPORTEUR, Post.ALTERNATE, Post.BUREAU, Post.VICE_CHAIR})
CHAIRS = frozenset({Post.CHAIR, Post.VICE_CHAIR})
CONSENT = note(11)


def uses(consent: ConsentRecorded) -> frozenset[Use]:
    """Return the uses that an answer covers: its presets and its single uses."""
    return frozenset(consent.uses).union(*(PRESETS[preset] for preset in consent.presets))


def held(case: Case, person: str, use: Use, on: date) -> Held:
    """Return what the answers come to for one person and one use, on a day.

    They count in the order of their days, whenever they were recorded. A consent by somebody
    who could not give it any more, as who came under suspicion since, counts no more.
    """
    now = Held(label=person)
    for event, consent in sorted(case.consents, key=lambda answer: answer[0].on):
        if consent.person == person and event.on <= on and _still_speaks(case, consent):
            now = _after(now, consent, use, event.on, on)
    return now


def _still_speaks(case: Case, consent: ConsentRecorded) -> bool:
    """Return whether an answer was not given by somebody who cannot speak for the person now."""
    by_another = consent.basis in {Basis.REPRESENTATIVE, Basis.RELATIVE}
    if consent.answer is not Answer.GIVEN or not by_another:
        return True
    speaker = case.person(consent.spoken_by or "")
    return speaker is None or not any(_spoken_for(case, consent, speaker))


def _after(now: Held, consent: ConsentRecorded, use: Use, since: date, on: date) -> Held:
    covered = uses(consent)
    meant = use in covered or not covered
    match consent.answer:
        case Answer.GIVEN if use in covered:
            return _given(now, consent, use, since, on)
        case Answer.REFUSED if meant:
            return replace(now, basis=None, since=None, items=frozenset(), refused=True)
        case Answer.WITHDRAWN if meant:
            return _withdrawn(now, consent)
        case Answer.LIFTED if meant and own(consent):
            return replace(now, refused=False)
        case Answer.CONCERN:
            return replace(now, concern=True)
        case Answer.DISCUSSED:
            return replace(now, concern=False)
        case _:
            return now


def own(consent: ConsentRecorded) -> bool:
    """Return whether it is the person's own answer, spoken by nobody else."""
    return consent.basis is Basis.CONSENT and consent.spoken_by in {None, consent.person}


def _given(now: Held, consent: ConsentRecorded, use: Use, since: date, on: date) -> Held:
    basis = consent.basis
    if (now.refused and not own(consent)) or (consent.committees and use in TO_COMMITTEES):
        return now
    if (basis is Basis.EMERGENCY and use in NEVER_IN_EMERGENCY) or (
        basis is Basis.PUBLIC and use is not Use.STATE
    ):
        return now
    if basis is Basis.EMERGENCY and on >= since + EMERGENCY.value:
        return now if now.basis else replace(now, lapsed=True)
    return replace(
        now,
        basis=basis,
        since=since,
        items=frozenset(consent.items) | now.items,
        only_items=bool(consent.items) and (now.only_items or now.basis is None),
        refused=False,
        lapsed=False,
        own_view=bool(consent.own_view),
    )


def _withdrawn(now: Held, consent: ConsentRecorded) -> Held:
    """Return what is left; whoever takes back their own word is not spoken for by another."""
    if consent.items:
        return replace(now, items=now.items - frozenset(consent.items))
    refused = now.refused or own(consent)
    return replace(now, basis=None, since=None, items=frozenset(), refused=refused)


def against(step: Step, kind: MeasureKind) -> Iterator[Objection]:
    """Give what the persons' answers hold against a measure; each person counts."""
    if kind.use is None or (step.identifies_nobody and kind.general):
        return
    if not step.held:
        reason = "nobody is named in the case, so nobody can have agreed to being identified"
        yield Objection("no-basis", reason, CONSENT)
    for one in step.held:
        yield from _person(step, kind, one)


def _person(step: Step, kind: MeasureKind, one: Held) -> Iterator[Objection]:
    if one.refused:
        yield refusal(one.label, kind.use)
    elif one.basis is None:
        yield uncovered(one, kind.use)
    elif kind.use is Use.PUBLISH and step.about and kind.follows and step.item not in one.items:
        reason = f"{one.label} has not agreed to the publication of {step.item}, item by item"
        yield Objection("no-basis", reason, note(46))
    elif kind.use is Use.PUBLISH and not kind.follows and one.only_items:
        yield other_texts(one)
    elif kind.fresh is not None and not _fresh(one.since, kind.fresh.value, step.on):
        since = f"agreed on {one.since}" if one.since else "agreed on a day unknown"
        reason = f"{one.label} {since}: for this it is asked again, and recorded anew"
        yield Objection("not-reconfirmed", reason, ours(kind.fresh.because))
    if kind.by_state and one.concern:
        reason = (
            f"{one.label} is concerned about measures that the State itself would carry out"
        )
        yield Objection("concern-open", f"{reason}: record the conversation about it", note(22))


def refusal(label: str, use: Use | None) -> Objection:
    """Return what a refusal, or a consent taken back, holds against a use. Source: N 22."""
    return Objection(
        "refused", f"{label} refused this use, or took consent back: {use}", note(22)
    )


def uncovered(one: Held, use: Use | None, key: str = "no-basis") -> Objection:
    """Return what stands against a use that no basis of a person covers. Source: N 11."""
    lapsed = "; the emergency basis has lapsed" if one.lapsed else ""
    return Objection(key, f"no basis of {one.label} covers this use: {use}{lapsed}", CONSENT)


def other_texts(one: Held) -> Objection:
    """Return what stands against a text where single others were agreed to. Source: N 46."""
    reason = f"{one.label} agreed to the publication of other texts, and not to this one"
    return Objection("no-basis", reason, note(46))


def _fresh(since: date | None, age: timedelta, on: date) -> bool:
    return since is not None and on - since <= age


def objections(case: Case, consent: ConsentRecorded, on: date) -> Iterator[Objection]:
    """Give what stands against recording an answer as a basis."""
    if consent.answer is Answer.LIFTED and not own(consent):
        yield _theirs(consent)
    if consent.answer is not Answer.GIVEN:
        return
    person = case.person(consent.person)
    covered = uses(consent)
    speaker = case.person(consent.spoken_by) if consent.spoken_by else None
    if not covered:
        reason = "a consent names its uses: choose a preset or single uses"
        yield Objection("no-use", reason, guidelines("5 (e)"))
    if not own(consent) and any(held(case, consent.person, use, on).refused for use in covered):
        yield _theirs(consent)
    match consent.basis:
        case Basis.CONSENT if not own(consent):
            reason = (
                f"{consent.spoken_by} spoke for {consent.person}: "
                "give that as the basis, a representative's consent or a relative's"
            )
            yield Objection("no-speaker", reason, CONSENT)
        case Basis.REPRESENTATIVE | Basis.RELATIVE:
            yield from _spoken_for(case, consent, speaker)
            if consent.basis is Basis.RELATIVE:
                yield from _able(case, consent)
        case Basis.EMERGENCY:
            yield from _emergency(case, consent, covered)
        case Basis.PUBLIC if covered - {Use.STATE}:
            reason = (
                "facts made public carry a confidential contact with the State, nothing else"
            )
            yield Objection("public-facts", reason, ours("nothing is added to what is known"))
        case _:
            pass
    if person is not None and person.child and not consent.own_view:
        reason = f"{consent.person} is a child, whose own view is recorded with any consent"
        yield Objection("child-view", reason, guidelines("5 (e)"))


def _theirs(consent: ConsentRecorded) -> Objection:
    reason = f"{consent.person} refused this use, and only {consent.person} can lift that"
    return Objection("refused", reason, note(22))


def _able(case: Case, consent: ConsentRecorded) -> Iterator[Objection]:
    """Object to a relative where, by the facts on record, the person can be asked."""
    person, received = case.person(consent.person), case.received
    child = person is not None and person.child
    if not (child or received.detained or CANNOT_SPEAK.intersection(received.kinds)):
        reason = (
            "a relative consents for a child, or for somebody dead, disappeared or held; "
            f"nothing on record says so of {consent.person}"
        )
        yield Objection("can-be-asked", reason, CONSENT)


def _spoken_for(
    case: Case, consent: ConsentRecorded, speaker: PersonNamed | None
) -> Iterator[Objection]:
    """Object to a speaker who is not of the right standing, or stands for another or nobody.

    Where several persons are concerned it has to be said for whom somebody stands.
    """
    meant = {consent.person} if len(case.concerned) > 1 else {None, consent.person}
    right: frozenset[Standing] = (
        frozenset({Standing.RELATIVE})
        if consent.basis is Basis.RELATIVE
        else frozenset({Standing.REPRESENTATIVE, Standing.COUNSEL})
    )
    source: Citation = CONSENT
    if speaker is None or speaker.standing not in right or speaker.stands_for not in meant:
        reason = (
            f"name who spoke for {consent.person}: somebody in the case who stands for "
            f"{consent.person} and is a {' or '.join(sorted(right))}"
        )
        yield Objection("no-speaker", reason, source)
    elif speaker.suspected:
        reason = (
            f"{consent.spoken_by} may be a source of the risk and cannot consent for another"
        )
        yield Objection("suspected", reason, guidelines(13))


def _emergency(
    case: Case, consent: ConsentRecorded, covered: frozenset[Use]
) -> Iterator[Objection]:
    why = ours("an emergency is a narrow door: every condition is recorded")
    through = {consent.person}.union(
        one.label or "" for one in case.persons if one.stands_for == consent.person
    )
    conditions = (
        (case.received.imminent, "there is no imminent risk to life or integrity on record"),
        (
            any(
                contact.person in through and not contact.reached
                for _, contact in case.contacts
            ),
            "no attempt to reach the person through a safe channel is logged",
        ),
        (consent.state_knows, "it has to be limited to what the State already knows"),
        (
            _agreed(frozenset(consent.confirmed_orally_by)),
            "rapporteur and Chair have to agree; by telephone is enough",
        ),
        (not covered & NEVER_IN_EMERGENCY, "an emergency is never a basis for publication"),
    )
    for met, reason in conditions:
        if not met:
            yield Objection("emergency", reason, why)


def _agreed(posts: frozenset[Post]) -> bool:
    """Return whether two offices agreed, for the rapporteur one and for the Chair another."""
    return any(chair in posts and posts & RAPPORTEURS - {chair} for chair in CHAIRS)
