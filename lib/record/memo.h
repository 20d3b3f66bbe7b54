/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef RECORD_MEMO_H
#define RECORD_MEMO_H

#include <glib.h>

/*
 * What was made of some mails, and is kept under a name, so that it need not be made again: a text,
 * UTF-8 without NUL. The name is a SHA-256 of all that the text hangs on.
 */
#define MEMO_NAME_SIZE 32

struct memo {
	unsigned char name[MEMO_NAME_SIZE];
	char *text; /* NULL: not known; to be freed with g_free() */
};

#endif
