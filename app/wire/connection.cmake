target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/connection.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/connection.h
    ${CMAKE_CURRENT_SOURCE_DIR}/http_answer.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/http_answer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/nats_codec.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/nats_codec.h
    ${CMAKE_CURRENT_SOURCE_DIR}/nats_encoders.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/pending_requests.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/pending_requests.h
    ${CMAKE_CURRENT_SOURCE_DIR}/tls_failure.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/tls_failure.h
    ${CMAKE_CURRENT_SOURCE_DIR}/upgrade_answer.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/upgrade_answer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/websocket_connection.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/websocket_connection.h
    ${CMAKE_CURRENT_SOURCE_DIR}/websocket_line.cpp
    ${CMAKE_CURRENT_SOURCE_DIR}/websocket_line.h)
