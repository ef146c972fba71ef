foreach(name arrival catch_up conversation gaps joins mixer output packet_storage playout_decision time_stretch)
    earshot_add_test(audio_${name} LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/${name}_test.cpp)
endforeach()
foreach(name echo_probe levelling numbered_tone opus_decoder sound_taps voice_match)
    earshot_add_test(audio_${name} LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/${name}_test.cpp
        LIBRARIES earshot_test_sound)
endforeach()
earshot_add_test(audio_playback LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/playback_test.cpp ${PROJECT_SOURCE_DIR}/tests/support/counted_memory.cpp
    LIBRARIES earshot_test_sound)
earshot_add_test(audio_sound_quality LABEL unit TIMEOUT 240
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/sound_quality_test.cpp LIBRARIES earshot_test_sound)
target_compile_definitions(audio_sound_quality PRIVATE EARSHOT_DEMO_FOLDER="${PROJECT_SOURCE_DIR}/resources/demo")
