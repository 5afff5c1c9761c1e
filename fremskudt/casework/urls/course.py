from django.urls import URLPattern

# the course and its page
urlpatterns: list[URLPattern] = []
