# What the tests of a folder include again and again is read once: its precompiled.h, which sees these libraries.
function(earshot_precompile_tests)
    get_filename_component(group ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    set(name earshot_tests_precompiled_${group})
    add_library(${name} OBJECT ${PROJECT_SOURCE_DIR}/tests/precompiled.cpp)
    set_target_properties(${name} PROPERTIES AUTOMOC OFF)
    target_link_libraries(${name} PRIVATE ${ARGN} Qt6::Test)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    earshot_optimize_test(${name})
    target_precompile_headers(${name} PRIVATE precompiled.h)
    set(earshot_precompiled_tests ${name} PARENT_SCOPE)
endfunction()

# What a test checks is optimized as it is for people; the test need not be.
function(earshot_optimize_test name)
    target_compile_options(${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
endfunction()

# Adds one QtTest program. Its test runs under ctest with the given label and time limit; with PARTS n as so many tests, each of
# which runs its share of the functions (support/test_parts.h).
function(earshot_add_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT;PARTS" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE Earshot::app Qt6::Test ${arg_LIBRARIES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    if(NOT arg_LABEL STREQUAL "bench")
        earshot_optimize_test(${name})
    endif()
    if(NOT earshot_precompiled_tests)
        set(earshot_precompiled_tests earshot_app)
    endif()
    target_precompile_headers(${name} REUSE_FROM ${earshot_precompiled_tests})
    # Mostly empty: read without the headers, each takes 0.02 s instead of 0.9.
    set_source_files_properties(${CMAKE_CURRENT_BINARY_DIR}/${name}_autogen/mocs_compilation.cpp
        PROPERTIES SKIP_PRECOMPILE_HEADERS ON)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 60)
    endif()
    if(NOT arg_PARTS)
        earshot_add_run(${arg_LABEL}.${name} ${name} ${arg_LABEL} ${arg_TIMEOUT})
        return()
    endif()
    foreach(part RANGE 1 ${arg_PARTS})
        earshot_add_run(${arg_LABEL}.${name}.${part} ${name} ${arg_LABEL} ${arg_TIMEOUT})
        set_property(TEST ${arg_LABEL}.${name}.${part}
            APPEND PROPERTY ENVIRONMENT "EARSHOT_TEST_PART=${part}/${arg_PARTS}")
    endforeach()
endfunction()

# One test of ctest. Those that compute take turns, two of them at a time, and begin first; beside them run those that wait for a
# server or a clock, the longest first, so that nothing waits for them at the end.
function(earshot_add_run test program label timeout)
    add_test(NAME ${test} COMMAND ${program})
    set_tests_properties(${test} PROPERTIES
        LABELS ${label} TIMEOUT ${timeout} COST ${timeout}
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
    if(label MATCHES "^(unit|simulation|gui)$")
        get_property(computing GLOBAL PROPERTY earshot_computing_tests)
        math(EXPR core "(0${computing} + 1) % 2")
        math(EXPR cost "1000 + ${timeout}")
        set_property(GLOBAL PROPERTY earshot_computing_tests ${core})
        set_tests_properties(${test} PROPERTIES RESOURCE_LOCK core_${core} COST ${cost})
    endif()
    # What is heard in real time must not share the machine with other tests, but two of them do not disturb each other: tests/run.sh
    # runs them so. What is measured has the machine for itself.
    if(label STREQUAL "sound")
        set_tests_properties(${test} PROPERTIES PROCESSORS 10)
    elseif(label STREQUAL "bench")
        set_tests_properties(${test} PROPERTIES RUN_SERIAL TRUE)
    endif()
endfunction()
