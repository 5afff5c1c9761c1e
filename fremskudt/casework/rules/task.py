"""Tasks: where they come from. Source: screens.md X5, capabilities F44 and F53."""

from fremskudt.basics.words import gettext_noop as _

SOURCES: dict[str, str] = {
    "meeting": _("fra et møde"),
    "plan": _("fra planen"),
    "transition": _("fra overgangen"),
    "role": _("fra et rollekort"),
    "own": _("skrevet selv"),
}
