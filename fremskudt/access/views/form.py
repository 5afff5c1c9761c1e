from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse


class AnswersWith422:
    """A form that does not hold comes back as 422, with what was typed."""

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        for field in form.fields.values():
            field.widget.attrs.pop("autofocus", None)  # what is wrong is read first
        response: Any = super().form_invalid(form)  # type: ignore[misc]
        response.status_code = 422
        return response
