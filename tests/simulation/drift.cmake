earshot_add_test(audio_drift_simulation LABEL simulation TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/drift_simulation_test.cpp)
