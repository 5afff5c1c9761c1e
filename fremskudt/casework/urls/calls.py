from django.urls import URLPattern, path

from fremskudt.casework.views import call_request, said_yes, write_to_us

# the yes to a tip, and those who ask to be rung
urlpatterns: list[URLPattern] = [
    path("praj/nyt/fag/ja/", call_request.call_professional, name="call_professional"),
    path("praj/<code:code>/ja/", said_yes.said_yes, name="said_yes"),
    path("ring-til/", call_request.calls, name="calls"),
    path("ring-til/<code:code>/", call_request.call_request, name="call_request"),
    path("ring-til/<code:code>/tag/", call_request.call_take, name="call_take"),
    path("ring-til/<code:code>/luk/", call_request.call_close, name="call_close"),
    path("ring-til/<code:code>/begynd/", call_request.call_begin, name="call_begin"),
    path("skriv/", write_to_us.write_to_us, name="write_to_us"),
    path("skriv/<code:code>/", write_to_us.write_by_code, name="write_by_code"),
    path("mit/skriv/", write_to_us.own_write, name="own_write"),
    path("k/", write_to_us.type_code, name="type_code"),
    path("k/<code:code>/", write_to_us.type_code, name="scanned_code"),
]
