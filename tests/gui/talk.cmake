# A listener's way to the stage, and how they speak.
earshot_add_test(ui_talk_test LABEL gui TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/talk_test.cpp
    LIBRARIES earshot_gui_support)
# The talk key for all programs, where this system has one of these ways.
if(TARGET PkgConfig::xcb)
    earshot_add_test(ui_talk_x11_test LABEL gui TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/talk_x11_test.cpp
        LIBRARIES earshot_gui_support PkgConfig::xcb)
endif()
if(TARGET Qt6::DBus)
    earshot_add_test(ui_talk_portal_test LABEL gui TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/talk_portal_test.cpp
        LIBRARIES earshot_gui_support)
endif()
