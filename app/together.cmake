# With EARSHOT_TOGETHER each of these is compiled as one file (CMake's unity build), which takes less than half of the processor
# time. File-local names are unique within one; what clashes, or is not named here, is compiled alone. Without the option
# everything is, so that a file which lacks an include is found.

earshot_together(earshot_app base clock.cpp ids.cpp regular_file.cpp slept_time.cpp)

earshot_together(earshot_app event look_alike.cpp recording.cpp silenced.cpp wall_span.cpp)

earshot_together(earshot_app audio alsa_owner.cpp arrival_statistics.cpp audio_input.cpp audio_output.cpp bandwidth_meter.cpp
    clock_drift.cpp decoded_audio.cpp delay_policy.cpp delay_target.cpp device_format.cpp echo_reference.cpp
    feedback_guard.cpp)
earshot_together(earshot_app audio fractional_resampler.cpp howl_detector.cpp input_backend.cpp input_kind.cpp levelling.cpp
    microphone_permission.cpp mixer.cpp null_output.cpp opus_stream_decoder.cpp output_devices.cpp paced_stretch.cpp
    packet_buffer.cpp)
earshot_together(earshot_app audio hum_meter.cpp loop_detector.cpp packet_queue.cpp playout_decision.cpp pull_device.cpp
    pulse_backend.cpp pulse_connection.cpp pulse_error.cpp pulse_loop.cpp pulse_sink.cpp push_device.cpp qt_inputs.cpp)
earshot_together(earshot_app audio pulse_inputs.cpp pulse_source.cpp qt_sink.cpp qt_source.cpp resampler.cpp sound_backend.cpp
    sound_server.cpp sound_taps.cpp speaker_arrivals.cpp speaker_stream.cpp spectrum.cpp system_input.cpp)
earshot_together(earshot_app audio qt_backend.cpp system_output.cpp talk_gate.cpp talk_lease.cpp tee_output.cpp
    time_stretch.cpp voice_encoder.cpp voice_meters.cpp voice_processing.cpp wav_writer.cpp)

earshot_together(earshot_app wire ask_json.cpp calendar_lines.cpp card_json.cpp card_times.cpp connection.cpp desk_order.cpp
    discovery_page.cpp host_credentials.cpp host_lookup.cpp http_answer.cpp json_fields.cpp jwt.cpp)
earshot_together(earshot_app wire calendar.cpp jwt_accounts.cpp link.cpp nats_codec.cpp nats_encoders.cpp
    nkey.cpp object_meta.cpp pending_requests.cpp podcast_feed.cpp public_link.cpp report_json.cpp)
earshot_together(earshot_app wire podcast_writer.cpp rtp_packet.cpp state_json.cpp subjects.cpp tls_failure.cpp
    upgrade_answer.cpp websocket_connection.cpp websocket_line.cpp)

earshot_together(earshot_app diagnosis action_link.cpp card_words.cpp diagnose.cpp display_text.cpp duration_words.cpp
    event_rung.cpp evidence_facts.cpp evidence_history.cpp failure_rows.cpp hearing_rung.cpp hop_states.cpp output_rung.cpp)
earshot_together(earshot_app diagnosis hop_words.cpp line_rung.cpp probe_facts.cpp probe_words.cpp sentence.cpp
    sentence_computer.cpp sentence_ear.cpp sentence_event.cpp sentence_hosting.cpp sentence_network.cpp sentence_server.cpp
    sentence_speaking.cpp)
earshot_together(earshot_app diagnosis sentence_stage.cpp short_words.cpp source_fault.cpp speaking_rung.cpp stage_rung.cpp
    verdict_steadier.cpp)

earshot_together(earshot_app recordings chapter_marks.cpp filling_packets.cpp folder_writer.cpp folder_writer_disk.cpp
    folder_writer_end.cpp former_finish.cpp ogg_opus_headers.cpp ogg_opus_writer.cpp opus_bytes.cpp played_sound.cpp
    recording_files.cpp recording_json.cpp)
earshot_together(earshot_app recordings clock_line.cpp former_files.cpp opus_duration.cpp recording_player.cpp
    recording_shape.cpp recording_tags.cpp recording_writer.cpp silence_skipper.cpp speaker_clock.cpp tag_reader.cpp
    tempo_stretch.cpp track_writer.cpp)
earshot_together(earshot_app recordings ogg_opus_reader.cpp voice_renderer.cpp)

