from django.urls import URLPattern

# the list, duplicates, participants
urlpatterns: list[URLPattern] = []
