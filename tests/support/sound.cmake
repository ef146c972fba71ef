# What tests need to hear: a sound server of their own, voices, and a comparison of what was heard with what was said.
add_library(earshot_test_sound STATIC EXCLUDE_FROM_ALL
    ${CMAKE_CURRENT_SOURCE_DIR}/audio_thread.h
    ${CMAKE_CURRENT_SOURCE_DIR}/closed_loop.cpp ${CMAKE_CURRENT_SOURCE_DIR}/closed_loop.h
    ${CMAKE_CURRENT_SOURCE_DIR}/feedback_scenes.cpp ${CMAKE_CURRENT_SOURCE_DIR}/feedback_scenes.h
    ${CMAKE_CURRENT_SOURCE_DIR}/holdings.h
    ${CMAKE_CURRENT_SOURCE_DIR}/made_sounds.cpp ${CMAKE_CURRENT_SOURCE_DIR}/made_sounds.h
    ${CMAKE_CURRENT_SOURCE_DIR}/monitor.cpp ${CMAKE_CURRENT_SOURCE_DIR}/monitor.h
    ${CMAKE_CURRENT_SOURCE_DIR}/numbered_tone.cpp ${CMAKE_CURRENT_SOURCE_DIR}/numbered_tone.h
    ${CMAKE_CURRENT_SOURCE_DIR}/pulse_server.cpp ${CMAKE_CURRENT_SOURCE_DIR}/pulse_server.h
    ${CMAKE_CURRENT_SOURCE_DIR}/sound_match.cpp ${CMAKE_CURRENT_SOURCE_DIR}/sound_match.h
    ${CMAKE_CURRENT_SOURCE_DIR}/speech.cpp ${CMAKE_CURRENT_SOURCE_DIR}/speech.h)
target_link_libraries(earshot_test_sound PUBLIC Earshot::app)
target_include_directories(earshot_test_sound PUBLIC ${PROJECT_SOURCE_DIR}/tests)
target_precompile_headers(earshot_test_sound REUSE_FROM earshot_app)
