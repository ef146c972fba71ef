# The page Recordings with its player.
foreach(name recordings_page recordings_screens recordings_words withdrawal)
    earshot_add_test(ui_${name}_test LABEL gui TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${name}_test.cpp
        LIBRARIES earshot_gui_support)
endforeach()
