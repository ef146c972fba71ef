set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/reminder.h
    ${here}/reminder_json.cpp ${here}/reminder_json.h
    ${here}/reminders.cpp ${here}/reminders.h)
