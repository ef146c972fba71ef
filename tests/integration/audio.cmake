earshot_add_test(audio_sound LABEL sound TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/sound_test.cpp
    LIBRARIES earshot_test_sound)
