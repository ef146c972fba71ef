# As app/together.cmake.
earshot_together(earshot_ui . announce_delay_dialog.cpp announcer.cpp ask_dialog.cpp autostart.cpp bring_up_dialog.cpp
    button.cpp calendar_file.cpp card.cpp copy_line.cpp copy_words.cpp delay_card.cpp delay_slider.cpp)
earshot_together(earshot_ui . details_dialog.cpp device_list.cpp empty_state.cpp event_order.cpp event_row.cpp
    event_row_words.cpp event_words.cpp events_filter_bar.cpp events_page.cpp evidence_words.cpp field.cpp fitting_dialog.cpp)
earshot_together(earshot_ui . folded.cpp global_key.cpp global_key_portal.cpp global_key_x11.cpp hand_panel.cpp hands_card.cpp
    host_page.cpp host_page_asks.cpp host_page_layout.cpp host_scene.cpp host_setup_dialog.cpp host_signs.cpp)
earshot_together(earshot_ui . host_words.cpp icon.cpp icon_button.cpp keep_running_dialog.cpp key_field.cpp key_state.cpp
    language.cpp level_meter.cpp link_registration.cpp listeners_card.cpp live_pill.cpp main_window.cpp)
earshot_together(earshot_ui . main_window_dialogs.cpp main_window_recordings.cpp main_window_talk.cpp media_keys.cpp menu.cpp
    message_card.cpp microphone_card.cpp microphone_words.cpp mpris.cpp nav_item.cpp now_playing_page.cpp offer_card.cpp)
earshot_together(earshot_ui . notifier.cpp option_row.cpp output_card.cpp paste_link_dialog.cpp picture_drop.cpp
    picture_reader.cpp pill.cpp plain_dialog.cpp playback_bar.cpp player_card.cpp player_keys.cpp player_strip.cpp)
earshot_together(earshot_ui . person_avatar.cpp player_words.cpp playing_words.cpp proof_words.cpp push_to_talk_button.cpp
    push_to_talk_card.cpp push_to_talk_words.cpp qr_code.cpp qr_picture.cpp raise_hand_dialog.cpp recording_list.cpp
    recording_requests.cpp)
earshot_together(earshot_ui . recording_row.cpp recording_state.cpp recording_words.cpp recordings_order.cpp
    recordings_page.cpp reminder_center.cpp reminder_words.cpp reminders_settings_card.cpp row_keys.cpp seat_dialogs.cpp
    seat_words.cpp segments.cpp)
earshot_together(earshot_ui . report_text.cpp row_front.cpp seek_bar.cpp server_line.cpp settings.cpp settings_dialog.cpp
    settings_store.cpp settings_words.cpp share_card.cpp share_dialog.cpp sidebar.cpp signal_path.cpp)
earshot_together(earshot_ui . single_instance.cpp sound_settings.cpp soundcheck_dialog.cpp soundcheck_words.cpp
    speaker_tile.cpp spoken_role.cpp stage_bar.cpp stage_card.cpp stage_grid.cpp start_options.cpp status_banner.cpp
    step_slider.cpp)
earshot_together(earshot_ui . system_theme.cpp tab_order.cpp talk_button.cpp talk_hold.cpp talk_key.cpp talk_key_card.cpp
    talk_key_words.cpp talking_card.cpp text.cpp theme.cpp thin_slider.cpp timeline_card.cpp)
earshot_together(earshot_ui . toast.cpp tray.cpp volume_slider.cpp waveform_bar.cpp withdrawal_words.cpp words.cpp
    wrap_row.cpp)
