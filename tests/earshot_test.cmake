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

# Adds one QtTest program. Its test runs under ctest with the given label and time limit.
function(earshot_add_test name)
    cmake_parse_arguments(arg "" "LABEL;TIMEOUT" "SOURCES;LIBRARIES" ${ARGN})
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
    add_test(NAME ${arg_LABEL}.${name} COMMAND ${name})
    set_tests_properties(${arg_LABEL}.${name} PROPERTIES
        LABELS ${arg_LABEL} TIMEOUT ${arg_TIMEOUT}
        COST ${arg_TIMEOUT} # the longest begin first, so that nothing waits for them at the end
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8")
    # What is heard or measured in real time must not share the machine with other tests.
    if(arg_LABEL MATCHES "^(sound|bench)$")
        set_tests_properties(${arg_LABEL}.${name} PROPERTIES RUN_SERIAL TRUE)
    endif()
endfunction()
