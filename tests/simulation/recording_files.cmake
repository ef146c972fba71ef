earshot_add_test(recording_writer_simulation_test LABEL simulation TIMEOUT 240
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/recording_writer_simulation_test.cpp)
