# The host's page and its dialogs.
foreach(name host_page host_screens)
    earshot_add_test(ui_${name}_test LABEL gui TIMEOUT 120
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${name}_test.cpp
        LIBRARIES earshot_gui_support)
endforeach()
