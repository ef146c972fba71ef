earshot_add_test(object_writer_test LABEL integration TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/object_writer_test.cpp
    LIBRARIES earshot_test_nats)
