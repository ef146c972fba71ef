# The page Recordings with its player.
target_sources(earshot_ui PRIVATE
    main_window_recordings.cpp
    player_card.cpp player_card.h
    player_keys.cpp player_keys.h
    player_strip.cpp player_strip.h
    player_words.cpp player_words.h
    reader_slider.h
    recording_list.cpp recording_list.h
    recording_requests.cpp recording_requests.h
    recording_row.cpp recording_row.h
    recording_words.cpp recording_words.h
    recordings_order.cpp recordings_order.h
    recordings_page.cpp recordings_page.h
    row_keys.cpp row_keys.h
    toast.cpp toast.h
    waveform_bar.cpp waveform_bar.h
    withdrawal_words.cpp withdrawal_words.h
    wrap_row.cpp wrap_row.h)
