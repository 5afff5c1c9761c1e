"""Addresses: what is written to citizens' phones."""

from django.urls import URLPattern, path

from fremskudt.casework.views import message_agreement, messages

urlpatterns: list[URLPattern] = [
    path("beskeder/", messages.messages, name="messages"),
    path("beskeder/proev/", messages.message_try, name="message_try"),
    path("borgere/<slug:code>/sms/", message_agreement.message_agreement, name="message_agreement"),
]
