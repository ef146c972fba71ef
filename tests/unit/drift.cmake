earshot_add_test(audio_drift LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/drift_test.cpp)
