"""Lines as people write them on a phone: some tell who it is, some do not. All invented; nobody's."""

# kind → lines that hold it
IDENTIFYING: dict[str, str] = {
    "name": """
        Jens sov på bænken ved søen
        jens var helt blå om fødderne
        Jeg så Mette ved Brugsen
        det var vist mette fra herberget
        Lars Hansen kom igen
        Hun hedder Gitte
        Han hedder vist Bo
        de kalder ham Røde Erik
        Søren P. har ikke spist
        Jensens søn var med
        hr. Jensen var urolig
        fru Mikkelsen fra 2. sal
        Mads' cykel lå i åen
        Annas hund var løs
        Vi talte med Mohammed om bolig
        Fatima har brug for en seng
        Piotr fra Polen sover i teltet
        Agnieszka og en mand
        Pipaluk græd
        den unge, Ahmed, var bange
        Jørgens kæreste ringede
        Kirsten, som vi kender
        manden er Pedersen
        Knudsen igen
        hansen kom forbi
        Preben drikker igen
        Bente og Poul skændes
        det var Susanne!
        Er det Torben?
        så vist Dennis
        Ved søen sad Brian og frøs
        snakkede med Johnny
        Ronni har fået en kniv
        KAREN FRYSER
        Jeg tror, Hans er syg
        Han kaldes Tage
        på bænken sad Per Olsen
        en, der hedder Line
        Rikke (hende med hunden)
        Hej, det er Thomas fra varmestuen, jeg så en mand
        vi mødte Zainab og hendes søn
        Oluf har mistet sin nøgle
        Jean-Pierre sover i bilen
        Anne-Marie har sår på benet
        Birgitte Nørgaard
        hende Camilla med den røde jakke
        Hassans bror
        Kurt, ca. 50 år
        Egon, Benny og Kjeld
        Nikolaj er ude af fængslet
        Kenneth fra gaden
        Xerxes Kvium sov i skuret og Donald Trumf vågnede
        jeg tror at Xaver Brøns har brug for hjælp
        han præsenterede sig som Thorkild
        Sagde hun hed Yasmin
        Min fætter Ole
        Bjørn Borg Andersen
        manden ved navn Stig
        Kaj Munk Larsen
        sofie har det skidt
    """,
    "cpr": """
        hendes nummer er 010180-1234
        010180 1234 stod på kortet
        0101801234
        cpr 311299-4321
        CPR: 150675 0987
        født 15.06.75-0987
        Han er 2412921111
        010203-123x på sedlen
        født den 12. marts 1984
        født 120384
        fødselsdag 3/4 1979
    """,
    "phone": """
        ring på 12345678
        hendes nummer er 22 33 44 55
        +45 22334455
        +4522 33 44 55
        0045 22 33 44 55
        tlf. 2233 4455
        mobil: 22-33-44-55
        22.33.44.55
        ring 223 344 55
        Nummer 61 234 567
        sms til 5 5 4 4 3 3 2 2
        tlf 20304050, helst om aftenen
        hans svenske nummer +46 70 123 45 67
        (22) 33 44 55
        22334455 er bedst
    """,
    "mail": """
        skriv til jens@example.org
        mail: kanin_88@example.com
        a.b-c@mail.example.dk
        hans adresse er fiktiv at example punktum dk
        gitte snabela example.dk
        x@example.org virker ikke
        oeve(at)example.org
    """,
    "address": """
        Storegade 12
        bor på Nørrevej 3
        hun sover i opgangen på Vestergade 4 B
        Skovbakken 17, 2. tv
        Kongevejen 110 st. th
        Søndre Allé 9
        Gl. Kongevej 14
        Sankt Peders Stræde 4
        i kælderen under Havnegade 22
        Rådhuspladsen 2
        lejlighed 14 i den gule blok
        værelse 12 på herberget
        opgang 3, 4. tv
        teltet står på 56.46012, 10.03641
        Parkvænget 8
        nørregade 5a
        Jyllandsgade 7, 1. mf
        Strandvejen nr. 45
        hun bor Bakketoften 33
        Trekronervej 2C
        kolonihave nr. 42
        Mølleparken 6
        ved Hans Broges Gade 11
    """,
    "plate": """
        bilen er AB 12 345
        ab12345
        sover i en varevogn, XY 98 765
        AB12 345
        nummerplade CD-34-567
        Hvid Ford EF 11 222
    """,
    "handle": """
        skriv til @kanin88
        insta: sort_sol_79
        hun er på snapchat som kanin88
        facebook.com/enellerandenprofil
        snap: bølgen12
        https://www.instagram.com/noget
        fb: Sorte Ravn
        find ham på messenger: lille ulv
        hans tiktok er @gademusik
        tiktok.com/@gademusik
        profilen hedder gade_ulv_77
    """,
}

