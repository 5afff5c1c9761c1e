from django.urls import URLPattern, path

from fremskudt.partnership.views import unmet

urlpatterns: list[URLPattern] = [path("moerketal/", unmet.unmet, name="unmet")]
