set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE ${here}/hosting.h ${here}/talking.h)
