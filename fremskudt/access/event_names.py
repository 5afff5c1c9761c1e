"""What an event is called where people read the log: »Tea så navn og kontaktoplysninger«. Keys never change."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fremskudt.access.audit import Purpose

# Each goes on from a name: »Tea …«. A name stays for as long as a log may hold the key.
EVENT_NAMES: dict[str, Promise] = {
    # a citizen's case
    "caseload.read": _("så borgeren på sin liste"),
    "citizen.read": _("så sagen"),
    "citizen.create": _("oprettede borgeren"),
    "citizen.search": _("søgte blandt sine borgere"),
    "identity.read": _("så navn og kontaktoplysninger"),
    "identity.write": _("skrev navn eller kontaktoplysninger"),
    "assignment.start": _("gav en medarbejder ansvaret for at følge borgeren"),
    "assignment.end": _("afsluttede, at en medarbejder følger borgeren"),
    "assignment.undo": _("fortrød fordelingen"),
    "distribution.read": _("så, hvem der følger borgeren"),
    "door.open": _("åbnede den lukkede dør med en grund"),
    "door.failed": _("prøvede at åbne en lukket dør med en kode, der ikke passer"),
    "doors.read": _("så de åbnede døre"),
    "door.close": _("lukkede døren igen"),
    "door.seen": _("så efter, at døren var åbnet"),
    "barring.set": _("spærrede en medarbejder fra sagen"),
    "barring.lift_asked": _("bad om at få en spærring ophævet"),
    "barring.lifted": _("ophævede en spærring"),
    "barring.read": _("så en spærring"),
    "citizen_log.read": _("så, hvem der har set sagen"),
    "citizen_log.print": _("udskrev, hvem der har set sagen"),
    "link.give": _("gav borgeren et personligt link"),
    "link.revoke": _("lukkede et personligt link"),
    "link.open": _("åbnede sit personlige link"),
    "link.guessing": _("prøvede mange links, der ikke findes"),
    "own_log.read": _("så sine egne papirer"),
    # the course and its page
    # today, contacts, urgent requests
    # plan, story, my sheet
    # letters, pick-ups, appointments
    # safety, visits, tours, team
    # transition, pause, farewell, return
    # the list, duplicates, participants
    # overview, hours, steering
    # staff forms
    # house rules and areas
    # people who log in
    "login.success": _("loggede ind"),
    "login.failed": _("prøvede at logge ind"),
    "sign_in_link.ask": _("bad om et link til at logge ind med"),
    "sign_in_link.use": _("loggede ind med et link"),
    "session.lock": _("låste skærmen"),
    "session.unlock": _("låste skærmen op"),
    "logout": _("loggede ud"),
    "provider.add": _("knyttede kommunens login til sin bruger"),
    "factor.add": _("tilføjede en måde at bekræfte sit login på"),
    "factor.remove": _("fjernede en måde at bekræfte sit login på"),
    "password.change": _("skiftede adgangskode"),
    "session.end": _("afsluttede et login"),
    "device.know": _("lod en enhed blive husket"),
    "device.end": _("lod en enhed blive glemt"),
    "profile.edit": _("rettede sin profil"),
    "invitation.send": _("sendte en invitation"),
    "invitation.accept": _("tog imod en invitation"),
    "invitation.revoke": _("trak en invitation tilbage"),
    "membership.add": _("gav en rolle"),
    "membership.end": _("fjernede en rolle"),
    "access.close": _("lukkede en brugers adgang"),
    "access.reopen": _("åbnede en brugers adgang igen"),
    "organisation.create": _("oprettede en organisation"),
    "organisation.change": _("rettede en organisation"),
    "municipality.change": _("ændrede kommunens indstillinger"),
    # looking after the log and the keys
    "log_check.draw": _("trak månedens stikprøve af opslag"),
    "log_check.read": _("så stikprøven af opslag"),
    "log_check.verdict": _("vurderede et opslag i stikprøven"),
    "log_check.sign": _("skrev under på stikprøven"),
    "log.search": _("søgte i loggen"),
    "log.export": _("hentede linjer fra loggen som fil"),
    "keys.rotate": _("skiftede hovednøglen"),
    "keys.retire": _("slettede en gammel hovednøgle"),
    # studies
    "study.create": _("oprettede en undersøgelse"),
    "turnout.read": _("så, hvem der mangler at svare"),
    "upload.keep": _("lagde en fil klar til indlæsning"),
    "upload.drop": _("kasserede en fil, der ventede"),
    "delivery.take_in": _("indlæste en fil"),
    "extract.make": _("dannede et udtræk"),
    "extract.download": _("hentede et udtræk"),
    "run.carry_out": _("regnede planen"),
    "run.download": _("hentede tal eller rapport"),
}

PURPOSE_NAMES: dict[Purpose, Promise] = {
    Purpose.CARE: _("Hjælpe borgeren"),
    Purpose.ADMINISTRATION: _("Passe huset"),
    Purpose.CHECK: _("Se efter"),
    Purpose.DOOR: _("Lukket dør"),
    Purpose.OWN: _("Egne oplysninger"),
    Purpose.EVALUATION: _("Evaluering"),
}
