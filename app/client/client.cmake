set(here ${CMAKE_CURRENT_SOURCE_DIR})
target_sources(earshot_app PRIVATE
    ${here}/client.cpp ${here}/client.h
    ${here}/demo_event.cpp ${here}/demo_event.h
    ${here}/gap_book.cpp ${here}/gap_book.h
    ${here}/headless_listener.cpp ${here}/headless_listener.h
    ${here}/joined_seat.cpp ${here}/joined_seat.h
    ${here}/known_servers.cpp ${here}/known_servers.h
    ${here}/line_target.cpp ${here}/line_target.h
    ${here}/link_check.cpp ${here}/link_check.h
    ${here}/listening_side.cpp ${here}/listening_side.h
    ${here}/local_server.cpp ${here}/local_server.h
    ${here}/network_side.cpp ${here}/network_side.h
    ${here}/network_thread.cpp ${here}/network_thread.h
    ${here}/now_playing.cpp ${here}/now_playing.h
    ${here}/player_packet.cpp ${here}/player_packet.h
    ${here}/program_exit.cpp ${here}/program_exit.h
    ${here}/published_page.cpp ${here}/published_page.h
    ${here}/server_watch.cpp ${here}/server_watch.h
    ${here}/sound_tapping.cpp ${here}/sound_tapping.h
    ${here}/event_join.cpp ${here}/event_join.h
    ${here}/timeline.cpp ${here}/timeline.h
    ${here}/sound_side.cpp ${here}/sound_side.h
    ${here}/sound_view.h
    ${here}/view.h)
target_sources(earshot_app PRIVATE
    ${here}/microphone_side.cpp ${here}/microphone_side.h
    ${here}/soundcheck.cpp ${here}/soundcheck.h
    ${here}/talk_remote.cpp ${here}/talk_remote.h
    ${here}/talk_view.h
    ${here}/talking.h
    ${here}/talking_side.cpp ${here}/talking_side.h
    ${here}/rtp_voice.cpp ${here}/rtp_voice.h
    ${here}/own_place.cpp ${here}/own_place.h
    ${here}/opus_pieces.cpp ${here}/opus_pieces.h
    ${here}/fed_voice.cpp ${here}/fed_voice.h
    ${here}/track_voice.cpp ${here}/track_voice.h
    ${here}/talking_world.cpp ${here}/talking_world.h
    ${here}/voice_line.h
    ${here}/voice_source.h)
