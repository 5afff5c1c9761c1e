from django.urls import URLPattern

# overview, hours, steering
urlpatterns: list[URLPattern] = []
