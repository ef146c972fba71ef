earshot_add_test(audio_feedback_guard LABEL unit TIMEOUT 60
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/feedback_guard_test.cpp LIBRARIES earshot_test_sound)
