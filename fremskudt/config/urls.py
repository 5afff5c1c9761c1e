"""Every address of the product. Each view declares its own rule; an unknown one fails the system check."""

from django.urls import include, path

from fremskudt.access.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("fremskudt.ui.urls")),
    path("", include("fremskudt.access.urls")),
    path("", include("fremskudt.casework.urls")),
    path("evaluering/", include("fremskudt.surveys.urls")),
    path("evaluering/", include("fremskudt.evaluation.urls")),
]
