foreach(part rtp_packet state_message card_message report_message ask_message link discovery_page)
    earshot_add_test(test_${part} LABEL unit
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/test_${part}.cpp ${CMAKE_CURRENT_SOURCE_DIR}/hostile_json.h)
endforeach()
