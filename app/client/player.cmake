set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/player.h ${here}/player_view.h
    ${here}/player_decoder.cpp ${here}/player_decoder.h
    ${here}/player_course.cpp ${here}/player_place.cpp
    ${here}/player_side.cpp ${here}/player_side.h
    ${here}/player_stop.cpp ${here}/player_stop.h
    ${here}/shape_maker.cpp ${here}/shape_maker.h)
