# The schedule in all its states, the search, and links from pictures.
foreach(name schedule_rows events_search paste_picture)
    earshot_add_test(ui_${name}_test LABEL gui TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${name}_test.cpp
        LIBRARIES earshot_gui_support)
endforeach()
