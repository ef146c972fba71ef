# Adds one QtTest program. Its test runs under ctest with the given label and time limit.
function(earshot_add_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE Earshot::app Qt6::Test ${arg_LIBRARIES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    if(NOT arg_LABEL STREQUAL "gui") # QtWidgets has headers and options of its own
        target_precompile_headers(${name} REUSE_FROM earshot_app)
    endif()
    if(NOT arg_LABEL STREQUAL "bench") # what a test checks is optimized as it is for people; the test need not be
        target_compile_options(${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
    endif()
    # Mostly empty: read without the headers, each takes 0.02 s instead of 0.9.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    add_test(NAME ${arg_LABEL}.${name} COMMAND ${name})
    set_tests_properties(${arg_LABEL}.${name} PROPERTIES
        LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
    # What is heard or measured in real time must not share the machine with other tests.
    if(arg_LABEL MATCHES "^(sound|bench)$")
        set_tests_properties(${arg_LABEL}.${name} PROPERTIES RUN_SERIAL TRUE)
    endif()
endfunction()
