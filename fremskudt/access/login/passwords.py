"""The longest password that is taken: what is longer is refused before it is hashed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128


class MaximumLengthValidator:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(_("Adgangskoden må højst være %d tegn.") % LONGEST, code="password_too_long")

    def get_help_text(self) -> str:
        return _("Adgangskoden må højst være %d tegn.") % LONGEST
