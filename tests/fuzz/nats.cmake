# The parsers are compiled in, not linked, so that libFuzzer sees their branches.
if(EARSHOT_FUZZ)
    add_executable(nats_parser_fuzz
        ${CMAKE_CURRENT_SOURCE_DIR}/nats_parser.cpp
        ${PROJECT_SOURCE_DIR}/app/wire/nats_codec.cpp
        ${PROJECT_SOURCE_DIR}/app/wire/upgrade_answer.cpp)
    target_include_directories(nats_parser_fuzz PRIVATE ${PROJECT_SOURCE_DIR}/app)
    target_link_libraries(nats_parser_fuzz PRIVATE earshot_options Qt6::Core)
    target_compile_options(nats_parser_fuzz PRIVATE -fsanitize=fuzzer)
    target_link_options(nats_parser_fuzz PRIVATE -fsanitize=fuzzer)
    set_target_properties(nats_parser_fuzz PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
endif()
