# What is kept of schedules, and how a server is named by hand.
target_sources(earshot_app PRIVATE
    ${CMAKE_CURRENT_SOURCE_DIR}/known_events.cpp ${CMAKE_CURRENT_SOURCE_DIR}/known_events.h
    ${CMAKE_CURRENT_SOURCE_DIR}/schedule_cache.cpp ${CMAKE_CURRENT_SOURCE_DIR}/schedule_cache.h
    ${CMAKE_CURRENT_SOURCE_DIR}/typed_address.cpp ${CMAKE_CURRENT_SOURCE_DIR}/typed_address.h)
