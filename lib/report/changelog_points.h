/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_CHANGELOG_POINTS_H
#define REPORT_CHANGELOG_POINTS_H

#include <glib.h>

/*
 * The points of a changelog, as changelog_find() has it, each on one line: what an entry of a list
 * goes on with is joined to it, and so are the lines of a paragraph. An array of char *, owned;
 * free with g_ptr_array_unref().
 */
GPtrArray *changelog_points(const char *changelog);

/* A point behind its mark, "- " or "1. ". */
const char *changelog_point_text(const char *point);

#endif
