"""Which addresses do the course of a file, its parts and its ending have?"""

from django.urls import path

from initiatives.views import course, endings

urlpatterns = [
    path("initiatieven/<uuid:uuid>/verloop/", course.course_page, name="course"),
    path("fasen/<uuid:uuid>/begin/", course.period_correct, name="period-correct"),
    path("initiatieven/<uuid:uuid>/deel/", course.part_step_propose, name="part-step-propose"),
    path("initiatieven/<uuid:uuid>/waar-ligt-het/", course.layer, name="layer"),
    path("initiatieven/<uuid:uuid>/stoppen/", endings.end, name="end"),
    path("initiatieven/<uuid:uuid>/heropenen/", endings.reopen, name="reopen"),
    path("initiatieven/<uuid:uuid>/vervolg/", endings.successor, name="successor"),
    path("initiatieven/<uuid:uuid>/vervolg/mee/", endings.go_along, name="go-along"),
    path("besluiten/<uuid:uuid>/nawoord/", endings.afterwords, name="afterwords"),
]
