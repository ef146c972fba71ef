# Checks of the sources themselves, and the proof that these checks find something.
function(earshot_add_check name)
    add_test(NAME checks.${name} COMMAND ${CMAKE_COMMAND} ${ARGN})
    set_tests_properties(checks.${name} PROPERTIES LABELS checks TIMEOUT 60)
endfunction()

earshot_add_check(layers -DROOT=${PROJECT_SOURCE_DIR} -P ${CMAKE_CURRENT_SOURCE_DIR}/check_layers.cmake)
earshot_add_check(time -DROOT=${PROJECT_SOURCE_DIR} -P ${CMAKE_CURRENT_SOURCE_DIR}/check_time.cmake)
earshot_add_check(selftest -DCHECKS=${CMAKE_CURRENT_SOURCE_DIR} -DWORK=${CMAKE_CURRENT_BINARY_DIR}/checks_selftest
    -P ${CMAKE_CURRENT_SOURCE_DIR}/checks_selftest.cmake)
