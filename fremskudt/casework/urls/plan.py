from django.urls import URLPattern, path

from fremskudt.casework.views import goal_note, own_sheet, plan, plan_edit, story

# plan, story, my sheet
urlpatterns: list[URLPattern] = [
    path("borgere/<slug:code>/plan/", plan.plan, name="plan"),
    path("borgere/<slug:code>/plan/skriv/", plan_edit.plan_edit, name="plan_edit"),
    path("borgere/<slug:code>/plan/i-kraft/", plan.plan_in_force, name="plan_in_force"),
    path("borgere/<slug:code>/plan/udgave/<int:pk>/", plan.plan_version, name="plan_version"),
    path("borgere/<slug:code>/plan/udskriv/", plan.plan_print, name="plan_print"),
    path("borgere/<slug:code>/plan/maal/<uuid:thread>/", goal_note.goal_note, name="goal_note"),
    path("borgere/<slug:code>/plan/maal/<uuid:thread>/fortryd/", goal_note.goal_note_undo, name="goal_note_undo"),
    path("borgere/<slug:code>/historie/", story.story, name="story"),
    path("borgere/<slug:code>/historie/skriv/", story.story_edit, name="story_edit"),
    path("borgere/<slug:code>/historie/ja/", story.story_approve, name="story_approve"),
    path("borgere/<slug:code>/historie/udskriv/", story.story_print, name="story_print"),
    path("borgere/<slug:code>/mit-ark/", own_sheet.own_sheet, name="own_sheet"),
]
