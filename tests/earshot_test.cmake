# What the tests of a folder include again and again is read once: HEADER, which sees these libraries. Each folder has
# its own, since Qt defines the folder's name for its tests.
function(earshot_precompile_tests header)
    get_filename_component(group ${CMAKE_CURRENT_SOURCE_DIR} NAME)
    set(name earshot_tests_precompiled_${group})
    add_library(${name} OBJECT ${PROJECT_SOURCE_DIR}/tests/precompiled.cpp)
    target_link_libraries(${name} PRIVATE ${ARGN} Qt6::Test)
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    earshot_optimize_test(${name})
    target_precompile_headers(${name} PRIVATE ${header})
    set(earshot_precompiled_tests ${name} PARENT_SCOPE)
endfunction()

# What a test checks is optimized as it is for people; the test need not be.
function(earshot_optimize_test name)
    target_compile_options(${name} PRIVATE $<$<CONFIG:RelWithDebInfo>:-O1>)
endfunction()

# moc for the files that include what it makes, "NAME.moc"; no test has a QObject in a header. CMake's AUTOMOC starts a
# program for each target instead, 80 s for all of them.
function(earshot_moc name)
    get_target_property(sources ${name} SOURCES)
    foreach(source IN LISTS sources)
        get_filename_component(base ${source} NAME_WE)
        if(source MATCHES "\\.cpp$")
            file(STRINGS ${source} included REGEX "^#include \"${base}\\.moc\"")
            set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${source})
            if(included)
                qt_generate_moc(${source} ${CMAKE_CURRENT_BINARY_DIR}/moc/${base}.moc TARGET ${name})
                target_include_directories(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc)
                target_sources(${name} PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/moc/${base}.moc)
            endif()
        endif()
    endforeach()
endfunction()

# Adds one QtTest program. Its test runs under ctest with the given label and time limit; with PARTS n as so many tests, each of
# which runs its share of the functions (support/test_parts.h).
function(earshot_add_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT;PARTS" "SOURCES;LIBRARIES" ${ARGN})
    add_executable(${name} ${arg_SOURCES})
    target_link_libraries(${name} PRIVATE Earshot::app Qt6::Test ${arg_LIBRARIES})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    if(arg_LABEL STREQUAL "bench")
        target_precompile_headers(${name} REUSE_FROM earshot_app)
    else()
        earshot_optimize_test(${name})
        target_precompile_headers(${name} REUSE_FROM ${earshot_precompiled_tests})
    endif()
    earshot_moc(${name})
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
