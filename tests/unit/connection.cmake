foreach(test nats_codec_test upgrade_answer_test server_error_test pending_requests_test)
    earshot_add_test(${test} LABEL unit TIMEOUT 60 SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${test}.cpp)
endforeach()
