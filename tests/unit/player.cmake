foreach(part other_sound tag_reader opus_recording played_sound silence_skipper tempo_stretch recording_player recording_shape)
    earshot_add_test(${part}_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${part}_test.cpp
        LIBRARIES earshot_test_sound)
endforeach()
target_sources(played_sound_test PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/counted_memory.cpp)
earshot_add_test(player_stop_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/player_stop_test.cpp)
