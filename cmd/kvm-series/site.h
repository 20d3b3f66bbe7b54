/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_SITE_H
#define KVM_SERIES_SITE_H

#include "cli/source.h"
#include "report/series_row.h"

/*
 * Writes the rows (struct series_row) of a catalogue as a site into a folder, which is made where
 * it is not there: each page beside its place first, and only those that changed. Dies where one
 * cannot be written.
 */
void write_site(struct source *source, const struct catalogue *catalogue, const GArray *rows,
		const char *folder);

#endif