HARMLESS = """
    manden ved Brugsen
    på tirsdag
    Kirkens Korshær
    Røde Kors har åbent
    en kvinde i rød jakke ved stationen
    Han frøs, og han havde ingen sko på
    sover i en trappeopgang
    Jeg så en mand bag Netto
    Ved havnen om aftenen
    to unge ved banegården i Randers
    hun virkede bange
    Tom for ideer, ring til os
    Hans jakke var våd
    Hans hund var med
    Per dag drikker han lidt mindre
    Bo er et dejligt ord
    august var varm
    det var i maj
    I Maj så vi hende sidst
    Mark og eng
    I går var der is på søen
    Den gamle bro
    Kofoeds Skole har en plads
    varmestuen lukker kl. 22
    kl. 10.30
    24.12.2026
    den 24-12-2026
    2026-12-24
    uge 46
    3 gange om ugen
    ca. 50 år
    En mand på omkring 40
    hun har haft feber i 2 dage
    der var 12 mennesker
    I 2024 var der 1200
    fra 2024-2025
    i årene 2024 2025
    det kostede 12.000 kr.
    1.200.000 kr. om året
    §101, stk. 8
    § 85
    ring 112
    ring til 1813
    kl. 8-16
    side 12 af 24
    linje 5A mod Odense
    bus nr. 12
    på vej hjem
    på vej 3 gange om ugen
    der er plads til 4
    undervejs 2 gange
    en park med bænke
    parken er mørk
    de mødes på gaden
    vi stod på hjørnet i 20 minutter
    han sagde, at han ville hjem
    hun sagde: Jeg vil gerne have en seng
    »Jeg vil gerne sove om natten«
    Sig, hvad du ser. Ikke hvad du tror.
    Spørg: Vil du have, at jeg bliver?
    Vi talte om søvn, mad og penge
    Det gik godt. Vi prøver igen.
    Vi lærte at vente.
    Mødet på Rådhuset blev flyttet
    Jobcentret ringer i morgen
    Værestedet Kajen har kaffe
    Værestedet Oasen holder lukket
    ved Den Blå Café
    Frelsens Hær deler mad ud
    Café Paraplyen
    Blå Kors
    Randers Kommune
    Region Midtjylland
    Mændenes Hjem
    bag Føtex ved busterminalen
    Rema 1000
    7-Eleven
    en tysk mand
    en polsk kvinde med barn
    taler ikke dansk
    Vi brugte Motiverende Samtale
    housing first
    sms virker bedst
    SKP og SMDB
    TEM og MOVE
    LÆNGE SIDEN SIDST
    HJÆLP HAM
    det var en lang dag
    en rose på bordet
    han er en rask mand
    tag en jakke med
    hun bor i telt
    i et telt ved åen
    bag skolen i Vejle
    i nærheden af kirken
    Sankt Hans aften
    Sankt Mortens Kirke
    Vor Frue Kirke
    ved Hovedbanegården
    ved Nørreport
    Istedgade om natten
    nede ved Havnegade
    på Vesterbrogade
    han har 2 børn
    der er 3 sale
    Hun er glad, når vi kommer
    lund, skov og krat
    en berg-og-dal-tur
    på strand og gade
    hun vil gerne have følgeskab
    en anden dag
    vi ses onsdag kl. 9
    om 14 dage
    hver 14. dag
    1. juni
    den 1. til den 5.
    ring før du kommer
    kaffe og en snak
    temperaturen var -4
    36,5 grader
    en bil med udenlandske plader
    han sov i en bil
    der lå en cykel i åen
    I må gerne komme forbi
    Har I set ham?
    Kan I tage forbi i aften?
    Tak, fordi I holder øje
    Vi mangler en, der kan køre på fredage
    naloxon i tasken
    Sundhedsloven siger det
    ifølge Serviceloven
    mandag, tirsdag og onsdag
    - ro
    1. Begynd med kaffe
    2. Lyt
    hun har en lille hund, sort
    ung mand, grå hue
    en ældre dame med rollator
    ikke set længe
    sår på benet, vil ikke på skadestuen
    han drikker, men spiser
    en anden talte for hende
    sådan er det per aften
    helle midt på vejen
    en line og en krog
    jeg kan ikke huske hvornår
    det skete for 3 uger siden
    ligner en på 25
    hun spurgte efter Lægevagten
    Vi er her til kl. 21
    de har en ordning med Psykiatrien
    Tak for i dag
    vi øvede os i at sige nej
    Næste gang: hvordan siger man farvel?
    Supervision om grænser og nærhed
"""

