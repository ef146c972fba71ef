earshot_add_test(audio_sender_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio_sender_test.cpp)
earshot_add_test(backoff_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/backoff_test.cpp)
earshot_add_test(report_sampler_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/report_sampler_test.cpp)
earshot_add_test(session_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/session_test.cpp)
earshot_add_test(session_moving_test LABEL unit
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/session_moving_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/session_stage.h)
earshot_add_test(suspend_watch_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/suspend_watch_test.cpp)
earshot_add_test(speaker_gaps_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/speaker_gaps_test.cpp)
