"""Which addresses do the start page and the overview of a file have?"""

from django.urls import path

from insights import views, views_progress, views_steps

app_name = "insights"
urlpatterns = [
    path("mijn-werk/", views.my_work, name="my-work"),
    path("voortgang/", views_progress.progress, name="progress"),
    path("voortgang/export.csv", views_progress.progress_export, name="progress-export"),
    path("initiatieven/<uuid:uuid>/", views.overview, name="overview"),
    path("initiatieven/<uuid:uuid>/vijf-stappen/", views_steps.five_steps, name="five-steps"),
    path("initiatieven/<uuid:uuid>/vijf-stappen/stand/", views_steps.five_steps_line, name="five-steps-line"),
    path(
        "initiatieven/<uuid:uuid>/vijf-stappen/begeleiding/",
        views_steps.step_guidance,
        name="step-guidance",
    ),
    path(
        "initiatieven/<uuid:uuid>/vijf-stappen/<slug:step>/<slug:question>/",
        views_steps.step_answer,
        name="step-answer",
    ),
]
