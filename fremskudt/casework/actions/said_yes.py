"""The one door from a tip to a citizen's record (design.md 1): the person said yes, and to what.

Either all of it is written or nothing: the citizen, the course, how they were found, the yes, what the tipster's house
may know, and the step on the tip. The tip's own line of it names no citizen; only the row SaidYes ties the two.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from fremskudt.access import audit
from fremskudt.access.audit import Purpose as Why
from fremskudt.access.models import User
from fremskudt.basics.verdict import require
from fremskudt.casework.actions import case as cases
from fremskudt.casework.actions import channel, consent
from fremskudt.casework.actions.citizen import create
from fremskudt.casework.models import Case, Citizen, ConsentEntry, SaidYes
from fremskudt.casework.rules import said_yes as rules
from fremskudt.casework.rules.channel import WayIn
from fremskudt.casework.rules.consent import Answer, Direction, Purpose, Recipient, Topic
from fremskudt.casework.rules.undo import may_undo
from fremskudt.casework.selectors.own_consents import newest_case
from fremskudt.casework.selectors.said_yes import verdict_on
from fremskudt.partnership.actions.tip_step import step
from fremskudt.partnership.models import Tip
from fremskudt.partnership.rules.tip import Step


@dataclass(frozen=True)
class Said:
    """The yes as it is kept: how and to whom it was said, to which words, when, and whether the house may know."""

    form: str
    witness: str
    words: str
    at: datetime
    told: bool

    @property
    def on(self) -> date:
        return timezone.localdate(self.at)


def begin(
    *, tip: Tip, alias: str, form: str, witness: str, words: str, said_at: datetime, told: bool, companion: str = "",
    by: User, apart_from: Iterable[Citizen] = (), birth_year: int | None = None,
) -> Citizen:  # fmt: skip
    """The tip's person becomes a citizen with a course that begins the day they said yes. AliasTakenError as in create.

    `told`: they also said yes to the tipster's house knowing that there is a contact. `companion` only as they wished.
    Two who press at once make one record: the second meets 409, and the same press again the same citizen.
    """
    said = Said(form, witness, words, said_at, told)
    with transaction.atomic():
        held = _locked(tip)
        if already := pressed_before(held, by, alias=alias):
            return already
        _require(held, said)
        citizen = create(
            municipality=held.municipality, alias=alias, birth_year=birth_year, apart_from=apart_from, by=by
        )
        case, way = newest_case(citizen), way_in(held, said.on, companion)
        if way.found_where or way.found_by or way.companion:
            channel.write(case=case, way=way, by=by)
        _record(held, citizen, case, said, by)
    return citizen


def tie(
    *, tip: Tip, citizen: Citizen, form: str, witness: str, words: str, said_at: datetime, told: bool, by: User
) -> None:
    """The tip's person is one whom `by` follows already: the yes is kept with them, and no new record is made."""
    said = Said(form, witness, words, said_at, told)
    with transaction.atomic():
        held = _locked(tip)
        if pressed_before(held, by, pk=citizen.pk):
            return
        _require(held, said)
        _record(held, citizen, cases.in_writing(newest_case(citizen)), said, by)


def pressed_before(tip: Tip, by: User, **same: object) -> Citizen | None:
    """Whom the same press made a moment ago: the same person, pressed by the same hand."""
    wanted = {f"citizen__{name}": value for name, value in same.items()}
    row = SaidYes.objects.filter(tip=tip, by=by, **wanted).select_related("citizen").first()
    return row.citizen if row and may_undo(row.made_at, timezone.now()) else None


def way_in(tip: Tip, on: date, companion: str) -> WayIn:
    """How they were found, as far as the kinds of place and house tell; what they do not tell stays open."""
    where, by_whom = rules.FOUND_WHERE.get(tip.place), rules.FOUND_BY.get(tip.organisation.kind)
    return WayIn(on, where, by_whom, companion=companion)


def _record(tip: Tip, citizen: Citizen, case: Case, said: Said, by: User) -> None:
    cases.start(case=case, on=said.on, by=by)
    SaidYes.objects.create(
        tip=tip, citizen=citizen, form=said.form, witness=said.witness, words=said.words, said_at=said.at,
        feedback=_let_house_know(tip, case, said, by) if said.told else None, made_at=timezone.now(), by=by,
    )  # fmt: skip
    step(tip=tip, kind=Step.SAID_YES, by=by)
    audit.record(
        by=by, action="said_yes.record", subject=citizen.key, purpose=Why.CARE, fields="coded,free_text,identifying"
    )


def _let_house_know(tip: Tip, case: Case, said: Said, by: User) -> ConsentEntry:
    """An entry for this purpose alone: no list, page or message of the house opens by it."""
    return consent.answer(
        case=case, recipient=Recipient(organisation=tip.organisation_id), answer=Answer.YES, purpose=Purpose.FEEDBACK,
        topics=[Topic.APPOINTMENTS], direction=Direction.TELL, form=said.form, witness=said.witness, place="",
        words=gettext(rules.TO_SAY_OF_HOUSE) % {"house": tip.organisation.name}, said_at=said.at,
        until_on=rules.told_until(said.on), by=by,
    )  # fmt: skip


def _locked(tip: Tip) -> Tip:
    """The tip, held to the end of the transaction, so that two who press at once take turns."""
    held = Tip.objects.select_for_update(of=("self",)).select_related("municipality", "organisation")
    return held.get(pk=tip.pk)


def _require(tip: Tip, said: Said) -> None:
    require(verdict_on(tip))
    heard = rules.Heard(said.form, said.witness, said.on)
    require(rules.may_hear(heard, today=timezone.localdate(), known_on=tip.week_on))
