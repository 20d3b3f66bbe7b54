/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_DISTANCE_H
#define TEXT_DISTANCE_H

/*
 * How many letters have to be put in, left out, changed, or swapped with the next, to make one word
 * of the other; more than limit where it takes more. For short words and small limits: the time
 * goes with a power of the limit.
 */
unsigned text_distance(const char *a, const char *b, unsigned limit);

#endif
