foreach(test http_answer_test ticket_renewal_test)
    earshot_add_test(${test} LABEL unit SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp)
endforeach()
