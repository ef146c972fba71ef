target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/calendar.cpp ${CMAKE_CURRENT_SOURCE_DIR}/calendar.h
    ${CMAKE_CURRENT_SOURCE_DIR}/calendar_lines.cpp ${CMAKE_CURRENT_SOURCE_DIR}/calendar_lines.h
    ${CMAKE_CURRENT_SOURCE_DIR}/card_times.cpp ${CMAKE_CURRENT_SOURCE_DIR}/card_times.h
    ${CMAKE_CURRENT_SOURCE_DIR}/podcast_feed.cpp ${CMAKE_CURRENT_SOURCE_DIR}/podcast_feed.h
    ${CMAKE_CURRENT_SOURCE_DIR}/podcast_writer.cpp ${CMAKE_CURRENT_SOURCE_DIR}/podcast_writer.h
    ${CMAKE_CURRENT_SOURCE_DIR}/public_link.cpp ${CMAKE_CURRENT_SOURCE_DIR}/public_link.h)
