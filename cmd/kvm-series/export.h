/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_EXPORT_H
#define KVM_SERIES_EXPORT_H

#include "cli/source.h"
#include "series/catalogue.h"
#include "tree/merges.h"
#include "text/numbers.h"

/* A version of a series on its way to git am: what is taken of it, and where it goes. */
struct export
{
	struct source *source;
	const struct catalogue *catalogue;
	const struct topic *topic;
	const struct series *series; /* one of the topic's */

	bool trailers, sloppy, cover, partial, any_author;
	bool check_dkim;	       /* of signatures, see signatures.h */
	bool quiet;		       /* only warnings on standard error */
	struct merges *merges;	       /* what is in work repositories; NULL without any */
	bool unmerged;		       /* and is not wanted */
	const char *link_base;	       /* of Link trailers; NULL for none */
	const struct numbers *numbers; /* of the patches that are wanted; NULL: all */
	const struct record *only;     /* that mail alone; NULL: as above */

	/* Called once, before the first mail; may be NULL. */
	void (*begin)(void *data);
	/* Takes an entry of an mbox, the patch n of the series (0: the cover letter). */
	void (*entry)(const struct record *record, int n, const GString *entry, void *data);
	void *data;
};

/*
 * Hands over all that is wanted, in order, and tells on standard error what that is, which trailers
 * were added and which were not, and what else one should know before one takes it. Returns false,
 * nothing handed over, where patches are missing, or all were committed and are not wanted. Dies
 * where a mail cannot be read, or numbers name what the series does not have.
 */
bool export_series(const struct export *export);

/* What export_series() tells, of the patches (struct record *, NULL: not taken), by number - 1. */
void export_tell(const struct export *export, const GPtrArray *patches);

/* Shared by what export.c hands patches to. */

/*
 * Tells on standard error which of the patches (struct record *, NULL: not taken) are in a work
 * repository, and takes them out where that is wanted; false where none is left then.
 */
bool export_merged(const struct export *export, GPtrArray *patches);

/*
 * Tells on standard error by whom the patches (struct record *, NULL: not taken) are signed, as
 * kvm.attestationPolicy has it; false where that forbids to export them.
 */
bool export_signatures(const struct export *export, const GPtrArray *patches);

#endif
