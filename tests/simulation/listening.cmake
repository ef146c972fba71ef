earshot_add_test(listening_simulation_test LABEL simulation
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/listening_simulation_test.cpp)
