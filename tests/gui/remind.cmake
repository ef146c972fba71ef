# Reminders: what they say, how the desktop shows it, and where Earshot waits meanwhile.
earshot_add_test(ui_reminders_test LABEL gui TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/reminders_test.cpp
    LIBRARIES earshot_gui_support)
if(TARGET Qt6::DBus)
    earshot_add_test(ui_notifier_test LABEL gui TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/notifier_test.cpp
        LIBRARIES earshot_gui_support)
endif()
