/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "phrases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

void check_phrases(const struct phrase_row *rows, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		struct scope scope;
		enum phrase phrase = phrase_read(slice_str(rows[i].text), &scope, NULL);

		if (phrase != rows[i].phrase)
			fail_msg("'%s' is %d, not %d", rows[i].text, phrase, rows[i].phrase);
	}
}
