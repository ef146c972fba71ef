#pragma once

#include "../../app/precompiled.h"
#include "client/client.h"

#include <QtTest>
#include <QtWidgets>
