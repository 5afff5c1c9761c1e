from django import forms

from fremskudt.access.forms.fields import email_field


class LinkForm(forms.Form):
    """Where to send the link. Whether we know the address is never told."""

    email = email_field()
