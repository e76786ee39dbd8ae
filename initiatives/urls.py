"""Which addresses does a file have?"""

from initiatives import urls_course, urls_lists, urls_people, urls_plan

app_name = "initiatives"
urlpatterns = [
    *urls_lists.urlpatterns,
    *urls_plan.urlpatterns,
    *urls_course.urlpatterns,
    *urls_people.urlpatterns,
]
