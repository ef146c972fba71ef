earshot_add_test(event_recorder_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/event_recorder_test.cpp)
