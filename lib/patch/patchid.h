/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PATCH_PATCHID_H
#define PATCH_PATCHID_H

#include <stdbool.h>
#include "text/slice.h"

#define PATCHID_SIZE 20

/*
 * The patch-id of a text as `git patch-id --stable` has it: of the first diff in it, which begins
 * with a line "diff …", without white space and line numbers, whatever the order of its files.
 * False where there is none. One pass.
 */
bool patchid_of(struct slice text, unsigned char out[PATCHID_SIZE]);

#endif
