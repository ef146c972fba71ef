foreach(name arrival catch_up mixer output packet_storage playout_decision time_stretch)
    earshot_add_test(audio_${name} LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/${name}_test.cpp)
endforeach()
foreach(name numbered_tone opus_decoder playback)
    earshot_add_test(audio_${name} LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/${name}_test.cpp
        LIBRARIES earshot_test_sound)
endforeach()
