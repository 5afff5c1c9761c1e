"""Role cards: whose task one may have borrowed (domain.md 1.4, boundary to bostøtte)."""

from fremskudt.basics.words import gettext_noop as _

BORROWED: dict[str, str] = {
    "home_support": _("bostøtte (støtte i hjemmet)"),
    "jobcentre": _("jobcentret"),
    "psychiatry": _("psykiatrien"),
    "home_nursing": _("hjemmesygeplejen"),
    "family": _("de nærmeste"),
    "other": _("nogen anden"),
}
