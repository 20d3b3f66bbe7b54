/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_HANDLES_H
#define REPORT_HANDLES_H

#include "record/record.h"

#define HANDLE_SIZE 41

/* What a mail is named by: on the command line, and where it can be read. */
struct handles {
	/* Writes the abbreviated commit. */
	void (*shorten)(const struct record *record, char out[HANDLE_SIZE], void *data);
	void *data;
	const char *link_base; /* what stands in front of a Message-ID in a URL */
};

/* "4be7d95f" */
void handles_append_id(const struct handles *handles, const struct record *record, GString *out);

/* "https://lore.kernel.org/r/one@example.org"; nothing for a mail without a Message-ID. */
void handles_append_link(const struct handles *handles, const struct record *record, GString *out);

#endif
