# What a person sees of a schedule whose server is gone.
earshot_add_test(schedule_offline_test LABEL integration TIMEOUT 120
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/schedule_offline_test.cpp
    LIBRARIES earshot_test_event)
