"""Lines of the timeline as sentences, and the sentence about the rhythm."""

from collections.abc import Callable
from datetime import date, datetime

from django import template
from django.template import defaultfilters
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from fremskudt.casework.rules.consent import TOPICS, Answer
from fremskudt.casework.rules.contact import HELP, OUTCOMES, PLACES, STEPS, WAYS, Outcome, Place
from fremskudt.casework.rules.ending import TARGETS
from fremskudt.casework.rules.pause import CAUSES
from fremskudt.casework.rules.phase import PHASES
from fremskudt.casework.rules.plan import PROGRESS
from fremskudt.casework.selectors.citizen_page import Rhythm
from fremskudt.casework.selectors.timeline import Line

register = template.Library()


@register.filter
def timeline_words(line: Line) -> str:
    """What happened, as one sentence or two."""
    return " ".join(part for part in (SENTENCES[line.what](line), _quoted(line)) if part)


@register.filter
def timeline_earlier(line: Line) -> list[str]:
    """What the line said before it was corrected, the newest first."""
    return [f"{timeline_day(old)}: {timeline_words(old)}" for old in line.earlier]


@register.filter
def timeline_day(line: Line) -> str:
    """The day in words; of a contact and an appointment the time too."""
    form = "j. F Y \\k\\l. H.i" if line.what in {"contact", "appointment", "consent_end"} else "j. F Y"
    return _in_words(line.at, form)


@register.filter
def rhythm_words(rhythm: Rhythm) -> str:
    """»Set for 9 dage siden · aftalt 7«: the fact, and nobody's fault."""
    agreed = gettext("aftalt %(days)d") % {"days": rhythm.every_days} if rhythm.every_days else ""
    return " · ".join(part for part in (_seen(rhythm.met_days), _tried(rhythm.tried_days), agreed) if part)


def _seen(days: int | None) -> str:
    if days is None:
        return gettext("Ikke set endnu")
    if days == 0:
        return gettext("Set i dag")
    return ngettext("Set for %(days)d dag siden", "Set for %(days)d dage siden", days) % {"days": days}


