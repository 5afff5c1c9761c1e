from django.urls import URLPattern, path

from fremskudt.partnership.views import word

urlpatterns: list[URLPattern] = [
    path("ord/", word.words, name="words"),
    path("ord/undgaa/", word.words_avoid, name="words_avoid"),
    path("ord/undgaa/fjern/", word.words_allow, name="words_allow"),
    path("ord/fortryd/", word.words_undo, name="words_undo"),
]