# Written later, by somebody who did not look at the rule; the first time 1 in 4 of them slipped through.
MORE_IDENTIFYING = """
    Han er søn af bageren Frode
    sagde hun hed Rut
    ringede til Asif i går
    Kim og Tina er kærester
    hende Pia
    niels er indlagt
    Det er Dorthes bror
    ring til Ali 30 12 45 67
    20 30 40 50
    tlf: 86 42 12 34
    cpr 0203891235
    bor Nørregade 7, 3. th.
    bor i Hobrovej 112
    Randersvej 45 kld.
    Vester Allé 12
    Vestre Ringgade 8
    Rosenørns Alle 3
    bo i Elmegade 4
    sover ved Tordenskjoldsgade 33
    hun hedder noget med Ann-Sofie
    hun hedder mille
    de kalder ham Tulle
    jens' søster
    jensen fra kommunen
    kontakt Hr Madsen
    Peter Plys
    Var det mon Svend?
    Jeg talte med Svend og Bent
    Holm og Lund skændtes
    mr. Smith
    Bill Gates
    en somalier Abdirahman
    hendes søn Elias på 8 år
    Lone græd
    Jonas K
    bilen har nummer BK 40 123
    bk40123
    insta @sol
    skriv på kirsten.hansen@mail.dk
    snap gadebarn
    mødte Frederik
    lasse stod der
    mød Finn ved åen
    Bettina fryser
    Ebbe og Tage
    Marie-Louise
    Hjalte drikker
    Ditte Marie Knudsen
    sagsnummer 1234-56
    Fødselsdag den 4. maj 1970
    Isabell
    Storm sover hos Ask
    Han bor hos Bo
    hos Dan og Liv
    Linette
    Karl-Erik
    Jens.
    jENS
    Mette!!
"""

MORE_HARMLESS = """
    Hun var glad og mæt
    En mand i halvtredserne
    Ligger på jorden bag Lidl
    Han taler med sig selv
    Hun har mistet sin telefon
    Sidder hver dag ved Føtex i Viby
    To mænd deler en sovepose
    Kvinde med lyserød hue
    Der var politi
    Han ville ikke med ind
    De er her hver nat fra 23 til 5
    Drak 3 øl
    Gamle Banegård
    Under broen ved Gudenåen
    ved Aarhus Å
    på Strøget
    ved Nørre Vosborg
    Ved Vestre Fængsel
    Fik mad hos Frelsens Hær i Odense
    nede i Fixerummet
    Hun kom fra Rumænien
    Ring venligst
    Hilsen varmestuen
    Tror han er syg
    Måske psykose
    Stod uden sko
    Kold og våd
    Han sagde nej tak
    Vi holdt supervision om vrede
    Vi talte om at sætte grænser
    Hvordan bliver vi i tvivlen?
    Kirkens Korshær kommer på torsdag
    Værestedet har fået nye åbningstider: 9-15
    Mød op kl 9
    Husk kaffe
    Vi øver samtalekort 3
    Læs side 4-7
    Tid: 13.30
    Blå Kors' varmestue
    Hørte fra Jobcentret
    på Sct. Hans
    Skt. Hans aften
    i den gamle Irma
    Hun har en schæferhund
    det er en hård tid
    I aften fryser det 5 grader
    Sidst i november
    Røde Kors' natcafé
    Natcafeen på Vesterbro
    ved Rådhuspladsen
    Vi mødes i Settlementet
    En ung fyr, måske 19
    Uden tænder
    Går med krykker
    Beboer på Herberget
    Har været i fængsel
    Fik naloxon
    parkeringshuset i Vejle
    ved Fjordgade Skole
    bag Rema1000
    hos Lægerne
    Kommunens Hjemløseteam
    Ved Mølleåen
    rundt om Søerne
    AA og NA mødes her
    ca. 30-40 år
    1,80 høj
    i 3-tiden
    kl 14-16
    8.000
    hver 2. uge
    uge 12-14
    Der lå sprøjter
    Ring 114
    Dansk Folkehjælp
    Arken, Amager
    Sankt Knuds Kirke
    Ved Christians Brygge
    I Kongens Have
    ved Bispebjerg Hospital
    på Mændenes Hjem
    PTSD
    ADHD medicin
    ikke så godt
    Hun venter på et svar
    Fra i dag hver dag
    lever på gaden
    Line op ved køen
    mange hilsner
    Hvide sneakers
    Grøn Koncert
    Black Friday
"""


def identifying() -> list[tuple[str, str]]:
    """Kind (empty where it does not matter which) and line."""
    told = [(kind, line) for kind, lines in IDENTIFYING.items() for line in _lines(lines)]
    return [*told, *(("", line) for line in _lines(MORE_IDENTIFYING))]


def harmless() -> list[str]:
    return _lines(HARMLESS) + _lines(MORE_HARMLESS)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]
