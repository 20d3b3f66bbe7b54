/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_MBOX_THREAD_H
#define REPORT_MBOX_THREAD_H

#include "record/record.h"

/*
 * Appends a mail to an mbox as it came, its whole header and text byte for byte, for a mail
 * reader: behind a "From " line with its commit, with a ">" more in front of each line that is
 * "From " behind none or some of them, so that no line but ours begins a mail ("mboxrd").
 */
void mbox_append_raw(GString *out, struct slice raw, const struct record *record);

#endif
