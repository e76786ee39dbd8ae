"""Which addresses does a file have?"""

from initiatives import urls_course, urls_formats, urls_lists, urls_people, urls_plan, urls_room

app_name = "initiatives"
urlpatterns = [
    *urls_lists.urlpatterns,
    *urls_plan.urlpatterns,
    *urls_course.urlpatterns,
    *urls_people.urlpatterns,
    *urls_formats.urlpatterns,
    *urls_room.urlpatterns,
]
