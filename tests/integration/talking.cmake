set(here ${CMAKE_CURRENT_SOURCE_DIR})
earshot_add_test(rtp_programs_test LABEL integration TIMEOUT 60 SOURCES ${here}/rtp_programs_test.cpp)
earshot_add_test(microphone_side_test LABEL sound TIMEOUT 60 SOURCES ${here}/microphone_side_test.cpp)
