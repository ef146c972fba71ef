# Every second of a numbered tone is heard once, whatever happens to the line. EARSHOT_LOST_HITS=20 for more servers that are killed.
earshot_add_test(nothing_lost_test LABEL integration TIMEOUT 300
    SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/nothing_lost_test.cpp
    LIBRARIES earshot_test_sound earshot_test_event)
set_tests_properties(integration.nothing_lost_test PROPERTIES PROCESSORS 2 COST 300)
# ctest begins with what other tests wait for, the longest first; else this one, which wants most of the machine, is left for the end.
set_property(TEST integration.faultlab_table_test APPEND PROPERTY DEPENDS integration.nothing_lost_test)
