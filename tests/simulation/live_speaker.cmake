earshot_add_test(live_speaker_test LABEL simulation SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/live_speaker_test.cpp)
