earshot_add_test(session_line_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/session_line_test.cpp
    LIBRARIES earshot_test_nats)
