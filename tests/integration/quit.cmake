earshot_add_test(quit_test LABEL integration TIMEOUT 120 SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/quit_test.cpp
    LIBRARIES earshot_test_event)
