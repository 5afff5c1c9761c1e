from django.urls import path, re_path

from fremskudt.evaluation.views import extract, figure, plan, report, reproduction, study

app_name = "evaluation"
PICTURE = r"^(?P<slug>[-\w]+)/figur/(?P<figure_id>[-.\w]+)/(?P<size>bred|smal)[.](?P<kind>svg|png)$"
urlpatterns = [
    path("", study.study_list, name="study_list"),
    path("<slug:slug>/", study.study, name="study"),
    path("<slug:slug>/analyse/", study.analyse, name="analyse"),
    path("<slug:slug>/figurer/", figure.gallery, name="gallery"),
    re_path(PICTURE, figure.picture, name="picture"),
    path("<slug:slug>/figur/<str:figure_id>/", figure.figure, name="figure"),
    path("<slug:slug>/figur/<str:figure_id>/tabel.csv", figure.table_csv, name="table_csv"),
    path("<slug:slug>/udtraek/", extract.detail, name="extract"),
    path("<slug:slug>/udtraek/data.zip", extract.data, name="extract_data"),
    path("<slug:slug>/plan/", plan.detail, name="plan"),
    path("<slug:slug>/plan/plan.yaml", plan.file, name="plan_file"),
    path("<slug:slug>/genskabelse/", reproduction.detail, name="reproduction"),
    path("<slug:slug>/rapport/", report.report, name="report"),
    re_path(
        r"^(?P<slug>[-\w]+)/rapport/rapport[.](?P<form>pdf|docx|html|zip)$", report.report_file, name="report_file"
    ),
]
