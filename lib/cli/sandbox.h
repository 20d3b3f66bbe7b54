/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SANDBOX_H
#define CLI_SANDBOX_H

#include "inbox/archive.h"

/* What a command does behind it. */
struct sandbox_needs {
	bool index, seen;    /* it writes the index, and what --new remembers */
	const char *mailmap; /* a file, "" or NULL */
	const char *output;  /* a folder that it writes to; NULL: none */
};

/*
 * From here on, and for the rest of the process: no file is opened but those of the inboxes, of the
 * system (/usr and the like) and those that the configuration names for later; none is written but
 * what the command needs; there are no connections, and no programs
 * but by errands.h. What the kernel cannot do of that does not happen, and nothing does with
 * kvm.sandbox=false. To be called behind all that is opened by its name, before mails are read and
 * before there are threads.
 */
void sandbox_start(const struct archive *archive, const struct sandbox_needs *needs);

#endif
