"""What civil society does with people, in the kinds of figure 3.2, to be counted as the report counts."""

from fremskudt.basics.words import gettext_noop as _

# Key → words on screens.
KINDS: dict[str, str] = {
    "community": _("Socialt fællesskab"),
    "coordination": _("Koordinering"),
    "company": _("Vi følges ad"),
    "network": _("Familie og netværk"),
    "work": _("Job, skole eller praktik"),
    "self_help": _("Selvhjælpsgruppe"),
    "bridge": _("Følges til en ny plads"),
    "other": _("Andet"),
}
