"""What the system found by itself: a number that cannot be right, or that does not mean what it seems to."""

from dataclasses import dataclass

WHY = {
    "Q01": "Når delene ikke giver totalen, er mindst ét af tallene forkert, eller noget er udeladt uden at være nævnt.",
    "Q02": "En procent er et helt antal ud af grundlaget. Passer den ikke, er grundlaget et andet end det oplyste.",
    "Q03": "Procenter med forskelligt grundlag kan ikke sammenlignes, selv om de står ved siden af hinanden.",
    "Q04": "Læseren kan ikke vide, hvilket af tallene der gælder.",
    "Q05": "Den samme borger kan tælle flere gange, så tallet siger noget om skemaer og ikke om mennesker.",
    "Q06": "To optællinger af de samme besvarelser skal give det samme; ellers er noget talt to gange eller udeladt.",
    "Q07": "Et helt mønster af fordoblede tal opstår sjældent af sig selv; det tyder på, at rækker er talt to gange.",
    "Q08": "Testen svarer til en anden tabel end den viste, så læseren kan ikke efterprøve den.",
    "Q09": "Antallet bag figurerne skifter, uden at læseren får at vide hvorfor.",
    "Q10": "Ubesvarede spørgsmål er sjældent tilfældige. Læseren bør kunne se, hvor mange svar der mangler.",
    "Q11": "En figur kan ikke bygge på flere, end kilden indeholder, medmindre den tæller en anden gruppe.",
    "Q12": "Svar uden for figurens kategorier er ikke med i procenterne.",
    "Q13": "To helt ens skemaer fra samme borger kan være det samme skema, der er leveret to gange.",
    "Q14": "Gentagne rækker er sprunget over ved indlæsningen; uden det ville svarene være talt to gange.",
}


@dataclass(frozen=True)
class Finding:
    """One finding: its number in the catalogue WHY, the figure or form it is about, and two Danish sentences."""

    code: str
    where: str
    what: str
    why_it_matters: str


def finding(code: str, where: str, what: str) -> Finding:
    """A finding with the catalogue's sentence on why it matters."""
    return Finding(code, where, what, WHY[code])


def listed(words: list[str]) -> str:
    """Words as Danish writes them in a row: a, b og c."""
    return " og ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
