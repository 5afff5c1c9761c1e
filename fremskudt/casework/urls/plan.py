from django.urls import URLPattern

# plan, story, my sheet
urlpatterns: list[URLPattern] = []
