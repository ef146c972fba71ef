earshot_add_test(audio_stream_simulation LABEL simulation TIMEOUT 240
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/stream_simulation_test.cpp)
