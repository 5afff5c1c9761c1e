from django.urls import path

from fremskudt.ui import views

app_name = "ui"
urlpatterns = [
    path("tilgaengelighed/", views.accessibility, name="accessibility"),
    path("sprog/", views.set_language, name="set_language"),
    path("ui/", views.style_sheet, name="style_sheet"),
]
