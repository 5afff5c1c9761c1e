"""The measurement: studies beneath »evaluering/«, the therapist's own forms beside the citizens."""

from django.urls import URLPattern, URLResolver, include, path

from fremskudt.surveys.urls import asking, curve, field, library, own, rounds, sheets, studies
from fremskudt.surveys.views import computed_list, delivery, instrument, wave

app_name = "surveys"
evaluation = [
    path("skemaer/", instrument.instrument_list, name="instrument_list"),
    path("skemaer/<slug:instrument>/", instrument.instrument, name="instrument"),
    path("<slug:slug>/runder/", wave.wave_list, name="wave_list"),
    path("<slug:slug>/leverancer/", delivery.delivery_list, name="delivery_list"),
    path("<slug:slug>/leverancer/ny/", delivery.delivery_new, name="delivery_new"),
    path("<slug:slug>/leverancer/fra-forloebene/", computed_list.computed_list, name="computed_list"),
    path("<slug:slug>/leverancer/ny/<int:pk>/", delivery.delivery_confirm, name="delivery_confirm"),
    path("<slug:slug>/leverancer/skabelon/<slug:kind>/", delivery.delivery_template, name="delivery_template"),
    path("<slug:slug>/leverancer/<int:pk>/", delivery.delivery, name="delivery"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    # the longer addresses first: what is named stands before what takes any name
    path("evaluering/", include([*library.evaluation, *studies.urlpatterns, *evaluation])),
    *field.urlpatterns,
    *own.urlpatterns,
    *curve.urlpatterns,
    *asking.urlpatterns,
    *sheets.urlpatterns,
    *rounds.urlpatterns,
    *library.urlpatterns,
]
