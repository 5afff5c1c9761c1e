"""Each ledger of a course as lines of one shape, so that the database can lay them in one order in one question."""

from collections.abc import Callable
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    F,
    IntegerField,
    QuerySet,
    Value,
    When,
)  # fmt: skip
from django.db.models import Case as Choice
from django.db.models.functions import Cast, Coalesce, Concat

from fremskudt.casework.models import (
    Appointment,
    ConsentEnd,
    ConsentEntry,
    Contact,
    ContactAgreement,
    Ending,
    GoalNote,
    Letter,
    Pause,
    PeerContact,
    PhaseInterval,
    SaidYes,
    SmallStep,
    Transition,
    TreatmentPlan,
    TreatmentRequest,
)  # fmt: skip
from fremskudt.casework.models.case import CaseQuerySet
from fremskudt.casework.rules.timeline import Kind

Lines = QuerySet[Any, Any]
NAMES = ["what", "row", "at", "made", "who", "number", "code", "place", "way", "words", "until", "is_set", "replaced"]
COLUMNS = [f"line_{name}" for name in NAMES]


def lines(
    entries: QuerySet[Any], what: str, *, at: F, by: str = "by__name", number: str = "", code: str = "",
    place: str = "", way: str = "", words: str = "", until: str = "", is_set: str = "", replaced: str = "",
) -> Lines:  # fmt: skip
    """The entries under names that all kinds share. What a kind has not is empty, of the same type everywhere."""

    def text(name: str) -> Any:
        return Cast(F(name) if name else Value(""), CharField(max_length=4000))

    values = {
        "what": Cast(Value(what), CharField(max_length=20)),
        "row": F("pk"),
        "at": Cast(at, DateTimeField()),
        "made": F("made_at"),
        "who": text(by),
        "number": Cast(F(number) if number else Value(0), IntegerField()),
        "code": text(code),
        "place": text(place),
        "way": text(way),
        "words": text(words),
        "until": Cast(F(until) if until else Value(None), DateField()),
        "is_set": Cast(F(is_set) if is_set else Value(False), BooleanField()),
        "replaced": Cast(F(replaced) if replaced else Value(None), IntegerField()),
    }
    named: Lines = entries.order_by().annotate(**{f"line_{name}": values[name] for name in NAMES})
    return named.values_list(*COLUMNS)


def contacts(found: QuerySet[Contact]) -> Lines:
    return lines(
        found, "contact", at=F("at"), code="outcome", place="place", way="way", words="note", number="minutes",
        replaced="replaces",
    )  # fmt: skip


def phases(found: QuerySet[PhaseInterval]) -> Lines:
    return lines(
        found, "phase", at=F("start_on"), number="phase", until="end_on", words="reason", is_set="is_by_plan",
        replaced="replaces",
    )  # fmt: skip


def standing(courses: CaseQuerySet, kind: str) -> list[Lines]:
    """The lines that hold, of one kind or of all, each ledger by itself."""
    within = {"case__in": courses.values("pk")}
    by_kind: dict[str, Callable[[], list[Lines]]] = {
        Kind.CONTACT: lambda: [
            contacts(Contact.objects.standing().filter(**within)),
            lines(PeerContact.objects.filter(undone_at=None, **within), "peer", at=F("at"), place="place"),
        ],
        Kind.STEP: lambda: [lines(SmallStep.objects.filter(**within), "step", at=F("on"), code="kind", words="words")],
        Kind.AGREEMENT: lambda: _agreements(within),
        Kind.PHASE: lambda: [phases(PhaseInterval.objects.standing().filter(**within))],
        Kind.PLAN: lambda: _plans(within),
        Kind.PAUSE: lambda: _pauses(within),
        Kind.FAREWELL: lambda: _courses(courses, within),
        Kind.LETTER: lambda: [
            lines(Letter.objects.filter(**within), "letter", at=F("made_at"), words="line", until="deadline_on")
        ],
        Kind.CONSENT: lambda: _consents(courses),
    }
    return [line for each in ([Kind(kind)] if kind else list(Kind)) for line in by_kind[each]()]


def _agreements(within: dict[str, Any]) -> list[Lines]:
    appointments = Appointment.objects.filter(**within)
    agreements = ContactAgreement.objects.filter(**within)
    return [
        lines(appointments, "appointment", at=F("at"), code="outcome", place="place", words="what_for"),
        lines(agreements, "agreement", at=F("made_at"), number="every_days", way="way", place="place",
              words="own_words"),
    ]  # fmt: skip


def _plans(within: dict[str, Any]) -> list[Lines]:
    plans = TreatmentPlan.objects.filter(in_force_on__isnull=False, **within)
    requests = TreatmentRequest.objects.filter(**within)
    begun = requests.filter(begun_on__isnull=False)
    return [
        lines(plans, "plan", at=F("in_force_on"), by="in_force_by__name", number="version", until="review_on"),
        lines(GoalNote.objects.filter(**within), "goal_note", at=F("on"), code="progress", words="own_words"),
        lines(requests.filter(withdrawn_at=None), "asked", at=F("asked_on")),
        lines(begun, "begun", at=F("begun_on"), words="late_reason"),
    ]


def _pauses(within: dict[str, Any]) -> list[Lines]:
    pauses = Pause.objects.filter(**within)
    over = pauses.filter(ended_on__isnull=False)
    return [
        lines(pauses, "pause", at=F("began_on"), code="cause", until="look_again_on"),
        lines(over, "pause_over", at=F("ended_on"), by="ended_by__name"),
    ]


def _consents(courses: CaseQuerySet) -> list[Lines]:
    """Answers about who may know what, and each yes that was withdrawn. Who it was to stands as the place."""
    about = courses.values("citizen")
    answers = _to(ConsentEntry.objects.filter(citizen__in=about), "")
    stopped = ConsentEnd.objects.filter(entry__citizen__in=about, why="withdrawn").annotate(made_at=F("at"))
    return [
        lines(answers, "consent", at=F("said_at"), code="answer", place="told_to", way="topics", until="until_on"),
        lines(_to(stopped, "entry__"), "consent_end", at=F("at"), place="told_to"),
    ]


def _to(found: QuerySet[Any], entry: str) -> QuerySet[Any]:
    """With whom it was about as `told_to`: »Palle, Værestedet«, a house, or somebody outside as they were named."""
    house, person = F(f"{entry}organisation__name"), F(f"{entry}user__name")
    text = CharField(max_length=300)
    named = Concat(person, Value(", "), house, output_field=text)
    outside = Cast(F(f"{entry}outside"), text)
    is_person = {f"{entry}user__isnull": False}
    told_to = Choice(When(**is_person, then=named), default=Coalesce(house, outside))
    to_somebody: QuerySet[Any] = found.annotate(told_to=told_to)
    return to_somebody


def _courses(courses: CaseQuerySet, within: dict[str, Any]) -> list[Lines]:
    endings = Ending.objects.filter(**within)
    return [
        lines(courses, "course", at=F("found_on"), number="number"),
        lines(SaidYes.objects.filter(tip__isnull=False, citizen__in=courses.values("citizen")), "tip", at=F("said_at")),
        lines(courses.filter(started_on__isnull=False), "start", at=F("started_on"), number="number"),
        lines(Transition.objects.filter(**within), "transition", at=F("chosen_on"), code="target",
              words="target_words"),
        lines(endings, "ending", at=F("on"), number="reason", code="onward", words="onward_words"),
    ]  # fmt: skip
