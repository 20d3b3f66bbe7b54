/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef UNIT_PHRASES_H
#define UNIT_PHRASES_H

#include <stddef.h>
#include "reply/phrase.h"

/* A sentence, and what it says. */
struct phrase_row {
	enum phrase phrase;
	const char *text;
};

/* Fails at the first that is read as something else. */
void check_phrases(const struct phrase_row *rows, size_t nr);

#endif
