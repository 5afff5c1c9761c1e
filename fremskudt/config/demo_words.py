"""What the invented people of the demo say and what is written about them. Nobody said these sentences."""

from fremskudt.casework.rules.plan import Progress

HOPES = (
    "Jeg vil gerne sove om natten.",
    "Jeg vil have styr på mine breve.",
    "Jeg vil se min datter igen.",
    "Jeg vil op om morgenen.",
    "Jeg vil have ro i hovedet.",
    "Jeg vil have et sted, der er mit.",
    "Jeg vil lave mad igen.",
    "Jeg vil turde gå ned i butikken.",
    "Jeg vil tage lidt mindre i hverdagen.",
    "Jeg vil have nogen at drikke kaffe med.",
)
GOALS = (
    "Stå op før kl. 10",
    "Åbne posten hver fredag sammen med Tea",
    "Ringe til min søster",
    "Komme i værestedet en gang om ugen",
    "Betale huslejen den første",
    "Gå en tur hver dag",
    "Have en dag om ugen uden at tage noget",
    "Rydde køkkenet",
    "Få snakket med en læge om søvnen",
    "Spise noget varmt hver dag",
    "Lære bussen at kende",
)
PROGRESS = (Progress.MOVING, Progress.SAME, Progress.MOVING, Progress.REACHED, Progress.HARD, Progress.WAITING)
NOTES = (
    "Kaffe ved køkkenbordet. Talte om søvn.",
    "Åbnede to breve sammen. Et skal besvares.",
    "Ringede til gældsrådgivningen på højttaler.",
    "Gik en tur ved havnen. Talte mest om hunden.",
    "Vaskede op, mens vi talte.",
    "Ville ikke tale i dag. Aftalte at prøve igen.",
)
FINDINGS = "Samlet af det, borgeren selv har fortalt. Bolig, økonomi, helbred og netværk er talt igennem."
SAFE_CONTACT = ("", "", "Ring ikke om formiddagen", "", "Skriv først, ring bagefter", "", "Bank tre gange")
# Reason of the ending → the citizen's words, ours, the next step.
ENDINGS: dict[int, tuple[str, str, str]] = {
    1: ("", "Det er mest alkohol, der fylder.", "Fulgt til alkoholrådgivningen"),
    2: ("Jeg vil gerne selv nu.", "", "Kortet »Kom bare tilbage« og værestedets åbningstider"),
    3: ("", "Blev aftalt sammen.", "Fulgt til bostøtten"),
    4: ("Jeg har ikke brug for jer mere.", "Har det godt med det.", "Cafeen om torsdagen"),
    5: ("", "Hilste på den nye sammen.", "Første tid hos den nye er aftalt"),
    6: ("", "Vi har søgt i tre måneder.", "Brev og kort lagt hos herberget"),
    7: ("Jeg flytter til min bror.", "", "Telefonnummer til den nye kommune"),
    8: ("", "Vi ved det ikke.", "Kort lagt i postkassen"),
}
