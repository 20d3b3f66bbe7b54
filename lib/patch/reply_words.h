/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_REPLY_WORDS_H
#define PATCH_REPLY_WORDS_H

#include "text/slice.h"

/*
 * Cuts one reply or forward word of any of the usual languages with its colon and the white space
 * around them off the front of *s: "Re:", "AW :", "RE[2]:", "回复：". Returns SUBJECT_REPLY or
 * SUBJECT_FORWARD; 0, *s untouched, when it does not begin with one.
 */
unsigned reply_word_cut(struct slice *s);

#endif
