earshot_add_test(audio_store_cost LABEL bench TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio_store_cost.cpp
    LIBRARIES earshot_test_nats)
