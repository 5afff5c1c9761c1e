from django.urls import URLPattern, path

from fremskudt.casework.views import hours, overview, steering

# overview, hours, steering
urlpatterns: list[URLPattern] = [
    path("overblik/", overview.overview, name="overview"),
    path("overblik/<slug:kind>/", overview.overview_list, name="overview_list"),
    path("tal/", hours.numbers, name="numbers"),
    path("tal/hent/", hours.numbers_file, name="numbers_file"),
    path("tal/timer/ny/", hours.hours_new, name="hours_new"),
    path("tal/timer/<int:pk>/fjern/", hours.hours_remove, name="hours_remove"),
    path("styregruppe/", steering.steering, name="steering"),
]
