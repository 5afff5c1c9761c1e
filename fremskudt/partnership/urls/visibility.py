from django.urls import URLPattern, path

from fremskudt.partnership.views import batch, poster, reminder, visibility

urlpatterns: list[URLPattern] = [
    path("synlighed/", visibility.visibility, name="visibility"),
    path("synlighed/ny/", visibility.campaign_new, name="campaign_new"),
    path("synlighed/<int:pk>/", visibility.campaign, name="campaign"),
    path("synlighed/<int:pk>/ret/", visibility.campaign_edit, name="campaign_edit"),
    path("synlighed/<int:pk>/aflys/", visibility.campaign_cancel, name="campaign_cancel"),
    path("synlighed/<int:pk>/fortryd/", visibility.campaign_cancel_undo, name="campaign_cancel_undo"),
    path("synlighed/<int:pk>/kode/", batch.batch_new, name="batch_new"),
    path("synlighed/kode/<code:code>/luk/", batch.batch_close, name="batch_close"),
    path("synlighed/kode/<code:code>/ark/", batch.batch_print, name="batch_print"),
    path("synlighed/kode/<code:code>/kort/", batch.tip_cards_file, name="tip_cards_file"),
    path("synlighed/paamindelser/", reminder.reminders, name="reminders"),
    path("synlighed/paamindelser/ny/", reminder.reminder_new, name="reminder_new"),
    path("synlighed/paamindelser/<int:pk>/stop/", reminder.reminder_stop, name="reminder_stop"),
    path("plakat/", poster.poster, name="poster"),
    path("plakat/<slug:size>/", poster.poster_file, name="poster_file"),
    path("mit-ansigt/", poster.poster_face, name="poster_face"),
    path("mit-ansigt/fjern/", poster.poster_face_remove, name="poster_face_remove"),
    path("mit-ansigt/<int:pk>/billede/", poster.poster_photo, name="poster_photo"),
]
