/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_PATHS_H
#define CLI_PATHS_H

#include "cli/options.h"
#include "inbox/pathspec.h"

/*
 * The pathspecs behind "--", as git reads them: relative to the folder of a work tree that the user
 * stands in, with the magic of git --literal-pathspecs and the like. NULL where there are none;
 * a mistake in them is fatal. Free with pathspec_free().
 */
struct pathspec *paths_parse(const struct arguments *args);

#endif
