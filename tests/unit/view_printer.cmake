# What earshotctl prints of a view.
earshot_add_test(view_printer_test LABEL unit TIMEOUT 30
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/view_printer_test.cpp
        ${PROJECT_SOURCE_DIR}/app/ctl/printer.cpp ${PROJECT_SOURCE_DIR}/app/ctl/view_printer.cpp
    LIBRARIES Earshot::app)
