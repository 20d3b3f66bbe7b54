/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "record/record.h"
#include "remarks.h"

#define HEADER "From: Ann Example <ann@example.org>\nSubject: Re: [PATCH 0/5] x\n\n"

static const char *const kind_names[] = {
	[REMARK_APPLIED] = "applied", [REMARK_WITHDRAWN] = "withdrawn",
	[REMARK_NACK] = "nack",	      [REMARK_SCOPE] = "scope",
	[REMARK_LISTED] = "listed",   [REMARK_PROMISE] = "promise",
	[REMARK_ASKS] = "asks",	      [REMARK_TAKES] = "takes",
	[REMARK_TAKEN] = "taken",     [REMARK_AGREES] = "agrees",
	[REMARK_DROPPED] = "dropped", [REMARK_WANTED] = "wanted",
	[REMARK_STUDIES] = "studies", [REMARK_UNTAGS] = "untags",
	[REMARK_WORKS] = "works",     [REMARK_PRAISES] = "praises",
};

/* "applied 1..3 next; nack 0..0 ", the count of own words left out. */
char *describe_remarks(const struct record *rec)
{
	GString *out = g_string_new(NULL);

	for (size_t i = 0; i < rec->remarks.nr; i++) {
		const struct record_remark *remark = &rec->remarks.items[i];

		if (remark->kind == REMARK_ASKS || remark->kind == REMARK_PRAISES)
			continue;
		g_string_append_printf(out, "%s%s %d..%d %s", out->len ? "; " : "",
				       kind_names[remark->kind], remark->first,
				       remark->last == REMARK_ALL ? -1 : remark->last,
				       remark->text);
	}
	return g_string_free(out, FALSE);
}

void check_remarks(const struct expectation *cases, size_t nr)
{
	for (size_t i = 0; i < nr; i++) {
		char *raw = g_strconcat(HEADER, cases[i].text, NULL);
		struct record *rec = record_parse(slice_str(raw), NULL);
		char *found;

		assert_non_null(rec);
		found = describe_remarks(rec);
		if (strcmp(found, cases[i].remarks))
			fail_msg("\"%s\" says '%s', not '%s'", cases[i].text, found,
				 cases[i].remarks);
		g_free(found);
		g_free(raw);
		record_free(rec);
	}
}
