/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * For "make SANITIZE=integer", where no unsigned number may leave its range unmarked and no
 * conversion may lose something silently.
 */
#ifndef TEXT_INTEGERS_H
#define TEXT_INTEGERS_H

/*
 * Marks a function whose unsigned arithmetic is meant to wrap around: hashes, and differences that
 * are packed modulo 2^64. Numbers from outside are checked instead.
 */
#ifdef __clang__
#define WRAPS_AROUND                                                                               \
	__attribute__((no_sanitize("unsigned-integer-overflow", "unsigned-shift-base")))
#else
#define WRAPS_AROUND
#endif

/* for (i = len; COUNT_DOWN(i);) has i go from len - 1 to 0, and ends with it at 0. */
#define COUNT_DOWN(i) ((i) > 0 && (i)--)

#endif
