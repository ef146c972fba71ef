earshot_add_test(system_output_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/system_output_test.cpp)
