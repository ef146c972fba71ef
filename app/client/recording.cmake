set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/recording_remover.cpp ${here}/recording_remover.h
    ${here}/recording_side.cpp ${here}/recording_side.h)
