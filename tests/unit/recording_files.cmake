foreach(part ogg_opus_writer recording_json waveform speaker_timeline recording_writer)
    earshot_add_test(${part}_test LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${part}_test.cpp)
endforeach()