def _tried(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return gettext("prøvet i dag")
    return ngettext("prøvet for %(days)d dag siden", "prøvet for %(days)d dage siden", days) % {"days": days}


def _contact(line: Line) -> str:
    where = WAYS[line.way] if line.place == Place.NOWHERE else PLACES[line.place]
    is_away = line.code == Outcome.MET and line.place == Place.NOWHERE
    outcome = gettext("I kontakt") if is_away else gettext(OUTCOMES[line.code])
    said = f"{outcome}." if line.code == Outcome.NOT_HOME else f"{outcome}: {_low(where)}."
    minutes = line.number if line.code == Outcome.MET else 0
    took = gettext("%(minutes)d min.") % {"minutes": minutes} if minutes else ""
    help_given = ", ".join(_low(HELP[kind]) for kind in line.help_given)
    helped = gettext("Praktisk hjælp: %(kinds)s.") % {"kinds": help_given} if help_given else ""
    return " ".join(part for part in (said, took, helped) if part)


def _appointment(line: Line) -> str:
    names = {
        "": gettext("Aftale: %(place)s."),
        "held": gettext("Aftale, der blev holdt: %(place)s."),
        "missed": gettext("Vi sås ikke til aftalen: %(place)s."),
        "called_off": gettext("Aftale, der blev aflyst eller flyttet: %(place)s."),
    }
    return names[line.code] % {"place": _low(PLACES[line.place])}


def _agreement(line: Line) -> str:
    every = ngettext("hver dag", "hver %(days)d. dag", line.number or 0) % {"days": line.number or 0}
    wanted = [every if line.number else "", _low(WAYS.get(line.way, "")), _low(PLACES.get(line.place, ""))]
    told = ", ".join(part for part in wanted if part)
    return gettext("Aftalt om kontakt: %(told)s.") % {"told": told} if told else gettext("Aftalt om kontakt.")


def _phase(line: Line) -> str:
    values = {"phase": gettext(PHASES[line.number or 0]), "last": _in_words(line.until)}
    if line.until:
        return gettext("Periode: %(phase)s, til %(last)s.") % values
    return gettext("Periode begynder: %(phase)s.") % values


def _plan(line: Line) -> str:
    values = {"version": line.number, "day": _in_words(line.until)}
    if line.until:
        return gettext("Planen er i kraft, %(version)s. udgave. I ser på den igen %(day)s.") % values
    return gettext("Planen er i kraft, %(version)s. udgave.") % values


def _goal_note(line: Line) -> str:
    return gettext("Om et mål: %(progress)s.") % {"progress": _low(PROGRESS.get(line.code, line.code))}


def _pause(line: Line) -> str:
    values = {"cause": _low(CAUSES[line.code]), "day": _in_words(line.until)}
    return gettext("Holder pause: %(cause)s. I ser på det igen %(day)s.") % values


def _letter(line: Line) -> str:
    if line.until:
        return gettext("Brev med frist %(day)s:") % {"day": _in_words(line.until)}
    return gettext("Brev:")


def _transition(line: Line) -> str:
    return gettext("Videre til: %(target)s.") % {"target": _low(TARGETS[line.code])}


def _ending(line: Line) -> str:
    return gettext("Farvel for nu. Næste skridt: %(onward)s.") % {"onward": _low(TARGETS[line.code])}


def _consent(line: Line) -> str:
    told = {
        "who": line.place, "topics": ", ".join(gettext(TOPICS[topic]) for topic in line.way.split()),
        "day": _in_words(line.until),
    }  # fmt: skip
    if line.code == Answer.YES:
        return gettext("Ja: %(who)s må vide: %(topics)s. Til %(day)s.") % told
    if line.code == Answer.NO:
        return gettext("Nej: %(who)s må ikke vide: %(topics)s.") % told
    return gettext("Ikke nu: spurgt om %(who)s.") % told


def _course(line: Line) -> str:
    if line.number == 1:
        return gettext("Her fik vi øje på borgeren.")
    return gettext("Kom igen. Forløb %(number)s begynder.") % {"number": line.number}


def _quoted(line: Line) -> str:
    """What somebody wrote; the citizen's own words in quotation marks."""
    own = line.what in {"goal_note", "agreement"}
    return f"»{line.words}«" if line.words and own else line.words or ""


def _low(word: str) -> str:
    """A name of a code inside a sentence. A word in capitals, SMS, stays as it is."""
    said = gettext(word) if word else ""
    return said if said[:2].isupper() else said[:1].lower() + said[1:]


def _in_words(day: date | None, form: str = "j. F Y") -> str:
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    return defaultfilters.date(local, form) if local else ""


SENTENCES: dict[str, Callable[[Line], str]] = {
    "contact": _contact,
    "peer": lambda line: gettext("Sammen med en peer: %(place)s.") % {"place": _low(PLACES[line.place])},
    "step": lambda line: gettext("Et lille skridt: %(step)s.") % {"step": _low(STEPS[line.code])},
    "appointment": _appointment,
    "agreement": _agreement,
    "phase": _phase,
    "plan": _plan,
    "goal_note": _goal_note,
    "asked": lambda line: gettext("Har bedt om behandling. Fristen på 14 dage begynder."),
    "begun": lambda line: gettext("Behandlingen er begyndt."),
    "pause": _pause,
    "pause_over": lambda line: gettext("Pausen er slut."),
    "letter": _letter,
    "course": _course,
    "tip": lambda line: gettext("Det begyndte med et praj."),
    "start": lambda line: gettext("Har sagt ja til at være med."),
    "transition": _transition,
    "ending": _ending,
    "consent": _consent,
    "consent_end": lambda line: gettext("Et ja er trukket tilbage: %(who)s.") % {"who": line.place},
}
