/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_TEXT_H
#define CLI_TEXT_H

#include "cli/source.h"

/*
 * The decoded text of a mail, behind its in-body header, in place of what out holds. False where it
 * cannot be read: that is warned of, and out is empty.
 */
bool read_text(struct source *source, const struct record *record, GString *out);

#endif
