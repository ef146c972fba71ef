# Fails where code takes time or chance from the machine instead of from a Clock or Random it was given:
# cmake -DROOT=<project> -P check_time.cmake
#
# May use them: app/base (it is where Clock and Random come from), and these files, each with its reason.
cmake_minimum_required(VERSION 3.22)
set(allowed
    "^app/base/"
    "^app/audio/qt_sink[^/]*$"         # the sound device's own time
    "^app/audio/null_output[^/]*$"     # stands in for a device: consumes in real time
)
# ui/ may use QTimer, for movement that nobody's hearing depends on, in these files only.
set(animated
    "^ui/[^/]*animation[^/]*$"
    "^ui/speaker_tile[^/]*$"           # the speaking ring
    "^ui/main_window[^/]*$"            # the running clocks and countdowns on the pages
)

set(names
    steady_clock::now system_clock::now high_resolution_clock
    currentDateTime currentDateTimeUtc currentMSecsSinceEpoch currentSecsSinceEpoch QDate::currentDate QTime::currentTime
    QTimer QChronoTimer QBasicTimer QElapsedTimer QDeadlineTimer startTimer
    clock_gettime gettimeofday
    sleep usleep msleep nanosleep sleep_for sleep_until qWait
    QRandomGenerator::global QRandomGenerator::system QRandomGenerator64::global QRandomGenerator64::system
    QRandomGenerator::securelySeeded random_device rand srand random_shuffle)
list(JOIN names "|" any)
set(pattern "(^|[^A-Za-z0-9_])(${any})($|[^A-Za-z0-9_])")

set(violations "")
file(GLOB_RECURSE sources ${ROOT}/app/*.h ${ROOT}/app/*.cpp ${ROOT}/ui/*.h ${ROOT}/ui/*.cpp)
foreach(source IN LISTS sources)
    file(RELATIVE_PATH name ${ROOT} ${source})
    set(skip FALSE)
    foreach(expression IN LISTS allowed)
        if(name MATCHES "${expression}")
            set(skip TRUE)
        endif()
    endforeach()
    if(skip)
        continue()
    endif()
    set(may_animate FALSE)
    foreach(expression IN LISTS animated)
        if(name MATCHES "${expression}")
            set(may_animate TRUE)
        endif()
    endforeach()
    file(READ ${source} text)
    string(REGEX REPLACE "//[^\n]*" "" text "${text}")
    string(REGEX REPLACE "#[ \t]*include[^\n]*" "" text "${text}")
    set(before "")
    while("${text}" MATCHES "${pattern}")
        set(found "${CMAKE_MATCH_0}")
        set(word "${CMAKE_MATCH_2}")
        string(FIND "${text}" "${found}" at)
        string(LENGTH "${found}" length)
        string(SUBSTRING "${text}" 0 ${at} passed)
        string(APPEND before "${passed}")
        string(REGEX MATCHALL "\n" newlines "${before}x")
        list(LENGTH newlines line)
        if(found MATCHES "^\n")
            math(EXPR line "${line} + 1")
        endif()
        math(EXPR line "${line} + 1")
        if(NOT (may_animate AND word STREQUAL "QTimer"))
            list(APPEND violations "${name}:${line}: ${word}")
        endif()
        # The last character may begin the next finding.
        math(EXPR next "${at} + ${length} - 1")
        string(SUBSTRING "${text}" ${at} ${length} matched)
        string(APPEND before "${matched}")
        string(LENGTH "${text}" all)
        if(next LESS_EQUAL at OR next GREATER_EQUAL all)
            break()
        endif()
        string(SUBSTRING "${text}" ${next} -1 text)
        string(LENGTH "${before}" so_far)
        math(EXPR so_far "${so_far} - 1")
        string(SUBSTRING "${before}" 0 ${so_far} before)
    endwhile()
endforeach()

if(violations)
    list(JOIN violations "\n  " lines)
    message(FATAL_ERROR "Time or chance is taken from the machine instead of a parameter:\n  ${lines}")
endif()
