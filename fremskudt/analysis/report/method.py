"""What the report says about how its numbers were made: the same in every report, in plain Danish."""

METHOD = (
    "Tallene bygger på en deltagerliste og tre skemaer: kontaktskema start, som personalet udfylder én gang; "
    "kontaktskema løbende, som personalet udfylder i fire runder; og progressionsskemaet, som borgeren svarer på "
    "hver anden måned, alene eller sammen med en anden. Der er højst én besvarelse for hver person, runde og "
    "skema.",
    "En besvarelse hører til en runde (kalendertid) og har et nummer: borgerens egen første, anden, tredje "
    "besvarelse og så videre. Begge dele regnes af de samme rækker. Figurer efter besvarelse sammenligner altså "
    "ikke de samme borgere, fordi færre svarer fjerde gang end første. Panelet er de borgere, der har svaret alle "
    "fire gange.",
    "Procenter er af dem, der har svaret på spørgsmålet; N står ved hver figur. Spørgsmål, der er sprunget over "
    "eller ikke vist, tæller ikke med. Der afrundes til én decimal, halve rundes op.",
    "Hvor figuren sammenligner grupper, er testen Pearsons χ² uden korrektion; gennemsnit sammenlignes med en "
    "t-test. χ²-testen over besvarelser regner gentagne svar fra de samme borgere som uafhængige af hinanden. Det "
    "er de ikke, og testen siger derfor lige så meget om, hvem der faldt fra, som om nogen ændrede sig. Et indeks "
    "er gennemsnittet i procent af gennemsnittet ved første besvarelse.",
    "Tal, der bygger på en eller to besvarelser, er skjult og står som en tankestreg. Svarmuligheder og kommuner "
    "er lagt sammen, hvor planen siger det. Det er ikke bevist, at et skjult tal ikke kan regnes ud af de øvrige.",
)
