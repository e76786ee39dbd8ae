"""Which addresses do roles and room have, and what climbs a ladder?"""

from django.urls import path

from initiatives.views import ladders, requests, room

urlpatterns = [
    path("initiatieven/<uuid:uuid>/ruimte/", room.room, name="room"),
    path("initiatieven/<uuid:uuid>/ruimte/erbij/", ladders.ladder_add, name="ladder-add"),
    path("initiatieven/<uuid:uuid>/ruimte/<slug:topic>/", room.room_topic, name="room-topic"),
    path("onderdelen/<uuid:uuid>/ruimte/", ladders.ladder_item, name="ladder-item"),
    path("onderdelen/<uuid:uuid>/trede/", ladders.ladder_step, name="ladder-step"),
    path("gemeenten/<str:code>/vragen/", requests.support_requests, name="support-requests"),
]
