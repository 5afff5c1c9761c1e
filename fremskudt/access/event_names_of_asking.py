"""What the events of asking people are called in the log; see event_names.py."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

OF_ASKING: dict[str, Promise] = {
    "answer.give": _("tog imod svar på spørgsmål"),
    # A: the citizen's page and the questions in small bites (C0-C2)
    "own_answers.open": _("åbnede sin egen side"),
    "own_answers.read": _("så sine egne svar"),
    "own_answers.share": _("sagde, om kontakten må se svarene"),
    "contact_agreement.not_now": _("sagde »ikke nu«"),
    # B: the therapist asks (T8): holds, reasons, links, the phone handed over
    "questions.read": _("så, hvor langt borgeren er med spørgsmålene"),
    "questions.ask": _("læste et spørgsmål højt for borgeren"),
    "questions.link": _("så, hvordan borgeren kan få et link til at svare"),
    "questions.stops": _("så, om der skal ventes med spørgsmål"),
    "questions.read_shared": _("så de svar, borgeren lader sin kontakt se"),
    "invitation.make": _("spurgte borgeren, om de ville svare"),
    "hold.make": _("lod spørgsmål vente"),
    "hold.lift": _("lod spørgsmål ikke vente mere"),
    "no_answer.tell": _("skrev, hvorfor der ikke er svar"),
    "no_answer.undo": _("tog grunden til, at der ikke er svar, tilbage"),
    "link.answer": _("lavede et link til at svare med"),
    # C: paper: sheets printed and typed in (L4)
    "sheet.check": _("tastede et svarark anden gang"),
    "sheet.correct": _("rettede i et tastet svarark"),
    "sheet.offer": _("så, om der kunne printes et svarark"),
    "sheet.print": _("printede et svarark"),
    "sheet.read": _("åbnede et svarark"),
    "sheet.type": _("tastede et svarark"),
    "sheets.offer": _("så, hvor mange svarark der kunne printes til en runde"),
    "sheets.print": _("printede svarark til en runde"),
    "sheets.read": _("så, hvilke svarark der venter"),
    # D: studies, waves, pseudonyms and staff forms (V1)
    "study.edit": _("ændrede en undersøgelses plan"),
    "wave.move": _("flyttede en runde"),
    "tie.read": _("så, om forbindelsen til en kode kunne klippes"),
    "tie.cut": _("klippede forbindelsen mellem borgeren og en kode"),
    "tie.cut_study": _("klippede forbindelsen til alle koder i en undersøgelse"),
    # E: rounds and the truth of who answered (L3, V2)
    "rounds.read": _("så, hvem i en runde vi skylder et spørgsmål"),
    "rounds.read_own": _("så, hvem af dem, man selv følger, der kan svare nu"),
    "team_reminder.send": _("sendte ugens liste til teamet"),
    "team_reminder.ask_leader": _("bad projektlederen se på en runde"),
    # F: messages (A6)
    "message_agreement.read": _("så, om der må skrives på sms"),
    "message_agreement.answer": _("skrev ned, om der må skrives på sms"),
    "message_agreement.stop": _("skrev STOP fra telefonen"),
    "message.send": _("skrev til borgerens telefon"),
    "message.try": _("sendte en prøve af en besked til sig selv"),
    # G: instruments in and out, licences (V3, A5)
    "instrument.publish": _("udgav en version af et skema"),
    "licence.confirm": _("bekræftede, at kommunen må bruge et skema"),
    "licence.end": _("slog et skema fra i kommunen"),
    # H: the curve (C3)
    "curve.read": _("så sine egne svar over tid"),
    "curve.print": _("udskrev sine egne svar over tid"),
}
