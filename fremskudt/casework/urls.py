from django.urls import URLPattern

app_name = "casework"

# caseload, citizen, identity, distribution
urlpatterns: list[URLPattern] = []

# closed doors, barrings, who has looked, the citizen's own link
urlpatterns += []
