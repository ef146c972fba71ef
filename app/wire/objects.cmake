target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/object_meta.cpp ${CMAKE_CURRENT_SOURCE_DIR}/object_meta.h)
