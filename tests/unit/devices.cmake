earshot_add_test(system_output_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/system_output_test.cpp)
earshot_add_test(system_input_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/system_input_test.cpp)
earshot_add_test(microphone_parts_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/microphone_parts_test.cpp)
if(pulse_FOUND)
    target_compile_definitions(microphone_parts_test PRIVATE EARSHOT_HAS_PULSE)
endif()
