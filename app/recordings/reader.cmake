target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_reader.cpp ${CMAKE_CURRENT_SOURCE_DIR}/ogg_opus_reader.h)
