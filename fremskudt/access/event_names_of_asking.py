"""What the events of asking people are called in the log; see event_names.py."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_ASKING: dict[str, Promise] = {
    "answer.give": _("tog imod svar på spørgsmål"),
    # A: the citizen's page and the questions in small bites (C0-C2)
    # B: the therapist asks (T8): holds, reasons, links, the phone handed over
    # C: paper: sheets printed and typed in (L4)
    # D: studies, waves, pseudonyms and staff forms (V1)
    # E: rounds and the truth of who answered (L3, V2)
    # F: messages (A6)
    # G: instruments in and out, licences (V3, A5)
    # H: the curve (C3)
    "curve.read": _("så sine egne svar over tid"),
    "curve.print": _("udskrev sine egne svar over tid"),
}
