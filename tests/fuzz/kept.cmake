# What lies in files, and what other programs are handed.
if(EARSHOT_FUZZ)
    foreach(part feeds finish host_journal library opus_pieces reminders schedule_cache tags typed_address)
        add_executable(fuzz_${part} ${CMAKE_CURRENT_SOURCE_DIR}/fuzz_${part}.cpp)
        target_link_libraries(fuzz_${part} PRIVATE Earshot::app)
        target_link_options(fuzz_${part} PRIVATE -fsanitize=fuzzer)
        set_target_properties(fuzz_${part} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
    endforeach()
endif()
