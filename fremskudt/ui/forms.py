"""How a form's fields and problems are described to the templates."""

from typing import Any

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select


def kind(bound: BoundField) -> str:
    """group (one control each choice), single (one tick) or plain (one control)."""
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "group"
    return "single" if isinstance(widget, CheckboxInput) else "plain"


def first_id(bound: BoundField) -> str:
    """The id a link must point at to land in the field."""
    return str(bound.subwidgets[0].id_for_label) if kind(bound) == "group" and bound.subwidgets else bound.auto_id


def problems(form: BaseForm) -> list[tuple[str, str]]:
    """(id of the field, sentence) for everything wrong; the id is empty for what concerns the whole form."""
    whole = [("", str(error)) for error in form.non_field_errors()]
    return whole + [
        (first_id(bound), named(bound, str(error))) for bound in form.visible_fields() for error in bound.errors
    ]


def named(bound: BoundField, error: str) -> str:
    """The sentence with the field's label before it, unless it names the field already."""
    return error if str(bound.label).lower() in error.lower() else f"{str(bound.label).rstrip('?:.')}: {error}"


def described(bound: BoundField, hint: str = "") -> dict[str, Any]:
    """What the template of a field needs: the control carries the ids of its hint and its error."""
    hint = hint or str(bound.help_text)
    described_by = [f"{bound.auto_id}-hint"] * bool(hint) + [f"{bound.auto_id}-error"] * bool(bound.errors)
    attributes: dict[str, str | bool] = {"aria-describedby": " ".join(described_by)} if described_by else {}
    if bound.errors:
        attributes["aria-invalid"] = "true"
    shape = kind(bound)
    if shape == "plain":
        attributes["class"] = "form-input" + (" form-select" if isinstance(bound.field.widget, Select) else "")
    return {
        "field": bound,
        "kind": shape,
        "hint": hint,
        "described_by": " ".join(described_by),
        "control": "" if shape == "group" else bound.as_widget(attrs=attributes),
    }
