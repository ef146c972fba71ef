foreach(name capture voice_meters voice_processing)
    earshot_add_test(audio_${name} LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/${name}_test.cpp
        LIBRARIES earshot_test_sound)
endforeach()
