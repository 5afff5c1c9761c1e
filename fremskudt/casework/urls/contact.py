from django.urls import URLPattern

# today, contacts, urgent requests
urlpatterns: list[URLPattern] = []
