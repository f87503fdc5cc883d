"""The letters of a demo, and what did not leave."""

from django.urls import path

from motcua.ground.notifications.views import demo, morning, stuck, words

app_name = "notifications"
urlpatterns = [
    path("trinh-dien/thu/", demo.letters, name="letters"),
    path("trinh-dien/thu/<int:message_id>/", demo.letter, name="letter"),
    path("quan-tri/tin-gui/", stuck.stuck, name="stuck"),
    path("quan-tri/tin-gui/gui-lai/", stuck.send_all_again, name="send_all_again"),
    path("quan-tri/tin-gui/<int:message_id>/", stuck.stuck_one, name="stuck_one"),
    path("quan-tri/tin-gui/<int:message_id>/gui-lai/", stuck.send_again, name="send_again"),
    path("quan-tri/tin-gui/<int:message_id>/thoi-gui/", stuck.give_up, name="give_up"),
    path("tai-khoan/thu-buoi-sang/", morning.morning_mail, name="morning_mail"),
    path("quan-tri/mau-tin/", words.templates, name="templates"),
    path("quan-tri/mau-tin/<str:name>/", words.template, name="template"),
    path(
        "quan-tri/mau-tin/<str:name>/loi-goc/",
        words.take_shipped_words,
        name="take_shipped_words",
    ),
]
