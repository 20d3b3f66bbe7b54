/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMPARE_SLIDE_H
#define COMPARE_SLIDE_H

#include "compare/edit_script.h"

/*
 * A group of changed lines whose first line is equal to the one behind it, or whose last line to
 * the one before it, may as well begin a line later or earlier. Puts each where git diff puts it:
 * beside the last group of the other text that it could stand beside; without one, by_indent, where
 * git's indent heuristic (diff.indentHeuristic) thinks that a human would, or else as far down as
 * it goes. Groups that meet become one.
 */
void slide_groups(const struct text_lines *old, const struct text_lines *new,
		  struct edit_script *script, bool by_indent);

#endif
