from django.urls import URLPattern

# letters, pick-ups, appointments
urlpatterns: list[URLPattern] = []
