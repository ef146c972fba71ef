earshot_add_test(ui_settings_test LABEL gui TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/settings_test.cpp
    LIBRARIES earshot_gui_support)
