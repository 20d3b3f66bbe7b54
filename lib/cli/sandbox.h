/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_SANDBOX_H
#define CLI_SANDBOX_H

#include "cli/source.h"

/*
 * From here on, and for the rest of the process: no file is opened but those of the inboxes, of the
 * system (/usr and the like) and those that the configuration names for later; none is written but
 * the index, what --new remembers and options->output; there are no connections, and no programs
 * but by errands.h. What the kernel cannot do of that does not happen, and nothing does with
 * kvm.sandbox=false. To be called behind all that is opened by its name, before mails are read and
 * before there are threads.
 */
void sandbox_start(const struct archive *archive, const struct source_options *options);

#endif
