"""Supervision and sparring across organisations (F79). Source: domain.md 1.7."""

from fremskudt.basics.words import gettext_noop as _

KINDS: dict[str, str] = {"supervision": _("Supervision"), "sparring": _("Sparring")}
