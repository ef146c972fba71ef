foreach(part hearing_estimate event_desk speaker_presence ogg_opus_reader desk_order)
    earshot_add_test(${part}_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${part}_test.cpp)
endforeach()
