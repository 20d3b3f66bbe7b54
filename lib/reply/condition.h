/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPLY_CONDITION_H
#define REPLY_CONDITION_H

#include "text/slice.h"

/*
 * Whether what is said in front of a trailer makes it conditional ("If you fix this, you may add"),
 * by the last sentence of said, or what follows it does, in the words that after begins with ("once
 * that is fixed"). The words are English.
 */
bool is_conditional(struct slice said, struct slice after);

#endif
