from django.urls import URLPattern

# safety, visits, tours, team
urlpatterns: list[URLPattern] = []
