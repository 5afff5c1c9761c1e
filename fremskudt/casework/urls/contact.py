from django.urls import URLPattern, path

from fremskudt.casework.views import contact, small_step, today, urgent

# today, contacts, urgent requests
urlpatterns: list[URLPattern] = [
    path("idag/", today.today, name="today"),
    path("log/", contact.contact_log, name="contact_log"),
    path("haster/ny/", urgent.urgent_new, name="urgent_new"),
    path("haster/<int:pk>/tag/", urgent.urgent_take, name="urgent_take"),
    path("haster/<int:pk>/luk/", urgent.urgent_close, name="urgent_close"),
    path("vagt/", urgent.duty, name="duty"),
    path("borgere/<slug:code>/kontakt/vi-saas/", contact.contact_met, name="contact_met"),
    path("borgere/<slug:code>/kontakt/jeg-proevede/", contact.contact_tried, name="contact_tried"),
    path("borgere/<slug:code>/kontakt/<int:pk>/", contact.contact, name="contact"),
    path("borgere/<slug:code>/kontakt/<int:pk>/fortryd/", contact.contact_undo, name="contact_undo"),
    path("borgere/<slug:code>/kontakt/<int:pk>/ret/", contact.contact_correct, name="contact_correct"),
    path("borgere/<slug:code>/smaa-skridt/", small_step.small_step, name="small_step"),
]
