from django.urls import URLPattern

# transition, pause, farewell, return
urlpatterns: list[URLPattern] = []
