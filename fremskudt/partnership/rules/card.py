"""The conversation cards: five thoughts for one who would like to begin a talk and does not know how (F80).

Each says one thing, gives words that nobody has to use, says what not to promise, and where one's own boundary is. No
advice on drugs, nothing that presses anybody. Source: screens.md P5, report 3.4.5-3.4.6.
"""

from dataclasses import dataclass

from fremskudt.basics.words import gettext_noop as _


@dataclass(frozen=True)
class Card:
    """One thought; every text is Danish and may be translated."""

    thought: str
    begin: str  # how one could bring it up
    promise: str  # what not to promise
    boundary: str  # one's own


CARDS: tuple[Card, ...] = (
    Card(
        _("Sig, hvad du ser. Ikke hvad du tror."),
        _("»Du har siddet her længe i dag. Er du okay?« Vent lidt. Du skal ikke have et svar."),
        _("Sig ikke, at du ved, hvordan det er. Det ved du ikke endnu."),
        _("Du skal ikke finde ud af, hvad der er galt."),
    ),
    Card(
        _("Spørg: Vil du have, at jeg bliver?"),
        _("»Vil du have, at jeg bliver lidt? Eller vil du helst være i fred?« Begge svar er gode."),
        _("Lov ikke at blive længere, end du kan."),
        _("Du må gå, når du har brug for det. Sig det, før du går."),
    ),
    Card(
        _("Lov ikke mere, end du kan holde."),
        _("»Jeg er her igen på tirsdag. Så kan vi tage en kop kaffe.« En lille ting, du kan holde, er nok."),
        _("Lov ikke, at andre hjælper. Lov ikke at tie, hvis nogen er i fare."),
        _("Du er ikke den eneste, der skal holde fast. Vi er flere om det."),
    ),
    Card(
        _("Et nej er også et svar."),
        _("»Det er helt i orden. Du kan altid sige til.« Og så taler I om noget andet."),
        _("Sig ikke, at tilbuddet kun gælder i dag. Det kommer igen."),
        _("Et nej er ikke din skyld. Du har været der, og det betyder noget."),
    ),
    Card(
        _("Pas også på dig selv."),
        _("»Jeg kender en, der er god at tale med. Skal jeg spørge hende, eller vil du selv?«"),
        _("Lov ikke at klare det alene."),
        _("Bliver det for tungt, så sig det til en kollega samme dag. Er der fare, så ring 112."),
    ),
)
