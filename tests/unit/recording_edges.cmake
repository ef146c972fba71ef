earshot_add_test(recording_edges_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recording_edges_test.cpp)
