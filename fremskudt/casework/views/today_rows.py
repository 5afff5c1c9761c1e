"""The lines of »I dag« in words, each with the page that it leads to."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fremskudt.basics.words import gettext_noop
from fremskudt.casework.rules import rhythm
from fremskudt.casework.rules.contact import PLACES
from fremskudt.casework.rules.meeting import KINDS as MEETINGS
from fremskudt.casework.rules.safety import NOTICES
from fremskudt.casework.rules.today import Course, Kind, Thing
from fremskudt.casework.selectors.draft import contact_of


@dataclass(frozen=True)
class Row:
    """One line; `act` is the address of the one thing that is pressed, `press` its word."""

    title: str
    fact: str = ""
    href: str = ""
    met: str = ""
    tried: str = ""
    act: str = ""
    press: str = ""


# Where a line leads, the first of these pages that exists. »pk« is the number of what it is about.
PAGES: dict[Kind, tuple[str, ...]] = {
    Kind.APPOINTMENT: ("appointment pk", "papers"), Kind.UNANSWERED: ("appointment pk", "papers"),
    Kind.MISSED: ("appointment pk", "papers"), Kind.NOT_FETCHED: ("papers",), Kind.STEP: ("transition",),
    Kind.LETTER: ("letter pk", "papers"), Kind.REVIEW: ("plan",), Kind.PAUSE: ("pause",),
    Kind.FOLLOW_UP: ("follow_up pk", "follow_up"), Kind.NOTICE: ("safety",), Kind.DRAFT: ("contact pk",),
    Kind.CONSENT: ("consent",),
}  # fmt: skip


AT_A_TIME: dict[Kind, str] = {
    Kind.UNANSWERED: gettext_noop("Aftalt %(when)s. Hvordan gik det?"),
    Kind.MISSED: gettext_noop("I sås ikke %(when)s."),
    Kind.DRAFT: gettext_noop("Din kladde fra %(when)s venter."),
}
ON_A_DAY: dict[Kind, str] = {
    Kind.NOT_FETCHED: gettext_noop("Ikke hentet %(when)s: %(what)s"),
    Kind.STEP: gettext_noop("Skridt %(when)s: %(what)s"),
    Kind.DOCTOR: gettext_noop("Samtale med læge: ikke noteret"),
    Kind.LETTER: gettext_noop("Brev, frist %(when)s: %(what)s"),
    Kind.REVIEW: gettext_noop("Se på planen igen: %(when)s"),
    Kind.PAUSE: gettext_noop("Holder pause. Se på det igen: %(when)s"),
    Kind.FOLLOW_UP: gettext_noop("Hvordan går det bagefter? %(when)s"),
    Kind.NOTICE: gettext_noop("%(what)s. Ses på igen: %(when)s"),
}


def row_of(thing: Thing, now: datetime) -> Row:
    if thing.kind in ASKS:
        return ASKS[thing.kind](thing, now)
    if thing.kind is Kind.OVERDUE:
        title = _("Ring til %(name)s nu") % {"name": thing.name.split(" ")[0]}
        return Row(title, _("Ventet tilbage kl. %(at)s.") % {"at": clock(thing.at)}, address("team"))
    if thing.kind is Kind.SLIPPED and thing.course:
        return _person(thing.course, since(thing.course, now.date()))
    if thing.kind is Kind.MEETING:
        return Row(_(MEETINGS[thing.words]), clock(thing.at), address("meeting", thing.pk))
    if thing.kind is Kind.TASK:
        return _task(thing, now.date())
    alias = thing.course.alias if thing.course else ""
    return Row(alias, words_of(thing, now), page_of(thing))


def next_row(thing: Thing, now: datetime) -> Row:
    """The next appointment: who and where; what it is for stands beneath."""
    place = _(PLACES[thing.place]) if thing.place in PLACES else ""
    row = _person(thing.course, place) if thing.course else Row(place)
    return Row(row.title, place.lower(), page_of(thing), row.met, row.tried)


def words_of(thing: Thing, now: datetime) -> str:
    """What a line says, after the alias."""
    today, when = now.date(), day_words(thing.on, now.date())
    if thing.kind is Kind.APPOINTMENT:
        return f"{clock(thing.at)} · {thing.words or place_of(thing)}"
    if thing.kind is Kind.CLOCK:
        return clock_words(thing.on, today)
    if thing.kind is Kind.CONSENT:
        n = int(thing.words)
        told = ngettext("%(n)d ja udløber %(when)s", "%(n)d ja udløber, det første %(when)s", n)
        return told % {"n": n, "when": when}
    if thing.kind in AT_A_TIME:
        return _(AT_A_TIME[thing.kind]) % {"when": moment(thing.at, today)}
    words = _(NOTICES.get(thing.words, NOTICES["other"])) if thing.kind is Kind.NOTICE else thing.words
    return _(ON_A_DAY[thing.kind]) % {"when": when, "what": words} if thing.kind in ON_A_DAY else ""


def since(course: Course, today: date) -> str:
    """»Set for 19 dage siden · aftalt: hver uge«, and the last try where it is newer."""
    days = course.days_since(today)
    seen = _("Set for %(ago)s") if course.reached_at else _("Ikke mødt endnu, fundet for %(ago)s")
    said = [seen % {"ago": ago(days)}, _("aftalt: %(rhythm)s") % {"rhythm": rhythm_words(course.every_days)}]
    if course.tried_at and (course.reached_at is None or course.tried_at > course.reached_at):
        said.append(_("prøvet for %(ago)s") % {"ago": ago((today - course.tried_at.date()).days)})
    return " · ".join(said)


def ago(days: int) -> str:
    return ngettext("%(n)d dag siden", "%(n)d dage siden", days) % {"n": days}


def rhythm_words(every_days: int | None) -> str:
    days = every_days or rhythm.DEFAULT_EVERY_DAYS
    if days == 7:
        return _("hver uge")
    return _("hver dag") if days == 1 else _("hver %(n)d. dag") % {"n": days}


def clock_words(due_on: date | None, today: date) -> str:
    """How much is left of the fourteen days."""
    left = (due_on - today).days if due_on else 0
    if left < 0:
        return _("14 dage fra henvendelse: udløb %(when)s") % {"when": day_words(due_on, today)}
    return ngettext("14 dage fra henvendelse: %(n)d dag igen", "14 dage fra henvendelse: %(n)d dage igen", left) % {
        "n": left
    }


def safety_words(notices: Iterable[Thing]) -> str:
    """»Gå to · ses igen senest 3. januar«: what holds, each kind once, and the first day it is looked at again."""
    held = list(notices)
    if not held:
        return ""
    kinds = ", ".join(dict.fromkeys(_(NOTICES.get(one.words, NOTICES["other"])) for one in held))
    until = formats.date_format(min(one.on for one in held if one.on), "j. F")
    return _("%(kinds)s · ses igen senest %(day)s") % {"kinds": kinds, "day": until}


def place_of(thing: Thing) -> str:
    return _(PLACES[thing.place]) if thing.place in PLACES else ""


def clock(at: datetime | None) -> str:
    return formats.date_format(at, "H.i") if at else ""


def day_words(on: date | None, today: date) -> str:
    if on is None:
        return ""
    near = {0: _("i dag"), 1: _("i morgen"), -1: _("i går")}
    return near.get((on - today).days) or formats.date_format(on, "j. F")


def moment(at: datetime | None, today: date) -> str:
    if at is None:
        return ""
    return _("%(day)s kl. %(at)s") % {"day": day_words(at.date(), today), "at": clock(at)}


def _asked(thing: Thing, now: datetime) -> Row:
    """Somebody asks for help today: who only where the reader follows them, else where, coarsely."""
    who = thing.course.alias if thing.course else ""
    title = " · ".join(one for one in (who, _("Beder om hjælp i dag")) if one)
    is_today = thing.at is not None and thing.at.date() == now.date()
    asked = _("kl. %(at)s") % {"at": clock(thing.at)} if is_today else moment(thing.at, now.date())
    by = _("skrevet af %(name)s") % {"name": thing.name.split(" ")[0]}
    fact = " · ".join(one for one in (asked, thing.place, thing.words, by) if one)
    take = thing.kind is Kind.ASKED
    name, press = ("urgent_take", _("Tag den")) if take else ("urgent_close", _("Luk den"))
    href = reverse("casework:citizen", args=[thing.course.code]) if thing.course else ""
    return Row(title, fact, href, act=reverse(f"casework:{name}", args=[thing.pk]), press=press)


def _call(thing: Thing, now: datetime) -> Row:
    """Somebody asks to be rung today. What they wrote is opened on a page of its own, with an event."""
    who = thing.course.alias if thing.course else ""
    title = " · ".join(one for one in (who, _("Beder om at blive ringet op i dag")) if one)
    fact = " · ".join(one for one in (moment(thing.at, now.date()), thing.place) if one)
    return Row(title, fact, reverse("casework:call_request", args=[thing.words]))


ASKS: dict[Kind, Callable[[Thing, datetime], Row]] = {Kind.ASKED: _asked, Kind.TAKEN: _asked, Kind.CALL: _call}


def _task(thing: Thing, today: date) -> Row:
    """One's own task, done in one press; of one from before the day that was agreed."""
    agreed = _("aftalt til %(when)s") % {"when": day_words(thing.on, today)} if thing.on and thing.on < today else ""
    press = f"{reverse('casework:task_done')}?opgave={thing.pk}"
    if thing.course is None:
        return Row(thing.words, agreed, act=press, press=_("Gjort"))
    fact = " · ".join(one for one in (thing.words, agreed) if one)
    return Row(thing.course.alias, fact, page_of(thing), act=press, press=_("Gjort"))


def _person(course: Course, fact: str) -> Row:
    pair = [reverse(f"casework:{name}", args=[course.code]) for name in ("contact_met", "contact_tried")]
    return Row(course.alias, fact, reverse("casework:citizen", args=[course.code]), *pair)


def page_of(thing: Thing) -> str:
    """The page a line is about; the citizen's own where that part is not there."""
    if thing.course is None:
        return ""
    number = contact_of(thing.words) if thing.kind is Kind.DRAFT else thing.pk
    for page in PAGES.get(thing.kind, ()):
        name, _sep, with_pk = page.partition(" ")
        if found := address(name, thing.course.code, *([number] if with_pk else [])):
            return found
    return address("citizen", thing.course.code)


def address(name: str, *args: object) -> str:
    """Where a page of the field work is; nothing where it is not part of this installation."""
    try:
        return reverse(f"casework:{name}", args=args)
    except NoReverseMatch:
        return ""
