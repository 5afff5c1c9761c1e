"""Every address of the product. Each view declares its own rule; an unknown one fails the system check."""

from django.urls import include, path
from django.views.generic import RedirectView

from fremskudt.access.guard import public

urlpatterns = [
    path("", public(RedirectView.as_view(pattern_name="evaluation:study_list")), name="home"),
    path("", include("fremskudt.ui.urls")),
    path("", include("fremskudt.access.urls")),
    path("evaluering/", include("fremskudt.surveys.urls")),
    path("evaluering/", include("fremskudt.evaluation.urls")),
]