earshot_together(earshot_app session archive_reader.cpp archive_search.cpp archived_packet.cpp audio_archive.cpp
    audio_sender.cpp backoff.cpp catch_up.cpp catch_up_reading.cpp delayed_packets.cpp discovery_reader.cpp event_listener.cpp
    heard_packets.cpp)
earshot_together(earshot_app session line_watch.cpp object_reader.cpp object_reader_place.cpp object_store.cpp
    opus_packing.cpp outage_account.cpp own_voice.cpp probe.cpp probe_dial.cpp probe_http.cpp probe_tls.cpp report_sampler.cpp)
earshot_together(earshot_app session retry_policy.cpp schedule_reader.cpp second_opinion_reader.cpp server_list.cpp
    session.cpp session_line.cpp session_moving.cpp speaker_gaps.cpp stage_seat.cpp store_time.cpp ticket_renewal.cpp)

earshot_together(earshot_app desk card_store.cpp desk.cpp event_desk.cpp event_desk_charge.cpp event_desk_stage.cpp
    handover.cpp hands_queue.cpp hearing_estimate.cpp jetstream.cpp recording_publisher.cpp
    speaker_presence.cpp)
earshot_together(earshot_app desk connected_count.cpp event_recorder.cpp speaker_tickets.cpp stage_asks.cpp
    stage_invitations.cpp)
earshot_together(earshot_app desk orphaned_chunks.cpp page_writer.cpp)

earshot_together(earshot_app engine access_change.cpp child_lifetime.cpp desk_identity.cpp engine.cpp engine_access.cpp
    engine_certificate.cpp engine_configuration.cpp engine_keys.cpp engine_ports.cpp private_file.cpp program_check.cpp
    program_version.cpp)
earshot_together(earshot_app engine server_probe.cpp server_process.cpp server_record.cpp)

earshot_together(earshot_app client client.cpp copy_files.cpp demo_event.cpp duration_cache.cpp event_hosting.cpp
    event_join.cpp event_name.cpp fed_voice.cpp file_copy.cpp file_fetch.cpp file_lock.cpp files_elsewhere.cpp gap_book.cpp
    headless_listener.cpp)
earshot_together(earshot_app client host_journal.cpp host_server.cpp host_side.cpp host_withdrawal.cpp joined_seat.cpp
    kept_check.cpp kept_file.cpp keychain.cpp keychain_bus.cpp known_events.cpp known_servers.cpp library_disk.cpp)
earshot_together(earshot_app client library_entry.cpp library_fetching.cpp library_listing.cpp library_looking.cpp
    library_memory.cpp library_notes.cpp library_side.cpp line_target.cpp link_check.cpp listening_side.cpp live_speaker.cpp
    local_server.cpp)
earshot_together(earshot_app client microphone_side.cpp network_objects.cpp network_side.cpp network_thread.cpp
    now_playing.cpp object_line.cpp own_copy.cpp own_key.cpp own_place.cpp player_course.cpp player_decoder.cpp
    player_packet.cpp)
earshot_together(earshot_app client player_place.cpp player_side.cpp player_stop.cpp podcast_folder.cpp program_exit.cpp
    published_page.cpp recording_fetch.cpp recording_remover.cpp recording_shelf.cpp recording_side.cpp reminder_json.cpp
    reminders.cpp)
earshot_together(earshot_app client rtp_voice.cpp schedule_cache.cpp schedule_export.cpp screen_lock.cpp secret_files.cpp
    secret_store.cpp server_watch.cpp shape_maker.cpp sleep_signal.cpp sound_side.cpp sound_tapping.cpp soundcheck.cpp)
earshot_together(earshot_app client talk_remote.cpp talking_side.cpp talking_world.cpp timeline.cpp track_voice.cpp
    typed_address.cpp voice_track.cpp wakefulness.cpp withdrawal_side.cpp)

earshot_together(earshotctl ctl arguments.cpp command.cpp demo_command.cpp desk_command.cpp doctor_command.cpp
    follow_schedule.cpp host_orders.cpp interrupt.cpp ladder_printer.cpp line_reader.cpp listen_command.cpp
    named_recording.cpp)
earshot_together(earshotctl ctl engine_command.cpp recording_download.cpp recording_printer.cpp remove_recording.cpp
    schedule_command.cpp secret_input.cpp speak_printer.cpp talk_command.cpp)
earshot_together(earshotctl ctl feed_command.cpp printer.cpp unattended_key.cpp view_printer.cpp)
