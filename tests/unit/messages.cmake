foreach(part rtp_packet state_message card_message report_message ask_message link discovery_page)
    earshot_add_test(${part}_test LABEL unit
        SOURCES ${CMAKE_CURRENT_SOURCE_DIR}/${part}_test.cpp ${CMAKE_CURRENT_SOURCE_DIR}/hostile_json.h)
endforeach()
