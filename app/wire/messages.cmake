target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/ask_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/card_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/card_json.h
    ${CMAKE_CURRENT_SOURCE_DIR}/discovery_page.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/discovery_page.h
    ${CMAKE_CURRENT_SOURCE_DIR}/json_fields.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/json_fields.h
    ${CMAKE_CURRENT_SOURCE_DIR}/link.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/link.h
    ${CMAKE_CURRENT_SOURCE_DIR}/messages.h
    ${CMAKE_CURRENT_SOURCE_DIR}/report_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/rtp_packet.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/rtp_packet.h
    ${CMAKE_CURRENT_SOURCE_DIR}/state_json.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/subjects.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/subjects.h)
