"""What the pages of log-in have in common."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

# The library's views would also answer PUT, and some of them DELETE.
with_form = require_http_methods(["GET", "HEAD", "POST"])


class AnswersWith422:
    """A form that does not hold comes back as 422, with what was typed."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        for field in form.fields.values():
            field.widget.attrs.pop("autofocus", None)  # what is wrong is read first
        response: Any = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response
