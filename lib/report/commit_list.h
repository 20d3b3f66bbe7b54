/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef REPORT_COMMIT_LIST_H
#define REPORT_COMMIT_LIST_H

#include "report/format.h"
#include "report/handles.h"
#include "tree/match.h"

/* A line of git kvm-series find: a commit, and the posting that it was made of. */
struct commit_line {
	struct tree *tree;
	const struct tree_hit *hit;
	struct tree_match match;
	git_oid upstream; /* whose posting it is, where the commit is a copy of that; else zeros */
};

struct commit_list_view {
	struct report report;
	const GArray *lines; /* of struct commit_line */
	const struct handles *handles;
	void (*shorten)(const struct commit_line *line, char *out, void *data);
	void *data;
	bool why;
};

/* "text", a line each, and "json". */
extern const struct report_format commit_list_formats[];

#endif
