/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef KVM_SERIES_TAKE_H
#define KVM_SERIES_TAKE_H

#include "complete.h"
#include "export.h"
#include "open.h"

/* What mbox and am have in common: which patches are taken, and what is put into them. */
struct take_options {
	int trailers, sloppy, link, partial, check_dkim, unmerged, only, quiet;
	const char *version, *numbers;
	struct series_options series;
};

#define TAKE_OPTIONS_INIT                                                                          \
	{                                                                                          \
		.trailers = 1, .series = SERIES_OPTIONS_INIT                                       \
	}

/* Their entries of the table of options; v points to a struct take_options. */
#define OPTS_TAKE(v)                                                                               \
	OPT_VERSION(&(v)->version, "that version, not the newest"),                                \
		OPT_STRING('P', "cherry-pick", &(v)->numbers, "<numbers>",                         \
			   "only the patches with these numbers"),                                 \
		OPT_STRING(0, "patch", &(v)->numbers, "<numbers>", "the same"),                    \
		OPT_SET(0, "only", &(v)->only, 1, "only the patch that <series> names"),           \
		OPT_FLAG(0, "trailers", &(v)->trailers, "add the trailers that replies gave"),     \
		OPT_FLAG(0, "sloppy-trailers", &(v)->sloppy,                                       \
			 "those, too, that their senders had no right to give"),                   \
		OPT_FLAG(0, "link", &(v)->link, "add a Link trailer to each patch"),               \
		OPT_FLAG(0, "partial", &(v)->partial, "what is there of an incomplete series"),    \
		OPT_FLAG(0, "unmerged", &(v)->unmerged, "not what was committed already"),         \
		OPT_FLAG(0, "check-dkim", &(v)->check_dkim,                                        \
			 "check the signatures of senders' domains, too"),                         \
		OPT_FLAG(0, "any-author", &(v)->series.any_author,                                 \
			 "what somebody else posted as a version or part"),                        \
		OPT_SET('q', "quiet", &(v)->quiet, 1, "only warn on standard error")

/*
 * Finds the series of that name and hands over what the options want of it to export->entry(); the
 * caller sets that, begin, cover and data. Returns the exit status.
 */
int take_series(const struct take_options *options, const char *name, struct export *export);

#endif
