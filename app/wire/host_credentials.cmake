target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/host_credentials.cpp ${CMAKE_CURRENT_SOURCE_DIR}/host_credentials.h)
