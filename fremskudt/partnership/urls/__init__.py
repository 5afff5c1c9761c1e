"""Every address of the room, by its part."""

from fremskudt.access import addresses as addresses  # knows what a code looks like
from fremskudt.partnership.urls import activity, agreement, house, tip, tips, unmet, visibility, word

app_name = "partnership"

urlpatterns = [
    *tip.urlpatterns,
    *tips.urlpatterns,
    *unmet.urlpatterns,
    *word.urlpatterns,
    *visibility.urlpatterns,
    *agreement.urlpatterns,
    *activity.urlpatterns,
    *house.urlpatterns,
]
