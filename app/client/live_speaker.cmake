target_sources(earshot_app PRIVATE ${CMAKE_CURRENT_SOURCE_DIR} / live_speaker.cpp ${CMAKE_CURRENT_SOURCE_DIR}
    / live_speaker.h ${CMAKE_CURRENT_SOURCE_DIR} / voice_track.cpp ${CMAKE_CURRENT_SOURCE_DIR}
    / voice_track.h)
