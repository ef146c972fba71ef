earshot_add_test(player_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/player_test.cpp)
earshot_add_test(player_sound_test LABEL sound TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/player_sound_test.cpp
    LIBRARIES earshot_test_sound)
