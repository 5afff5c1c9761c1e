from django.urls import URLPattern, path

from fremskudt.partnership.views import seen_and_heard, tip, tip_by_code

urlpatterns: list[URLPattern] = [
    path("set-og-hoert/", seen_and_heard.seen_and_heard, name="seen_and_heard"),
    path("praj/nyt/", tip.tip_new, name="tip_new"),
    path("praj/nyt/tak/", tip.tip_sent, name="tip_sent"),
    path("praj/nyt/fortryd/", tip.tip_undo, name="tip_undo"),
    path("praj/nyt/fag/", tip.tip_professional, name="tip_professional"),
    path("praj/kort/", tip.tip_typed, name="tip_typed"),
    path("p/<code:code>/", tip_by_code.tip_by_code, name="tip_by_code"),
    path("p/svar/", tip_by_code.tip_receipt, name="tip_receipt"),
]
