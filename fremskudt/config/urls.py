"""Every address of the product. Each view declares its own rule; an unknown one fails the system check."""

from django.urls import include, path

from fremskudt.access.views import home

urlpatterns = [
    path("", home.home, name="home"),
    path("", include("fremskudt.ui.urls")),
    path("", include("fremskudt.access.urls")),
    path("", include("fremskudt.access.urls_login")),  # without a namespace: the library asks for these names
    path("", include("fremskudt.partnership.urls")),
    path("", include("fremskudt.casework.urls")),
    path("", include("fremskudt.surveys.urls")),
    path("evaluering/", include("fremskudt.evaluation.urls")),
]

handler429 = "fremskudt.access.login.limits.too_many"  # where the library finds its own limits passed
