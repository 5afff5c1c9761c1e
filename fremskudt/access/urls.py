from django.urls import path

from fremskudt.access.views import session

app_name = "access"
urlpatterns = [
    path("log-ind/", session.login, name="login"),
    path("log-ud/", session.logout, name="logout"),
]
