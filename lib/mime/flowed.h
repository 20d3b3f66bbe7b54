/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MIME_FLOWED_H
#define MIME_FLOWED_H

#include "text/slice.h"

/*
 * Undoes format=flowed (RFC 3676): stuffed spaces go, soft line breaks are joined among lines of
 * one quote depth, with their space unless delsp. The signature line "-- " stays, and so do blank
 * lines, a CR in front of the LF of a line that is not joined, and the beginnings of quoted lines
 * that start with a sign of a diff or a blank. Returns NULL when there is nothing to undo, else a
 * new string for g_string_free().
 */
GString *flowed_undo(struct slice text, bool delsp);

#endif
