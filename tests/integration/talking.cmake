set(here ${CMAKE_CURRENT_SOURCE_DIR})
earshot_add_test(rtp_programs_test LABEL integration TIMEOUT 60 SOURCES ${here}/rtp_programs_test.cpp)
