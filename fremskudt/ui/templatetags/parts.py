"""One template tag for each part of the screens (see /ui/), loaded in every template. Block parts are in blocks.py."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.text import slugify

from fremskudt.ui import forms, ribbon
from fremskudt.ui.blocks import register_blocks

register = template.Library()
register_blocks(register)

Context = dict[str, Any]
Pairs = Mapping[str, object] | Iterable[Sequence[object]]


def pairs(values: Pairs) -> list[Sequence[object]]:
    return list(values.items()) if isinstance(values, Mapping) else list(values)


@register.inclusion_tag("ui/page_header.html")
def page_header(title: str, lead: str = "", over: str = "") -> Context:
    """The page's h1, with a small line over it and a sentence under it."""
    return {"title": title, "lead": lead, "over": over}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*parts: str) -> Context:
    """Where one came from: label, address, label, address … (for the breadcrumb block)."""
    return {"crumbs": list(zip(parts[::2], parts[1::2], strict=True))}


@register.inclusion_tag("ui/fact_list.html")
def fact_list(facts: Pairs) -> Context:
    """Label and value, as a mapping or a list of pairs."""
    return {"facts": pairs(facts)}


@register.inclusion_tag("ui/status_chip.html")
def status_chip(word: str, look: bool = False) -> Context:
    """A word in an outline; `look=True` fills it with sand when it asks for a look."""
    return {"word": word, "look": look}


@register.inclusion_tag("ui/row.html")
def row(title: str, href: str, fact: str = "", chip: str = "", look: bool = False) -> Context:
    """One `<li>` of a `<ul class="rows">`: the whole row is one link."""
    return {"title": title, "href": href, "fact": fact, "chip": chip, "look": look}


@register.inclusion_tag("ui/reason_button.html")
def reason_button(label: str, reason: str = "", name: str = "", value: str = "", kind: str = "primary") -> Context:
    """A submit button; with a reason it is greyed and says why. The POST must answer 409 with the same sentence."""
    return {"label": label, "reason": reason, "name": name, "value": value, "kind": kind, "id": slugify(label)}


@register.inclusion_tag("ui/button_link.html")
def button_link(label: str, href: str, kind: str = "secondary", icon: str = "") -> Context:
    """A link that looks like a button: kind primary, secondary or stop; icon download or print."""
    return {"label": label, "href": href, "kind": kind, "icon": icon}


@register.inclusion_tag("ui/print_sheet.html")
def print_sheet(pdf: str, html: str = "", label: str = "") -> Context:
    """»Udskriv«: a PDF, and a plain page beside it for the one who cannot use a PDF."""
    return {"pdf": pdf, "html": html, "label": label}


@register.inclusion_tag("ui/empty_state.html")
def empty_state(text: str, label: str = "", href: str = "") -> Context:
    """Nothing here yet: what to do next, with one button."""
    return {"text": text, "label": label, "href": href}


@register.inclusion_tag("ui/progress_steps.html")
def progress_steps(steps: Iterable[Sequence[str]]) -> Context:
    """Steps as pairs of words and state: done, now or next."""
    return {"steps": list(steps)}


@register.inclusion_tag("ui/count_bars.html")
def count_bars(counts: Pairs, total: int) -> Context:
    """Parts that sum to `total`, as words, bar and number."""
    return {"counts": pairs(counts), "total": total}


@register.inclusion_tag("ui/undo_bar.html", takes_context=True)
def undo_bar(context: template.Context, text: str, action: str) -> Context:
    """What was just done, at the place of the act, with »Fortryd« posting to `action`."""
    return {"text": text, "action": action, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm, focus: bool = True) -> Context:
    """What is wrong with a form, each line a link to its field; takes the focus. Nothing when nothing is wrong."""
    problems = forms.problems(form)
    only = problems[0][1] if len(problems) == 1 and not problems[0][0] else ""
    return {"problems": problems, "only": only, "focus": focus}


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField, hint: str = "") -> Context:
    """One field of a form: label, hint, error and control; choices become rows that are pressed whole."""
    return forms.described(bound, hint)


@register.inclusion_tag("ui/scale_0_10.html")
def scale_0_10(
    name: str, legend: str, low: str, high: str, *, chosen: int | None = None, hint: str = "", error: str = ""
) -> Context:
    """0 to 10 as tiles with the words of both ends; nothing is chosen beforehand."""
    return {
        "name": name, "legend": legend, "low": low, "high": high, "chosen": chosen, "hint": hint, "error": error,
        "steps": range(11),
    }  # fmt: skip


@register.inclusion_tag("ui/scale_5.html")
def scale_5(
    name: str, legend: str, options: Pairs, *, chosen: int | None = None, hint: str = "", error: str = ""
) -> Context:
    """Five rows (code, words); the whole row is the radio button; nothing is chosen beforehand."""
    return {"name": name, "legend": legend, "options": pairs(options), "chosen": chosen, "hint": hint, "error": error}


@register.inclusion_tag("ui/person_row.html")
def person_row(
    alias: str, href: str, now: str = "", fact: str = "", chips: Iterable[str] = (), *, met: str = "", tried: str = ""
) -> Context:
    """One `<li>` about a person: alias, next thing, one fact line, chips; with `met` and `tried` the contact pair."""
    return {"alias": alias, "href": href, "now": now, "fact": fact, "chips": chips, "met": met, "tried": tried}


@register.inclusion_tag("ui/contact_pair.html")
def contact_pair(met: str, tried: str) -> Context:
    """»Vi sås« and »Jeg prøvede«, two addresses, equal in size and weight."""
    return {"met": met, "tried": tried}


@register.inclusion_tag("ui/ledger_entry.html")
def ledger_entry(when: str, text: str, who: str, correct: str = "", earlier: Iterable[str] = ()) -> Context:
    """One `<li>` of an `<ol class="ledger">`; `correct` is the address of »Ret«, `earlier` the corrected texts."""
    return {"when": when, "text": text, "who": who, "correct": correct, "earlier": list(earlier)}


@register.inclusion_tag("ui/phase_ribbon.html")
def phase_ribbon(periods: Iterable[ribbon.Period], start: date, end: date) -> Context:
    """Dated periods (lane, start_on, end_on or None) as one lane each, with the same in words beneath."""
    return {"lanes": ribbon.lanes(periods, start, end), "months": ribbon.months(start, end)}


@register.inclusion_tag("ui/timer.html")
def timer(start: datetime, end: datetime, now: datetime) -> Context:
    """How much of a meeting is left. Counted by the server, so it is right at each save without any script."""
    left = max(end - now, timedelta())
    minutes, seconds = divmod(int(left.total_seconds()), 60)
    passed = (end - start) - left
    return {
        "left": f"{minutes}.{seconds:02}", "start": start, "end": end,
        "passed": int(passed.total_seconds()), "whole": int((end - start).total_seconds()),
        "seconds": int(left.total_seconds()),
    }  # fmt: skip
