from django.urls import URLPattern, path

from fremskudt.partnership.views import list_rules, tip_pair, tips

urlpatterns: list[URLPattern] = [
    path("praj/", tips.tips, name="tips"),
    path("praj/laest/", tips.tips_received, name="tips_received"),
    path("praj/regler/", list_rules.list_rules, name="list_rules"),
    path("praj/<code:code>/", tips.tip, name="tip"),
    path("praj/<code:code>/svar/", tips.tip_answer, name="tip_answer"),
    path("praj/<code:code>/svar/fortryd/", tips.tip_answer_undo, name="tip_answer_undo"),
    path("praj/<code:code>/spurgt/", tips.tip_asked, name="tip_asked"),
    path("praj/<code:code>/maaske-den-samme/", tip_pair.tip_pair, name="tip_pair"),
    path("praj/<code:code>/maaske-den-samme/fortryd/", tip_pair.tip_pair_undo, name="tip_pair_undo"),
]
