foreach(name voice_meters voice_processing)
    earshot_add_test(audio_${name} LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/${name}_test.cpp
        LIBRARIES earshot_test_sound)
endforeach()
earshot_add_test(audio_capture LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/capture_test.cpp ${PROJECT_SOURCE_DIR}/tests/support/counted_memory.cpp
    LIBRARIES earshot_test_sound)
