# Time stretch beside SoundTouch's and NetEq's, where they are installed.
if(EARSHOT_BENCH)
    set(folder ${CMAKE_CURRENT_SOURCE_DIR}/stretch)
    add_executable(stretch_quality ${folder}/stretch_quality.cpp ${folder}/material.cpp ${folder}/material.h
        ${folder}/score.cpp ${folder}/score.h ${folder}/stretcher.h ${folder}/earshot_stretcher.cpp)
    target_link_libraries(stretch_quality PRIVATE Earshot::app earshot_test_sound)
    target_include_directories(stretch_quality PRIVATE ${PROJECT_SOURCE_DIR}/tests ${PROJECT_SOURCE_DIR}/tests/bench)
    set_target_properties(stretch_quality PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    pkg_check_modules(soundtouch IMPORTED_TARGET soundtouch)
    if(soundtouch_FOUND)
        target_sources(stretch_quality PRIVATE ${folder}/soundtouch_stretcher.cpp)
        target_compile_definitions(stretch_quality PRIVATE WITH_SOUNDTOUCH)
        target_link_libraries(stretch_quality PRIVATE PkgConfig::soundtouch)
    endif()
    if(EXISTS /usr/include/tg_owt/modules/audio_coding/neteq/accelerate.h)
        target_sources(stretch_quality PRIVATE ${folder}/neteq_stretcher.cpp)
        # Debian builds the library with assertions on; the layout of its classes depends on that.
        set_source_files_properties(${folder}/neteq_stretcher.cpp PROPERTIES SKIP_PRECOMPILE_HEADERS ON
            COMPILE_OPTIONS "-isystem;/usr/include/tg_owt;-UNDEBUG;-w;-DWEBRTC_POSIX;-DWEBRTC_LINUX")
        file(GLOB absl /usr/lib/*/libabsl_*.a)
        target_compile_definitions(stretch_quality PRIVATE WITH_NETEQ)
        target_link_libraries(stretch_quality PRIVATE tg_owt -Wl,--start-group ${absl} -Wl,--end-group pthread)
    endif()
endif()
