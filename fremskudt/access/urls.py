from django.urls import URLPattern, path

from fremskudt.access.views import session

app_name = "access"

# log-in and one's own page
urlpatterns: list[URLPattern] = [
    path("log-ind/", session.login, name="login"),
    path("log-ud/", session.logout, name="logout"),
]

# invitations, links by mail, devices, the locked screen
urlpatterns += []

# people, organisations, the municipality
urlpatterns += []

# the log, the record of processing, who may what
urlpatterns += []
