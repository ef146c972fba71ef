# Sound devices that come, go, sleep and hang under a real sound server. EARSHOT_DEVICE_CYCLES=50 runs the long proof,
# EARSHOT_SUSPENDED_SECONDS=30 with a sleep of that length.
earshot_add_test(sound_devices_test LABEL sound TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/sound_devices_test.cpp
    LIBRARIES earshot_test_sound)
# The same for microphones. EARSHOT_DEVICE_CYCLES=50 runs the long proof.
earshot_add_test(microphones_test LABEL sound TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/audio/microphones_test.cpp
    LIBRARIES earshot_test_sound)
