from django.urls import URLPattern, path

from fremskudt.partnership.views import house_rules

app_name = "partnership"

urlpatterns: list[URLPattern] = [
    path("husregler/", house_rules.house_rules, name="house_rules"),
    path("husregler/<int:pk>/", house_rules.house_rules_of, name="house_rules_of"),
]

# sparring
urlpatterns += []
