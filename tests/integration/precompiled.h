#pragma once

#include "../../app/precompiled.h"
#include "client/client.h"
#include "client/demo_event.h"

#include <QtTest>
