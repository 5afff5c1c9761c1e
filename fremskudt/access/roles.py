"""Who may do what, as code. The keys are stored and never change; the reasons are read on the page »Hvem må hvad«."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    """What a person may do, named noun_verb."""

    PROFILE_EDIT = "profile_edit"
    CASELOAD_READ = "caseload_read"
    CASE_WRITE = "case_write"
    TEAM_JOIN = "team_join"
    INCIDENT_WRITE = "incident_write"
    INCIDENT_READ = "incident_read"
    STAFF_FORM_FILL = "staff_form_fill"
    HOURS_EDIT = "hours_edit"
    HOUSE_RULES_EDIT = "house_rules_edit"
    OVERVIEW_READ = "overview_read"
    PARTICIPANTS_READ = "participants_read"
    PARTICIPANTS_EXPORT = "participants_export"
    STEERING_READ = "steering_read"
    AGREED_READ = "agreed_read"
    SHARED_READ = "shared_read"
    MEETING_JOIN = "meeting_join"
    MEETING_CHAIR = "meeting_chair"
    TASKS_EDIT = "tasks_edit"
    SPARRING_JOIN = "sparring_join"
    SPARRING_EDIT = "sparring_edit"
    CONSENT_CHECK = "consent_check"
    TIP_ADD = "tip_add"
    TIP_ANSWER = "tip_answer"
    CALL_TAKE = "call_take"
    UNMET_READ = "unmet_read"
    VISIBILITY_EDIT = "visibility_edit"
    PARTNERS_EDIT = "partners_edit"
    AGREEMENT_READ = "agreement_read"
    AGREEMENT_SIGN = "agreement_sign"
    ACTIVITY_EDIT = "activity_edit"
    CARDS_READ = "cards_read"
    PEER_DAY = "peer_day"
    BOUNDARY_SIGN = "boundary_sign"
    WORDS_EDIT = "words_edit"
    CITIZEN_CREATE = "citizen_create"
    IDENTITY_READ = "identity_read"
    IDENTITY_EDIT = "identity_edit"
    CASELOAD_ASSIGN = "caseload_assign"
    CITIZEN_LOG_READ = "citizen_log_read"
    LINK_GIVE = "link_give"
    DOOR_OPEN = "door_open"
    BARRING_EDIT = "barring_edit"
    LOG_CHECK = "log_check"
    LOG_READ = "log_read"
    PEOPLE_EDIT = "people_edit"
    MUNICIPALITY_EDIT = "municipality_edit"
    RECORD_READ = "record_read"
    STUDY_READ = "study_read"
    DELIVERY_IMPORT = "delivery_import"
    EXTRACT_MAKE = "extract_make"
    EXTRACT_DOWNLOAD = "extract_download"
    REPORT_DOWNLOAD = "report_download"
    QUESTIONS_ASK = "questions_ask"
    SHEET_TYPE = "sheet_type"
    ROUND_RUN = "round_run"
    TIE_CUT = "tie_cut"
    STUDY_EDIT = "study_edit"
    INSTRUMENT_EDIT = "instrument_edit"
    LICENCE_CONFIRM = "licence_confirm"
    MESSAGES_EDIT = "messages_edit"


PERMISSION_NAMES: dict[Permission, Promise] = {
    Permission.PROFILE_EDIT: _("Rette sine egne oplysninger og sit login"),
    Permission.CASELOAD_READ: _("Se de borgere, man selv følger, under dæknavn"),
    Permission.CASE_WRITE: _("Skrive i forløbet: kontakter, plan, aftaler, perioder og farvel"),
    Permission.TEAM_JOIN: _("Se, hvem der er ude, på vagt og ventet hjem"),
    Permission.INCIDENT_WRITE: _("Melde en trussel eller vold"),
    Permission.INCIDENT_READ: _("Se og hente hændelser til arbejdsmiljøet"),
    Permission.STAFF_FORM_FILL: _("Udfylde medarbejderens skemaer om dem, man følger"),
    Permission.HOURS_EDIT: _("Skrive timer og kilometer"),
    Permission.HOUSE_RULES_EDIT: _("Skrive et steds husregler"),
    Permission.OVERVIEW_READ: _("Se ugens overblik og tal, uden navne"),
    Permission.PARTICIPANTS_READ: _("Se deltagerlisten under kode"),
    Permission.PARTICIPANTS_EXPORT: _("Hente deltagerlisten under pseudonym"),
    Permission.STEERING_READ: _("Se styregruppens side, kun beskyttede tal"),
    Permission.AGREED_READ: _("Se, hvad borgere har aftalt med ens hus, under dæknavn"),
    Permission.SHARED_READ: _("Se andet, som borgeren har sagt ja til at dele: helbred, penge, bolig og lignende"),
    Permission.MEETING_JOIN: _("Være med på møder, man har en plads ved"),
    Permission.MEETING_CHAIR: _("Planlægge og holde møder om dem, man følger"),
    Permission.TASKS_EDIT: _("Se og afslutte sine egne opgaver"),
    Permission.SPARRING_JOIN: _("Se og skrive noter fra sparring, uden nogen i dem"),
    Permission.SPARRING_EDIT: _("Aftale supervision og sparring"),
    Permission.CONSENT_CHECK: _("Se efter, om samtykker er rigtige og friske, uden navne"),
    Permission.TIP_ADD: _("Give praj uden navn, og følge sit eget hus' praj"),
    Permission.TIP_ANSWER: _("Se kommunens praj uden huskeord, og svare på dem"),
    Permission.CALL_TAKE: _("Se, hvem der beder om at blive ringet op, og ringe"),
    Permission.UNMET_READ: _("Se, hvor mange vi endnu ikke har mødt, kun beskyttede tal"),
    Permission.VISIBILITY_EDIT: _("Planlægge synlighed, koder, påmindelser og plakater"),
    Permission.PARTNERS_EDIT: _("Passe samarbejdet med partnerne"),
    Permission.AGREEMENT_READ: _("Læse sit hus' aftale og den fælles ordliste"),
    Permission.AGREEMENT_SIGN: _("Skrive under på aftaler og ord for sit hus"),
    Permission.ACTIVITY_EDIT: _("Skrive, hvad huset inviterer til, og tælle fremmøde"),
    Permission.CARDS_READ: _("Læse samtalekortene"),
    Permission.PEER_DAY: _("Se sin dag som peer, under dæknavn, og passe sit eget kort"),
    Permission.BOUNDARY_SIGN: _("Sige ja til en peers kort"),
    Permission.WORDS_EDIT: _("Vælge kommunens egne ord"),
    Permission.CITIZEN_CREATE: _("Oprette en borger"),
    Permission.IDENTITY_READ: _("Hente navn, CPR, telefon og adresse frem"),
    Permission.IDENTITY_EDIT: _("Skrive navn, CPR, telefon og adresse"),
    Permission.CASELOAD_ASSIGN: _("Fordele borgere mellem behandlerne"),
    Permission.CITIZEN_LOG_READ: _("Se og udskrive, hvem der har set en borgers sag"),
    Permission.LINK_GIVE: _("Give borgeren et personligt link"),
    Permission.DOOR_OPEN: _("Åbne en lukket dør med en grund"),
    Permission.BARRING_EDIT: _("Spærre en medarbejder fra en borgers sag"),
    Permission.LOG_CHECK: _("Gennemgå månedens stikprøve af opslag"),
    Permission.LOG_READ: _("Søge i loggen"),
    Permission.PEOPLE_EDIT: _("Invitere brugere og lukke adgang"),
    Permission.MUNICIPALITY_EDIT: _("Indstille kommunen og dens organisationer"),
    Permission.RECORD_READ: _("Læse fortegnelsen og hvem der må hvad"),
    Permission.STUDY_READ: _("Se undersøgelser, runder og figurer"),
    Permission.DELIVERY_IMPORT: _("Indlæse deltagerlister og skemaer"),
    Permission.EXTRACT_MAKE: _("Danne udtræk og regne planen"),
    Permission.EXTRACT_DOWNLOAD: _("Hente svar under pseudonym"),
    Permission.REPORT_DOWNLOAD: _("Hente rapporten"),
    Permission.QUESTIONS_ASK: _("Spørge dem, man følger, i små bidder, og vente med det"),
    Permission.SHEET_TYPE: _("Taste svar fra papir"),
    Permission.ROUND_RUN: _("Passe runderne: se hvem der mangler, printe ark og minde teamet"),
    Permission.TIE_CUT: _("Klippe forbindelsen mellem en kode i en undersøgelse og et forløb"),
    Permission.STUDY_EDIT: _("Oprette undersøgelser og flytte runder"),
    Permission.INSTRUMENT_EDIT: _("Hente skemaer ind og ud, og udgive dem"),
    Permission.LICENCE_CONFIRM: _("Bekræfte, at kommunen må bruge et skema"),
    Permission.MESSAGES_EDIT: _("Se beskedernes tekster, og prøve dem"),
}


class Role(StrEnum):
    THERAPIST = "therapist"
    PROJECT_LEADER = "project_leader"
    PARTNER = "partner"
    PARTNER_CONTACT = "partner_contact"
    PROFESSIONAL = "professional"
    PEER = "peer"
    EVALUATOR = "evaluator"
    STEERING_GROUP = "steering_group"
    ADMINISTRATOR = "administrator"
    DATA_PROTECTION_OFFICER = "data_protection_officer"


ROLE_NAMES: dict[Role, Promise] = {
    Role.THERAPIST: _("Fremskudt behandler"),
    Role.PROJECT_LEADER: _("Projektleder"),
    Role.PARTNER: _("Frivillig eller medarbejder hos en partner"),
    Role.PARTNER_CONTACT: _("Kontaktperson hos en partner"),
    Role.PROFESSIONAL: _("Anden fagperson"),
    Role.PEER: _("Peer-medarbejder"),
    Role.EVALUATOR: _("Evaluator"),
    Role.STEERING_GROUP: _("Styregruppe"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.DATA_PROTECTION_OFFICER: _("Databeskyttelsesrådgiver"),
}

# Screens of low content only: a link by mail on a known device will do. All others need two factors of their own.
LIGHT_ROLES = frozenset({Role.PARTNER, Role.PARTNER_CONTACT})

# What such a link does not open: words about health, money and the like, and a signature, ask for two factors.
STRONG_ONLY = frozenset({Permission.SHARED_READ, Permission.AGREEMENT_SIGN})

# What a password alone gives: one's own page, where the second factor is set up.
ANYONE = frozenset({Permission.PROFILE_EDIT})

_OWN: dict[Permission, Promise] = {Permission.PROFILE_EDIT: _("Alle passer på deres eget login.")}

# Role → permission → why this role has it.
GRANTS: dict[Role, dict[Permission, Promise]] = {
    Role.THERAPIST: {
        **_OWN,
        Permission.QUESTIONS_ASK: _("Kender dagen, og ved, om der er plads til et spørgsmål."),
        Permission.SHEET_TYPE: _("Får arket i hånden."),
        Permission.CASELOAD_READ: _("Følger borgeren. Ser kun dem, der er fordelt til én selv."),
        Permission.CASE_WRITE: _("Skriver det, der skete, der hvor det skete."),
        Permission.TEAM_JOIN: _("Går ud, og passer på dem, der er ude."),
        Permission.INCIDENT_WRITE: _("Var der, da det skete."),
        Permission.STAFF_FORM_FILL: _("Kender svaret fra arbejdet."),
        Permission.HOURS_EDIT: _("Brugte timerne."),
        Permission.HOUSE_RULES_EDIT: _("Taler med stedet, før der bliver planlagt et besøg."),
        Permission.MEETING_JOIN: _("Taler med dem, borgeren har sagt ja til."),
        Permission.MEETING_CHAIR: _("Samler dem omkring en, de selv følger."),
        Permission.TASKS_EDIT: _("Husker det, der er lovet."),
        Permission.SPARRING_JOIN: _("Bliver bedre til det sammen med andre."),
        Permission.TIP_ANSWER: _("Går ud og kigger, og svarer den, der gav prajet."),
        Permission.CALL_TAKE: _("Ringer til den, der beder om det. Hvert opslag står i loggen."),
        Permission.CARDS_READ: _("Låner kortene ud."),
        Permission.CITIZEN_CREATE: _("Møder borgeren først."),
        Permission.IDENTITY_READ: _("Ringer, skriver og kommer forbi. Hvert opslag står i borgerens log."),
        Permission.IDENTITY_EDIT: _("Borgeren fortæller det til den, der er der."),
        Permission.CITIZEN_LOG_READ: _("Borgeren spørger den, der er der."),
        Permission.LINK_GIVE: _("Giver borgeren papiret i hånden."),
        Permission.DOOR_OPEN: _("En kollega er syg, og en borger er i fare."),
    },
    Role.PROJECT_LEADER: {
        **_OWN,
        Permission.QUESTIONS_ASK: _("Følger selv nogle, og spørger kun dem."),
        Permission.SHEET_TYPE: _("Får bunken af ark."),
        Permission.ROUND_RUN: _("Ved, hvem vi stadig skylder et spørgsmål."),
        Permission.TIE_CUT: _("Ejer deltagerlisten. Kan ikke fortrydes, og står i loggen."),
        Permission.CASELOAD_READ: _("Ser kun de borgere, der er fordelt til én selv."),
        Permission.CASE_WRITE: _("Følger selv nogle, og skriver kun om dem."),
        Permission.TEAM_JOIN: _("Har ansvaret for, at alle kommer hjem."),
        Permission.INCIDENT_WRITE: _("Kan selv være med på besøg."),
        Permission.INCIDENT_READ: _("Følger op, og giver det videre til arbejdsmiljøet."),
        Permission.HOURS_EDIT: _("Skriver de frivilliges timer."),
        Permission.HOUSE_RULES_EDIT: _("Aftaler reglerne med stedet."),
        Permission.OVERVIEW_READ: _("Ser, hvad der glider, hvis ingen gør noget. Ser koder, ikke navne."),
        Permission.PARTICIPANTS_READ: _("Ejer deltagerlisten."),
        Permission.PARTICIPANTS_EXPORT: _("Giver listen til evaluator. Hver hentning står i loggen."),
        Permission.STEERING_READ: _("Laver siden til styregruppen."),
        Permission.MEETING_JOIN: _("Er selv med, når der er en plads."),
        Permission.MEETING_CHAIR: _("Samler dem omkring en, de selv følger."),
        Permission.TASKS_EDIT: _("Har selv opgaver."),
        Permission.SPARRING_JOIN: _("Bliver bedre til det sammen med andre."),
        Permission.SPARRING_EDIT: _("Sørger for, at alle har nogen at tale med."),
        Permission.TIP_ANSWER: _("Ser, om praj får svar til tiden."),
        Permission.CALL_TAKE: _("Tager imod henvendelser."),
        Permission.UNMET_READ: _("Skal vide, hvor der er nogen at lede efter."),
        Permission.VISIBILITY_EDIT: _("Sørger for, at teamet bliver set."),
        Permission.PARTNERS_EDIT: _("Har ansvaret for samarbejdet."),
        Permission.AGREEMENT_READ: _("Har selv skrevet under."),
        Permission.AGREEMENT_SIGN: _("Skriver under for kommunen."),
        Permission.ACTIVITY_EDIT: _("Hjælper husene med at få det skrevet."),
        Permission.CARDS_READ: _("Låner kortene ud."),
        Permission.BOUNDARY_SIGN: _("Har ansvaret for, at en peer ikke bliver en billig behandler."),
        Permission.CITIZEN_CREATE: _("Tager imod henvendelser."),
        Permission.CASELOAD_ASSIGN: _("Fordeler arbejdet. Ser koder og dæknavne, ikke identitet."),
        Permission.BARRING_EDIT: _("Borgeren beder om, at en bestemt medarbejder ikke kan se sagen."),
        Permission.LOG_CHECK: _("Har ansvaret for, at ingen slår op uden grund."),
        Permission.STUDY_READ: _("Følger runder og svar i egen kommune."),
        Permission.DELIVERY_IMPORT: _("Ejer deltagerlisten og dataindsamlingen."),
    },
    Role.PARTNER: {
        **_OWN,
        Permission.TIP_ADD: _("Ser mennesker, længe før vi gør."),
        Permission.AGREEMENT_READ: _("Skal vide, hvad vi har lovet hinanden."),
        Permission.CARDS_READ: _("Tør begynde samtalen."),
        Permission.ACTIVITY_EDIT: _("Inviterer til det, huset laver."),
        Permission.AGREED_READ: _("Ser kun det, personen selv har sagt ja til, og kun så længe."),
        Permission.SHARED_READ: _("Kun det, personen har sagt ja til, og kun med to trin i sit login."),
        Permission.MEETING_JOIN: _("Er med, når personen har sagt ja til det."),
        Permission.TASKS_EDIT: _("Husker det, der er lovet."),
        Permission.SPARRING_JOIN: _("Bliver bedre til det sammen med andre."),
    },
    Role.PARTNER_CONTACT: {
        **_OWN,
        Permission.TIP_ADD: _("Ser mennesker, længe før vi gør."),
        Permission.AGREEMENT_READ: _("Skal vide, hvad vi har lovet hinanden."),
        Permission.CARDS_READ: _("Tør begynde samtalen."),
        Permission.ACTIVITY_EDIT: _("Inviterer til det, huset laver."),
        Permission.AGREEMENT_SIGN: _("Skriver under for sit hus."),
        Permission.AGREED_READ: _("Ser kun det, personen selv har sagt ja til, og kun så længe."),
        Permission.SHARED_READ: _("Kun det, personen har sagt ja til, og kun med to trin i sit login."),
        Permission.MEETING_JOIN: _("Er med, når personen har sagt ja til det."),
        Permission.TASKS_EDIT: _("Husker det, der er lovet."),
        Permission.SPARRING_JOIN: _("Bliver bedre til det sammen med andre."),
        Permission.SPARRING_EDIT: _("Aftaler det for sit hus."),
    },
    Role.PROFESSIONAL: {
        **_OWN,
        Permission.TIP_ADD: _("Kender nogen, vi ikke kender."),
        Permission.AGREEMENT_READ: _("Skal vide, hvad vi har lovet hinanden."),
        Permission.CARDS_READ: _("Tør begynde samtalen."),
        Permission.AGREED_READ: _("Ser kun det, borgeren selv har sagt ja til, og kun så længe."),
        Permission.SHARED_READ: _("Kun det, borgeren har sagt ja til."),
        Permission.MEETING_JOIN: _("Er med, når borgeren har sagt ja til det."),
        Permission.TASKS_EDIT: _("Husker det, der er lovet."),
        Permission.SPARRING_JOIN: _("Bliver bedre til det sammen med andre."),
    },
    Role.PEER: {
        **_OWN,
        Permission.PEER_DAY: _("Kommer, hvor mennesker er, med sin egen historie."),
        Permission.TIP_ADD: _("Ser mennesker, længe før vi gør."),
        Permission.AGREEMENT_READ: _("Skal vide, hvad vi har lovet hinanden."),
        Permission.CARDS_READ: _("Tør begynde samtalen."),
        Permission.INCIDENT_WRITE: _("Kan selv blive udsat for det."),
        Permission.AGREED_READ: _("Ser dæknavn og det, der er aftalt, ikke sagen."),
        Permission.MEETING_JOIN: _("Er med, når borgeren har sagt ja til det."),
        Permission.TASKS_EDIT: _("Husker det, der er lovet."),
        Permission.SPARRING_JOIN: _("Har selv brug for at blive holdt."),
    },
    Role.EVALUATOR: {
        **_OWN,
        Permission.STUDY_EDIT: _("Ejer undersøgelsen."),
        Permission.INSTRUMENT_EDIT: _("Ved, hvad der skal spørges om."),
        Permission.STUDY_READ: _("Regner på svar under pseudonym."),
        Permission.DELIVERY_IMPORT: _("Tager imod kommunernes filer."),
        Permission.EXTRACT_MAKE: _("Danner de tal, rapporten bygger på."),
        Permission.EXTRACT_DOWNLOAD: _("Regner videre i egne værktøjer. Hver hentning står i loggen."),
        Permission.REPORT_DOWNLOAD: _("Skriver rapporten."),
    },
    Role.STEERING_GROUP: {
        **_OWN,
        Permission.STEERING_READ: _("Skal kunne se, om det virker. Små tal er skjult."),
        Permission.UNMET_READ: _("Skal vide, hvor mange vi endnu ikke har mødt. Små tal er skjult."),
    },
    Role.ADMINISTRATOR: {
        **_OWN,
        Permission.LICENCE_CONFIRM: _("Opbevarer tilladelsen."),
        Permission.MESSAGES_EDIT: _("Passer det, der sender. Ser ingen modtager."),
        Permission.PEOPLE_EDIT: _("Passer huset, ser aldrig hvem der bor i det."),
        Permission.MUNICIPALITY_EDIT: _("Indstiller, hvordan kommunen arbejder."),
        Permission.WORDS_EDIT: _("Vælger ord, som passer her."),
        Permission.RECORD_READ: _("Skal kunne svare på, hvem der må hvad."),
    },
    Role.DATA_PROTECTION_OFFICER: {
        **_OWN,
        Permission.BARRING_EDIT: _("Den anden af de to, der skal til for at ophæve en spærring."),
        Permission.LOG_CHECK: _("Ser efter, om nogen slår op uden grund."),
        Permission.LOG_READ: _("Svarer på indsigt og undersøger brud. Ser pseudonymer."),
        Permission.CONSENT_CHECK: _("Svarer for, at ingen ved noget uden et ja."),
        Permission.RECORD_READ: _("Fører fortegnelsen."),
    },
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {role: frozenset(grants) for role, grants in GRANTS.items()}
