# From the speakers' files over a real server to what a real sound server plays.
earshot_add_test(heard_test LABEL sound TIMEOUT 180
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/heard_test.cpp
    LIBRARIES earshot_test_sound earshot_test_nats)
target_compile_definitions(heard_test PRIVATE EARSHOT_DEMO_FOLDER="${PROJECT_SOURCE_DIR}/resources/demo")
