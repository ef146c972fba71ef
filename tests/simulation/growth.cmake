# An hour of faults: nothing that a session, a player or a view keeps may grow, nor what it costs.
earshot_add_test(growth_test LABEL simulation TIMEOUT 300
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/growth_test.cpp LIBRARIES earshot_test_sound)
