set(here ${CMAKE_CURRENT_SOURCE_DIR})
earshot_add_test(talk_lease_test LABEL unit SOURCES ${here}/talk_lease_test.cpp)
